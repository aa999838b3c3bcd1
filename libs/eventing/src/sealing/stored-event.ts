import type { EventCatalogue } from '../catalogue.js';
import type { JsonObject, RecordedEvent, SealedField } from '../event.js';
import { REASON_POINTER } from './event-sealing.js';
import { SealBrokenError } from './sealing-errors.js';

/** An event's content at its current version, its personal values still apart from it. */
export interface CurrentContent {
  readonly version: number;
  readonly data: JsonObject;
  /** Sealed fields by their JSON pointer, relative to `data`, in the current version. */
  readonly fields: readonly (readonly [pointer: string, sealed: SealedField])[];
  readonly reason?: SealedField;
}

/**
 * Validates what is stored and brings it to its current version. Throws `InvalidEventError` for a type or version unknown here, or data that
 * breaks its schema, and `SealBrokenError` when a sealed field does not stand where it was sealed.
 */
export function currentContent(catalogue: EventCatalogue, event: RecordedEvent): CurrentContent {
  const { type, version, data } = event;
  catalogue.validateSealed(type, version, data);
  const { fields, reason } = storedFields(event);
  const sealedReason = reason && { reason };
  if (version === catalogue.currentVersion(type)) return { version, data, fields, ...sealedReason };
  const pointers = fields.map(([pointer]) => pointer);
  const current = catalogue.upcast(type, version, data, pointers);
  catalogue.validateSealed(type, current.version, current.data);
  const moved = fields.flatMap(([pointer, sealed]) => {
    const now = current.pointers.get(pointer);
    return now === undefined ? [] : [[now, sealed] as const];
  });
  return { version: current.version, data: current.data, fields: moved, ...sealedReason };
}

function storedFields({ id, personal }: RecordedEvent): Pick<CurrentContent, 'fields' | 'reason'> {
  const fields: [string, SealedField][] = [];
  let reason: SealedField | undefined;
  for (const [pointer, sealed] of Object.entries(personal?.fields ?? {})) {
    // The ciphertext vouches for `field` alone: under another pointer it would open as something it never was.
    if (pointer !== sealed.field) throw new SealBrokenError(id, pointer);
    if (pointer === REASON_POINTER) reason = sealed;
    else if (pointer.startsWith('/data/')) fields.push([pointer.slice('/data'.length), sealed]);
    else throw new SealBrokenError(id, pointer);
  }
  return { fields, ...(reason && { reason }) };
}

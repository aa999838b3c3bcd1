import { v5 } from 'uuid';
import { InvalidEventError } from '../catalogue.js';
import type { EventMetadata, Json, JsonObject, Revision, SealedEvent, SealedField, StreamName } from '../event.js';
import { hashOfUnhashed } from '../integrity/hash-chain.js';
import { valueAt, withoutValueAt } from './json-pointer.js';
import type { KeyRing } from './key-ring.js';
import { messageSubject } from './message-key.js';
import { sealValue } from './sealed-values.js';

/** Pointer of a command's free-text reason, which every event of the command carries sealed. */
export const REASON_POINTER = '/metadata/reason';

/** A validated event, with the JSON pointers (relative to `data`) of its personal values. */
export interface ValidatedDraft {
  readonly type: string;
  readonly version: number;
  readonly data: JsonObject;
  readonly personalPointers: readonly string[];
  /** Its text can be redacted alone. */
  readonly isMessage: boolean;
}

export interface EventPlace {
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly previousHash: string;
  /** Index among the events of its command, from 0. */
  readonly index: number;
}

export interface SealingUnder {
  readonly subject: string;
  readonly key: Uint8Array;
}

/** The id of a command's `index`th event, so that a command can never be recorded twice. */
export function eventIdOf(commandId: string, index: number): string {
  return v5(String(index), commandId);
}

/** Seals one event's personal values and chains it to its predecessor. `under` is required if it has any. */
export function sealEvent(
  draft: ValidatedDraft,
  place: EventPlace,
  metadata: Omit<EventMetadata, 'previousHash' | 'hash'>,
  reason: string | undefined,
  under: SealingUnder | undefined,
): SealedEvent {
  const id = eventIdOf(metadata.commandId, place.index);
  const fields: Record<string, SealedField> = {};
  let { data } = draft;
  const seal = (field: string, value: Json, { key }: SealingUnder): void => {
    fields[field] = sealValue(key, { event: id, type: draft.type, field }, value);
  };
  if (under !== undefined) {
    for (const pointer of draft.personalPointers) {
      seal(`/data${pointer}`, valueAt(draft.data, pointer) as Json, under);
      data = withoutValueAt(data, pointer);
    }
    if (reason !== undefined) seal(REASON_POINTER, reason, under);
  }
  const unhashed = {
    id,
    stream: place.stream,
    revision: place.revision,
    type: draft.type,
    version: draft.version,
    data,
    ...(under !== undefined && Object.keys(fields).length > 0 && { personal: { subject: under.subject, fields } }),
    metadata: { ...metadata, previousHash: place.previousHash },
  };
  return { ...unhashed, metadata: { ...unhashed.metadata, hash: hashOfEncodable(unhashed, draft) } };
}

/** Text with a lone surrogate, for example, passes validation as a string but cannot be stored in UTF-8. */
function hashOfEncodable(event: Parameters<typeof hashOfUnhashed>[0], { type, version }: ValidatedDraft): string {
  try {
    return hashOfUnhashed(event);
  } catch {
    throw new InvalidEventError(type, version, [{ pointer: '', rule: 'not-encodable' }]);
  }
}

export interface OneCommand {
  readonly person: string;
  readonly commandId: string;
  readonly reason: string | undefined;
}

/**
 * The subject under whose key each event of one command is sealed, undefined for an event without personal values: a message under its own;
 * an event beside a message under that message's, because the reason of an act is in all its events and must not outlast its text; all
 * others under the person's.
 */
export function subjectsOf(
  drafts: readonly ValidatedDraft[],
  { person, commandId, reason }: OneCommand,
): readonly (string | undefined)[] {
  const isPersonal = drafts.map(({ personalPointers }) => reason !== undefined || personalPointers.length > 0);
  const isMessage = drafts.map((draft, index) => draft.isMessage && isPersonal[index] === true);
  return drafts.map((_, index) => {
    if (isPersonal[index] !== true) return undefined;
    const message = isMessage[index] === true ? index : isMessage.indexOf(true);
    return message === -1 ? person : messageSubject(person, eventIdOf(commandId, message));
  });
}

/** The durable key of each subject; looks up each once. */
export async function keysUnder(
  keys: KeyRing,
  subjects: readonly (string | undefined)[],
): Promise<readonly (SealingUnder | undefined)[]> {
  const asked = new Map<string, Promise<Uint8Array>>();
  for (const subject of subjects) {
    if (subject !== undefined && !asked.has(subject)) asked.set(subject, keys.forSealing(subject));
  }
  await Promise.all(asked.values());
  return Promise.all(
    subjects.map(async (subject) => {
      const key = subject === undefined ? undefined : await asked.get(subject);
      return subject === undefined || key === undefined ? undefined : { subject, key };
    }),
  );
}

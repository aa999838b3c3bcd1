import { v5 } from 'uuid';
import { InvalidEventError } from '../catalogue.js';
import type { EventMetadata, Json, JsonObject, Revision, SealedEvent, SealedField, StreamName } from '../event.js';
import { hashOfUnhashed } from '../integrity/hash-chain.js';
import { valueAt, withoutValueAt } from './json-pointer.js';
import type { KeyRing } from './key-ring.js';
import { messageSubject, subjectOfValue } from './message-key.js';
import { sealValue } from './sealed-values.js';

/** Pointer of a command's free-text reason, which every event of the command carries sealed. */
export const REASON_POINTER = '/metadata/reason';

/** A validated event, with the JSON pointers (relative to `data`) of its personal values. */
export interface ValidatedDraft {
  readonly type: string;
  readonly version: number;
  readonly data: JsonObject;
  readonly personalPointers: readonly string[];
  /** Whether a personal value says who somebody is, rather than being words of this act, which can be redacted alone. */
  readonly isIdentity: (pointer: string) => boolean;
}

export interface EventPlace {
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly previousHash: string;
  /** By {@link eventIdOf}. */
  readonly id: string;
}

/** The subject of an event's personal values, and the durable keys under which they are sealed. */
export interface SealingUnder {
  readonly subject: string;
  readonly keyOf: (subject: string) => Uint8Array;
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
  const { id } = place;
  const fields: Record<string, SealedField> = {};
  let { data } = draft;
  if (under !== undefined) {
    const seal = (field: string, value: Json, subject: string): void => {
      fields[field] = sealValue(under.keyOf(subject), { event: id, type: draft.type, field }, value);
    };
    for (const pointer of draft.personalPointers) {
      const subject = subjectOfValue(under.subject, draft.isIdentity(pointer));
      seal(`/data${pointer}`, valueAt(draft.data, pointer) as Json, subject);
      data = withoutValueAt(data, pointer);
    }
    if (reason !== undefined) seal(REASON_POINTER, reason, under.subject);
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
  /** The id of each of its events. */
  readonly ids: readonly string[];
  readonly reason: string | undefined;
}

/**
 * What the personal values of each event of one command are sealed under, undefined for an event without any: words under the event's own
 * key; the reason of the act, which is in all its events and must not outlast its words, with the first words or else under the first
 * event's own key; who somebody is under the person's.
 */
export async function sealingUnder(
  keys: KeyRing,
  drafts: readonly ValidatedDraft[],
  { person, ids, reason }: OneCommand,
): Promise<readonly (SealingUnder | undefined)[]> {
  const own = ids.map((id) => messageSubject(person, id));
  const hasWords = drafts.map((draft) => draft.personalPointers.some((pointer) => !draft.isIdentity(pointer)));
  const ofReason = own[Math.max(0, hasWords.indexOf(true))];
  const subjects = drafts.map(({ personalPointers }, index) => {
    if (hasWords[index] === true) return own[index];
    if (reason !== undefined) return ofReason;
    return personalPointers.length > 0 ? person : undefined;
  });
  const hasIdentity = drafts.some(({ personalPointers, isIdentity }) => personalPointers.some(isIdentity));
  const known = await durable(keys, new Set([...subjects, hasIdentity ? person : undefined]));
  const keyOf = (subject: string): Uint8Array => {
    const key = known.get(subject);
    if (key === undefined) throw new Error('A value would be sealed without a key.');
    return key;
  };
  return subjects.map((subject) => (subject === undefined ? undefined : { subject, keyOf }));
}

/** The key of each subject, durable; looks up each once. */
async function durable(
  keys: KeyRing,
  subjects: ReadonlySet<string | undefined>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const wanted = [...subjects].filter((subject) => subject !== undefined);
  return new Map(await Promise.all(wanted.map(async (subject) => [subject, await keys.forSealing(subject)] as const)));
}

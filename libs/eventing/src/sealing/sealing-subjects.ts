import { eventIdOf, type SealingUnder, type ValidatedDraft } from './event-sealing.js';
import type { KeyRing } from './key-ring.js';
import { messageSubject } from './message-key.js';

export interface OneCommand {
  readonly person: string;
  readonly commandId: string;
  readonly reason: string | undefined;
}

/**
 * Under whose key each event of one command is sealed, undefined where nothing in it is personal: a message under its own; what was
 * recorded beside a message under that message's, since the reason of an act stands in all its events and must not outlast its words; all
 * else under the person's.
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

/** The key of each of the subjects, durable; each is asked for once. */
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

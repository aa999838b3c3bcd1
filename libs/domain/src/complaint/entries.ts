import { refuse } from '../refusal.js';
import type { Standing } from './command.js';
import type { Case, Complaint, EventContext } from './complaint.js';

/** Whoever tracks a complaint with its code: they have no name of their own. */
const COMPLAINANT = 'complainant';
/** Most texts and preferences from the complainant: far more than any dispute needs, few enough to read. */
const ENTRIES_MAX = 200;
/** Most files of each party, so that neither takes the other's room: more than any complaint has needed, few enough to review. */
const FILES_MAX = 20;

/** Refuses a complainant who has said all that one complaint holds from them. Staff answer for what they write. */
export function mayStillSay({ entriesOfComplainant }: Complaint, actorId: string): Standing {
  return actorId !== COMPLAINANT || entriesOfComplainant < ENTRIES_MAX ? 'open' : refuse('too-many-entries');
}

/** Refuses a party whose files are as many as one complaint holds from it. */
export function mayStillSend({ attachments, filesOfComplainant }: Complaint, actorId: string): Standing {
  const files = actorId === COMPLAINANT ? filesOfComplainant : attachments.length - filesOfComplainant;
  return files < FILES_MAX ? 'open' : refuse('too-many-attachments');
}

/** Counts what the complainant says. */
export function withEntry<Before extends Case>(complaint: Before, { actor }: Pick<EventContext, 'actor'>): Before {
  if (actor.role !== COMPLAINANT) return complaint;
  return { ...complaint, entriesOfComplainant: complaint.entriesOfComplainant + 1 };
}

/** Counts a file that the complainant sends. */
export function withFile<Before extends Case>(complaint: Before, { actor }: Pick<EventContext, 'actor'>): Before {
  if (actor.role !== COMPLAINANT) return complaint;
  return { ...complaint, filesOfComplainant: complaint.filesOfComplainant + 1 };
}

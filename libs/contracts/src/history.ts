import type { Instant } from './vocabulary.js';

/** When something happened and was recorded, and by whom: the metadata of an event, or the attributes that a projection gets. */
export interface Occurrence {
  readonly actor: { readonly id: string; readonly role: string };
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
}

/** How the ids of imports begin. No token carries the role `system`, so nobody else acts under such a name. */
export const IMPORT_ACTOR_PREFIX = 'import-';

/** Whether an event needs its complaint's receipt to tell history from news: only one that is dated back may be history without saying so. */
export function needsReceipt(event: Occurrence): boolean {
  return !isByImport(event) && event.occurredAt < event.recordedAt;
}

/**
 * Whether an event of a complaint is history: it happened before the complaint was imported from another system, or an import recorded it.
 * Whoever is told of it hears no news. `receipt` is the complaint's first event; not used unless {@link needsReceipt}.
 */
export function isHistory(event: Occurrence, receipt: Occurrence | undefined): boolean {
  if (isByImport(event)) return true;
  return receipt !== undefined && isImported(receipt) && event.occurredAt < receipt.recordedAt;
}

function isByImport({ actor: { id, role } }: Occurrence): boolean {
  return role === 'system' && id.startsWith(IMPORT_ACTOR_PREFIX);
}

/** An import may also record a receipt in its complainant's name. Complainants cannot date a receipt back, and staff act in their own. */
function isImported(receipt: Occurrence): boolean {
  const { actor, occurredAt, recordedAt } = receipt;
  return isByImport(receipt) || (actor.role === 'complainant' && occurredAt < recordedAt);
}

import type { SearchValues } from '../address.js';

/** What the address of a case says. */
export interface CaseSearch {
  /** Shows the case as it was after this event; 0 for the first. */
  readonly revision?: number;
}

/** Reads the address of a case. */
export function caseSearchOf({ revision }: SearchValues): CaseSearch {
  return typeof revision === 'string' && /^\d{1,9}$/.test(revision) ? { revision: Number(revision) } : {};
}

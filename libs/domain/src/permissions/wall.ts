import { isOneOf } from './person.js';

/** Somebody who wants to see or do something. */
export interface Asking {
  /** The `sub` of a member of staff; the name of a service; `complainant`. */
  readonly id: string;
  readonly roles: readonly string[];
}

/** What decides who may know of a complaint. */
export interface Walls {
  /** Staff with an interest in it: the person complained about, a relative, a friend. */
  readonly conflicts: readonly string[];
}

/** Roles without a person of staff behind them. */
const NO_STAFF: readonly string[] = ['complainant', 'system'];

/**
 * Whether a wall stands between a member of staff and a complaint (ISO 10002:2018, clause 4: objectivity, confidentiality): they have an
 * interest in it, so they see nothing of it and do nothing on it. The same for every role, also for those who only read.
 */
export function isWalledOff({ id, roles }: Asking, { conflicts }: Walls): boolean {
  return !roles.every((role) => NO_STAFF.includes(role)) && isOneOf(conflicts, id);
}

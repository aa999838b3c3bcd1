import { localDate } from '../calendars/calendar.js';
import type { Channel } from '@redress/contracts';
import type { Instant } from '../instant.js';
import { type Policy, policyCalendar, type Scope } from './policy.js';

/** The criteria by which a policy is chosen. */
export interface PolicyQuestion {
  /** The time of receipt; each policy's calendar gives the date. */
  readonly at: Instant;
  readonly channel: Channel;
  readonly product?: string;
  readonly jurisdiction?: string;
  readonly complainantType?: string;
}

/**
 * Chooses the policy for a complaint: of those in force on the date with a matching scope, the most specific; of equals the one with the
 * latest start, then the last in the list. Undefined if none matches.
 */
export function choosePolicy(policies: readonly Policy[], question: PolicyQuestion): Policy | undefined {
  const fitting = policies.filter((policy) => inForce(policy, question.at) && takesIn(policy.scope, question));
  return fitting.reduce<Policy | undefined>(
    (best, policy) => (best && better(best, policy) ? best : policy),
    undefined,
  );
}

function inForce(policy: Policy, at: Instant): boolean {
  const { validFrom, validTo } = policy;
  const on = localDate(policyCalendar(policy), at);
  return validFrom <= on && (validTo === undefined || on <= validTo);
}

function takesIn(scope: Scope, { product, channel, jurisdiction, complainantType }: PolicyQuestion): boolean {
  return (
    within(scope.products, product) &&
    within(scope.channels, channel) &&
    within(scope.jurisdictions, jurisdiction) &&
    within(scope.complainantTypes, complainantType)
  );
}

function within(listed: readonly string[] | undefined, value: string | undefined): boolean {
  return listed === undefined || (value !== undefined && listed.includes(value));
}

function better(best: Policy, other: Policy): boolean {
  const [said, otherSaid] = [parts(best.scope), parts(other.scope)];
  return said === otherSaid ? best.validFrom > other.validFrom : said > otherSaid;
}

function parts(scope: Scope): number {
  return Object.values(scope).filter((part) => part !== undefined).length;
}

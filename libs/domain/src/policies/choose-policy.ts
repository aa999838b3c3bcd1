import { localDate } from '../calendars/calendar.js';
import type { Channel } from '@redress/contracts';
import type { Instant } from '../instant.js';
import { type Policy, policyCalendar, type Scope } from './policy.js';

/** The details of a complaint by which its policy is chosen. */
export interface Scoping {
  readonly channel: Channel;
  readonly product?: string;
  readonly jurisdiction?: string;
  readonly complainantType?: string;
}

/** The details that decide on the policy, of those given. */
export function scopingIn<Given extends Partial<Scoping>>({
  channel,
  product,
  jurisdiction,
  complainantType,
}: Given): Pick<Scoping & Given, keyof Scoping> {
  return {
    ...(channel !== undefined && { channel }),
    ...(product !== undefined && { product }),
    ...(jurisdiction !== undefined && { jurisdiction }),
    ...(complainantType !== undefined && { complainantType }),
  } as Pick<Scoping & Given, keyof Scoping>;
}

/** The criteria by which a policy is chosen. */
export interface PolicyQuestion extends Scoping {
  /** The time of receipt; each policy's calendar gives the date. */
  readonly at: Instant;
}

/** The policies among which one is chosen for a complaint. */
export interface PolicyChoice {
  /** Returns the policy of a complaint by its details; the one for everything else when no published policy applies. */
  readonly choose: (question: PolicyQuestion) => Policy;
  /** Returns a policy that staff may choose by its version: published, and not retired; undefined for any other. */
  readonly published: (version: string) => Policy | undefined;
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

/** Whether a condition holds: nothing is listed, or the value is. */
export function within(listed: readonly string[] | undefined, value: string | undefined): boolean {
  return listed === undefined || (value !== undefined && listed.includes(value));
}

function better(best: Policy, other: Policy): boolean {
  const [said, otherSaid] = [parts(best.scope), parts(other.scope)];
  return said === otherSaid ? best.validFrom > other.validFrom : said > otherSaid;
}

function parts(scope: Scope): number {
  return Object.values(scope).filter((part) => part !== undefined).length;
}

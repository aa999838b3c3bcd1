import { sameContent } from '../complaint/command.js';
import type { Instant } from '../instant.js';
import { type Policy, policyNameOf } from './policy.js';

/**
 * All versions of one policy, `acme@1`, `acme@2` and so on, in the stream `policy-acme`. A version can be drafted repeatedly until it is
 * published; from then on it never changes and can only be retired. Complaints under it stay under it.
 */

/** These names are the storage format. */
export type PolicyEventData = {
  readonly PolicyDrafted: { readonly policy: Policy };
  readonly PolicyPublished: { readonly version: string };
  readonly PolicyRetired: { readonly version: string };
};
export type PolicyEventType = keyof PolicyEventData;
export type PolicyEvent = {
  readonly [Type in PolicyEventType]: { readonly type: Type; readonly data: PolicyEventData[Type] };
}[PolicyEventType];

export type PolicyCommand =
  | { readonly type: 'draft'; readonly data: { readonly policy: Policy } }
  | { readonly type: 'publish'; readonly data: { readonly version: string } }
  | { readonly type: 'retire'; readonly data: { readonly version: string } };

/** Codes of refusals of a policy's commands. The name and the meaning of a code never change. */
export const policyRefusalCodes = [
  'policy-unknown',
  'policy-name-differs',
  'policy-version-shipped',
  'policy-version-published',
  'policy-version-retired',
  'policy-not-published',
  'policy-calendar-differs',
] as const;
export type PolicyRefusalCode = (typeof policyRefusalCodes)[number];
export interface PolicyRefusal {
  readonly refused: PolicyRefusalCode;
}

export type PolicyStanding = 'drafted' | 'published' | 'retired';

/** One version and its standing. */
export interface PolicyVersion {
  readonly policy: Policy;
  readonly standing: PolicyStanding;
  readonly publishedAt?: Instant;
  readonly retiredAt?: Instant;
}

/** Every version ever drafted, in order of the first draft. */
export interface PolicyLine {
  readonly versions: readonly PolicyVersion[];
}

const initialState: PolicyLine = { versions: [] };

/** Events to record (none if nothing would change), or a refusal. */
function decide(command: PolicyCommand, line: PolicyLine): readonly PolicyEvent[] | PolicyRefusal {
  switch (command.type) {
    case 'draft':
      return draft(command.data.policy, line);
    case 'publish':
      return publish(command.data.version, line);
    case 'retire':
      return retire(command.data.version, line);
  }
}

function draft(policy: Policy, line: PolicyLine): readonly PolicyEvent[] | PolicyRefusal {
  const [first] = line.versions;
  if (first !== undefined && policyNameOf(first.policy.version) !== policyNameOf(policy.version)) {
    return { refused: 'policy-name-differs' };
  }
  const known = versionIn(line, policy.version);
  if (known !== undefined && sameContent(policy, known.policy)) return [];
  if (known?.standing === 'retired') return { refused: 'policy-version-retired' };
  if (known?.standing === 'published') return { refused: 'policy-version-published' };
  return [{ type: 'PolicyDrafted', data: { policy } }];
}

function publish(version: string, line: PolicyLine): readonly PolicyEvent[] | PolicyRefusal {
  switch (versionIn(line, version)?.standing) {
    case undefined:
      return { refused: 'policy-unknown' };
    case 'drafted':
      return [{ type: 'PolicyPublished', data: { version } }];
    case 'published':
      return [];
    case 'retired':
      return { refused: 'policy-version-retired' };
  }
}

function retire(version: string, line: PolicyLine): readonly PolicyEvent[] | PolicyRefusal {
  switch (versionIn(line, version)?.standing) {
    case undefined:
      return { refused: 'policy-unknown' };
    case 'drafted':
      return { refused: 'policy-not-published' };
    case 'published':
      return [{ type: 'PolicyRetired', data: { version } }];
    case 'retired':
      return [];
  }
}

function evolve(line: PolicyLine, event: PolicyEvent & { readonly occurredAt: Instant }): PolicyLine {
  const { type, data, occurredAt } = event;
  switch (type) {
    case 'PolicyDrafted':
      return withVersion(line, data.policy.version, { policy: data.policy, standing: 'drafted' });
    case 'PolicyPublished':
      return withVersion(line, data.version, { standing: 'published', publishedAt: occurredAt });
    case 'PolicyRetired':
      return withVersion(line, data.version, { standing: 'retired', retiredAt: occurredAt });
    default:
      throw new Error(`A policy knows no event of type ${String(type satisfies never)}.`);
  }
}

/** Finds one version of a line; undefined if never drafted. */
export function versionIn({ versions }: PolicyLine, version: string): PolicyVersion | undefined {
  return versions.find(({ policy }) => policy.version === version);
}

function withVersion(line: PolicyLine, version: string, change: Partial<PolicyVersion>): PolicyLine {
  if (versionIn(line, version) === undefined) return { versions: [...line.versions, change as PolicyVersion] };
  return { versions: line.versions.map((one) => (one.policy.version === version ? { ...one, ...change } : one)) };
}

/** The policy as plain functions. */
export const policyLine = { initialState, decide, evolve };

/**
 * Tells whether another published version has different days under the version of this policy's own calendar. Each clock uses its own
 * policy's calendar, but `acme-offices@1` must mean the same days in every complaint.
 */
export function calendarDiffers({ version, calendar, ownCalendar }: Policy, others: readonly PolicyVersion[]): boolean {
  if (ownCalendar === undefined) return false;
  return others.some(
    ({ policy, standing }) =>
      policy.version !== version &&
      standing !== 'drafted' &&
      policy.calendar === calendar &&
      !sameContent(policy.ownCalendar, ownCalendar),
  );
}

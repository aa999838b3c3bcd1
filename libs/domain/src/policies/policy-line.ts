import { sameContent } from '../complaint/command.js';
import type { Instant } from '../instant.js';
import { isOneOf } from '../permissions/person.js';
import { type Policy, policyNameOf } from './policy.js';

/**
 * All versions of one policy, `acme@1`, `acme@2` and so on, in the stream `policy-acme`. A version can be drafted repeatedly until it is
 * published; from then on it never changes and can only be retired. Complaints under it stay under it.
 *
 * Where publication takes two people, one proposes a version as it is, and another approves or rejects it: never whoever proposed it or wrote
 * it last. A later draft ends the proposal.
 */

/** How many people a publication takes. */
export const policyApprovals = ['one', 'two'] as const;
export type PolicyApproval = (typeof policyApprovals)[number];

/** A version with exactly one content. */
interface ProposedContent {
  readonly version: string;
  readonly contentHash: string;
}

/** These names are the storage format. */
export type PolicyEventData = {
  readonly PolicyDrafted: { readonly policy: Policy };
  readonly PolicyProposed: ProposedContent;
  readonly PolicyApproved: ProposedContent;
  readonly PolicyRejected: ProposedContent;
  readonly PolicyProposalWithdrawn: { readonly version: string };
  readonly PolicyPublished: { readonly version: string };
  readonly PolicyRetired: { readonly version: string };
};
export type PolicyEventType = keyof PolicyEventData;
export type PolicyEvent = {
  readonly [Type in PolicyEventType]: { readonly type: Type; readonly data: PolicyEventData[Type] };
}[PolicyEventType];

export type PolicyCommand =
  | { readonly type: 'draft'; readonly data: { readonly policy: Policy } }
  | { readonly type: 'propose' | 'approve' | 'reject'; readonly data: ProposedContent }
  | { readonly type: 'withdraw-proposal'; readonly data: { readonly version: string } }
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
  'policy-approval-needed',
  'policy-not-proposed',
  'policy-content-differs',
  'policy-approver-is-author',
  'policy-proposed-by-other',
] as const;
export type PolicyRefusalCode = (typeof policyRefusalCodes)[number];
export interface PolicyRefusal {
  readonly refused: PolicyRefusalCode;
}

export type PolicyStanding = 'drafted' | 'published' | 'retired';

/** A version that waits for the approval of a second person. */
export interface PolicyProposal {
  /** SHA-256 of the proposed content. */
  readonly contentHash: string;
  readonly by: string;
  readonly at: Instant;
}

/** One version and its standing. */
export interface PolicyVersion {
  readonly policy: Policy;
  readonly standing: PolicyStanding;
  /** Who wrote the content as it is now. */
  readonly draftedBy: string;
  /** Of a drafted version, while it waits. */
  readonly proposal?: PolicyProposal;
  /** SHA-256 of the content that was rejected and has not changed since. */
  readonly rejected?: string;
  readonly publishedAt?: Instant;
  readonly retiredAt?: Instant;
}

/** Every version ever drafted, in order of the first draft. */
export interface PolicyLine {
  readonly versions: readonly PolicyVersion[];
}

/** What a decision needs besides the command. */
export interface PolicyDeciding {
  readonly actorId: string;
  readonly approval: PolicyApproval;
  /** SHA-256 of a policy's canonical JSON. */
  readonly contentHashOf: (policy: Policy) => string;
}

type PolicyDecision = readonly PolicyEvent[] | PolicyRefusal;

const initialState: PolicyLine = { versions: [] };

/** Events to record (none if nothing would change), or a refusal. */
function decide(command: PolicyCommand, line: PolicyLine, deciding: PolicyDeciding): PolicyDecision {
  switch (command.type) {
    case 'draft':
      return draft(command.data.policy, line);
    case 'propose':
      return propose(command.data, line, deciding);
    case 'approve':
      return approve(command.data, line, deciding);
    case 'reject':
      return reject(command.data, line, deciding);
    case 'withdraw-proposal':
      return withdrawProposal(command.data.version, line, deciding);
    case 'publish':
      return publish(command.data.version, line, deciding);
    case 'retire':
      return retire(command.data.version, line);
  }
}

function draft(policy: Policy, line: PolicyLine): PolicyDecision {
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

function propose(data: ProposedContent, line: PolicyLine, { contentHashOf }: PolicyDeciding): PolicyDecision {
  const drafted = draftIn(line, data.version);
  if ('refused' in drafted) return drafted;
  if (contentHashOf(drafted.policy) !== data.contentHash) return { refused: 'policy-content-differs' };
  return drafted.proposal === undefined ? [{ type: 'PolicyProposed', data }] : [];
}

/** Approves and publishes in one step, so that nothing approved waits for somebody to remember it. */
function approve(data: ProposedContent, line: PolicyLine, deciding: PolicyDeciding): PolicyDecision {
  const known = versionIn(line, data.version);
  const isSame = known !== undefined && deciding.contentHashOf(known.policy) === data.contentHash;
  if (known?.standing === 'published' && isSame) return [];
  const faulty = obstacleToReview(data, line, deciding);
  if (faulty !== undefined) return faulty;
  return [
    { type: 'PolicyApproved', data },
    { type: 'PolicyPublished', data: { version: data.version } },
  ];
}

function reject(data: ProposedContent, line: PolicyLine, deciding: PolicyDeciding): PolicyDecision {
  if (versionIn(line, data.version)?.rejected === data.contentHash) return [];
  return obstacleToReview(data, line, deciding) ?? [{ type: 'PolicyRejected', data }];
}

/** Why this person cannot decide on what is proposed; undefined if they can. */
function obstacleToReview(
  { version, contentHash }: ProposedContent,
  line: PolicyLine,
  { actorId }: PolicyDeciding,
): PolicyRefusal | undefined {
  const drafted = draftIn(line, version);
  if ('refused' in drafted) return drafted;
  if (drafted.proposal === undefined) return { refused: 'policy-not-proposed' };
  if (drafted.proposal.contentHash !== contentHash) return { refused: 'policy-content-differs' };
  return isAuthorOf(drafted, actorId) ? { refused: 'policy-approver-is-author' } : undefined;
}

function withdrawProposal(version: string, line: PolicyLine, { actorId }: PolicyDeciding): PolicyDecision {
  const drafted = draftIn(line, version);
  if ('refused' in drafted) return drafted;
  if (drafted.proposal === undefined) return [];
  return isAuthorOf(drafted, actorId)
    ? [{ type: 'PolicyProposalWithdrawn', data: { version } }]
    : { refused: 'policy-proposed-by-other' };
}

/** Whether somebody wrote a version as it is, or proposed it: they may withdraw the proposal, and others decide on it. */
export function isAuthorOf({ draftedBy, proposal }: Omit<PolicyVersion, 'policy'>, person: string): boolean {
  return isOneOf([draftedBy, ...(proposal === undefined ? [] : [proposal.by])], person);
}

/** The version while it is a draft; otherwise the refusal that says what it is. */
function draftIn(line: PolicyLine, version: string): PolicyVersion | PolicyRefusal {
  const known = versionIn(line, version);
  switch (known?.standing) {
    case undefined:
      return { refused: 'policy-unknown' };
    case 'published':
      return { refused: 'policy-version-published' };
    case 'retired':
      return { refused: 'policy-version-retired' };
    case 'drafted':
      return known;
  }
}

function publish(version: string, line: PolicyLine, { approval }: PolicyDeciding): PolicyDecision {
  if (versionIn(line, version)?.standing === 'published') return [];
  const drafted = draftIn(line, version);
  if ('refused' in drafted) return drafted;
  return approval === 'two' ? { refused: 'policy-approval-needed' } : [{ type: 'PolicyPublished', data: { version } }];
}

function retire(version: string, line: PolicyLine): PolicyDecision {
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

/** What is folded of an event besides its content. */
interface PolicyEventOrigin {
  readonly occurredAt: Instant;
  readonly actor: { readonly id: string };
}

function evolve(line: PolicyLine, event: PolicyEvent & PolicyEventOrigin): PolicyLine {
  const { type, data, occurredAt: at, actor } = event;
  switch (type) {
    case 'PolicyDrafted': {
      const drafted = { policy: data.policy, standing: 'drafted', draftedBy: actor.id } as const;
      const { version } = data.policy;
      if (versionIn(line, version) === undefined) return { versions: [...line.versions, drafted] };
      return withVersion(line, version, () => drafted);
    }
    case 'PolicyProposed':
      return withVersion(line, data.version, ({ rejected: _rejected, ...one }) => ({
        ...one,
        proposal: { contentHash: data.contentHash, by: actor.id, at },
      }));
    case 'PolicyRejected':
      return withVersion(line, data.version, (one) => ({ ...unproposed(one), rejected: data.contentHash }));
    case 'PolicyProposalWithdrawn':
      return withVersion(line, data.version, unproposed);
    // `PolicyPublished` follows.
    case 'PolicyApproved':
      return line;
    case 'PolicyPublished':
      return withVersion(line, data.version, (one) => ({
        ...unproposed(one),
        standing: 'published',
        publishedAt: at,
      }));
    case 'PolicyRetired':
      return withVersion(line, data.version, (one) => ({ ...one, standing: 'retired', retiredAt: at }));
    default:
      throw new Error(`A policy knows no event of type ${String(type satisfies never)}.`);
  }
}

function unproposed({ proposal: _proposal, ...one }: PolicyVersion): PolicyVersion {
  return one;
}

/** Finds one version of a line; undefined if never drafted. */
export function versionIn({ versions }: PolicyLine, version: string): PolicyVersion | undefined {
  return versions.find(({ policy }) => policy.version === version);
}

function withVersion(line: PolicyLine, version: string, change: (known: PolicyVersion) => PolicyVersion): PolicyLine {
  return { versions: line.versions.map((one) => (one.policy.version === version ? change(one) : one)) };
}

/** The policy as plain functions. */
export const policyLine = { initialState, decide, evolve };

/**
 * Tells whether another published version has different days under the version of this policy's own calendar. Each clock uses its own
 * policy's calendar, but `acme-offices@1` must mean the same days in every complaint.
 */
export function calendarDiffers(
  { version, calendar, ownCalendar }: Policy,
  others: readonly Pick<PolicyVersion, 'policy' | 'standing'>[],
): boolean {
  if (ownCalendar === undefined) return false;
  return others.some(
    ({ policy, standing }) =>
      policy.version !== version &&
      standing !== 'drafted' &&
      policy.calendar === calendar &&
      !sameContent(policy.ownCalendar, ownCalendar),
  );
}

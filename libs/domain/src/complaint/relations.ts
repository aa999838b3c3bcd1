import type { EventData, LinkRelation } from '@redress/contracts';
import { isAfter, type Instant } from '../instant.js';
import { caseWork } from '../permissions/roles.js';
import { refuse, type Refusal } from '../refusal.js';
import { always, ended, isBlank, liesAhead, saying, untilItEnds, type Command, type Standing } from './command.js';
import { endedStatuses, named, type Case, type Complaint, type ComplaintStatus, type Link } from './complaint.js';

// Complaints that have to do with each other: linked, merged, split (ISO 10002:2018, 7.6 and 8.2). Each change between two complaints has a
// turn, one higher than the last: of what arrives late or twice on the other side, the highest holds.

/** Undone ones count: they have to be remembered, so that what arrives late does not bring them back. */
const LINKS_MAX = 100;
const ABSORBED_MAX = 100;
/** More matters than anybody has put into one complaint. */
const SPLITS_MAX = 20;

/** What one complaint is told of another when something is decided about both. It may be out of date: the other decides for itself. */
export interface OtherComplaint {
  readonly status: ComplaintStatus;
  readonly receivedAt: Instant;
}

/** A complaint as its place in the order of receipt is told: of two received in the same instant, references decide. */
interface Receipt {
  readonly reference: string;
  readonly receivedAt: Instant;
}

/**
 * Why one cannot be merged into the other, if so. Only ever into one that was received earlier: so the clocks of the earliest hold, and no
 * chain of merges comes back to where it began.
 */
export function whyNotInto(one: Receipt, earlier: Receipt & OtherComplaint): Refusal | undefined {
  if (!isEarlier(earlier, one)) return refuse('merge-into-earlier');
  if (earlier.status === 'merged') return refuse('other-complaint-merged');
  return endedStatuses.includes(earlier.status) ? refuse('other-complaint-ended') : undefined;
}

/** What this complaint is to the other: the same link, seen from its other end. */
export function inverseOf(relation: LinkRelation): LinkRelation {
  if (relation === 'follow-up') return 'followed-up';
  return relation === 'followed-up' ? 'follow-up' : relation;
}

const otherReferences = ['2B8TRW5XN6C2', '5QV0HJ4ZM8S0', '7K3M9QXD41PD'] as const;
const others = [
  { status: 'assessed', receivedAt: '2026-11-01T10:00:00.000Z' },
  { status: 'assessed', receivedAt: '2026-12-01T10:00:00.000Z' },
  { status: 'decision-communicated', receivedAt: '2026-11-01T10:00:00.000Z' },
  { status: 'closed', receivedAt: '2026-11-01T10:00:00.000Z' },
  { status: 'merged', receivedAt: '2026-11-01T10:00:00.000Z' },
  undefined,
] as const satisfies readonly (OtherComplaint | undefined)[];

/** Whatever became of a complaint, it may have to do with another. Both sides hold the link, and it may be changed on either. */
const roomForLink = ({ links }: Complaint): Standing =>
  Object.keys(links).length < LINKS_MAX ? 'open' : refuse('too-many-entries');

/** `other` is what is known of the other complaint: without it there is none. */
export const link: Command<
  'link',
  { readonly complaint: string; readonly relation: LinkRelation; readonly other?: OtherComplaint },
  'ComplaintLinked'
> = {
  type: 'link',
  by: caseWork,
  despiteInterest: true,
  standing: roomForLink,
  standingOf: ({ data }, { links }) => {
    const known = named(links, data.complaint);
    if (known === undefined) return undefined;
    return known.relation === data.relation ? 'done' : 'open';
  },
  decide: ({ data, reference }, { links }) => {
    const { complaint, relation, other } = data;
    const refusal = lacksOther(reference, complaint, other);
    if (refusal !== undefined) return refusal;
    const turn = turnAfter(named(links, complaint));
    return [{ type: 'ComplaintLinked', data: { complaint, relation, turn, decidedOn: reference } }];
  },
  folds: {
    ComplaintLinked: (complaint, { data }) => withLink(data, complaint),
  },
  examples: {
    complaint: otherReferences,
    relation: ['related', 'duplicate', 'same-cause', 'follow-up', 'followed-up'],
    other: others,
  },
};

export const unlink: Command<'unlink', { readonly complaint: string }, 'ComplaintUnlinked'> = {
  type: 'unlink',
  by: caseWork,
  despiteInterest: true,
  standing: ({ links }) => {
    const isLinked = Object.values(links).some(({ relation }) => relation !== undefined);
    return isLinked ? 'open' : refuse('complaint-not-linked');
  },
  standingOf: ({ data }, { links }) => {
    const known = named(links, data.complaint);
    if (known === undefined) return refuse('complaint-not-linked');
    return known.relation === undefined ? 'done' : 'open';
  },
  decide: ({ data: { complaint }, reference }, { links }) => {
    const known = named(links, complaint);
    if (known === undefined) return refuse('complaint-not-linked');
    return [{ type: 'ComplaintUnlinked', data: { complaint, turn: turnAfter(known), decidedOn: reference } }];
  },
  folds: {
    ComplaintUnlinked: (complaint, { data }) => withLink(data, complaint),
  },
  examples: { complaint: otherReferences },
};

/**
 * By the services: what was decided on the other complaint; without a relation the link was undone. The higher turn holds on both, and of
 * equal turns the one decided on the complaint with the greater reference: what this side knows better already is ignored.
 */
export const recordLink: Command<
  'record-link',
  { readonly complaint: string; readonly turn: number; readonly relation?: LinkRelation }
> = {
  type: 'record-link',
  by: ['system'],
  despiteInterest: true,
  standing: always,
  standingOf: ({ data }, complaint) =>
    named(complaint.links, data.complaint) === undefined ? roomForLink(complaint) : 'open',
  decide: ({ data: { complaint, turn, relation } }, { links }) => {
    const decidedOn = complaint;
    if (!isNewer({ turn, decidedOn }, named(links, complaint))) return [];
    return relation === undefined
      ? [{ type: 'ComplaintUnlinked', data: { complaint, turn, decidedOn } }]
      : [{ type: 'ComplaintLinked', data: { complaint, relation, turn, decidedOn } }];
  },
  folds: {},
  examples: { complaint: otherReferences, turn: [1, 2, 3, 4], relation: [undefined, 'related', 'follow-up'] },
};

/**
 * A complaint that is about the same as an earlier one goes on within that one. Both keep their histories, and a merge can be undone. What its
 * complainant was told stands on its own.
 */
export const merge: Command<'merge', { readonly into: string; readonly other?: OtherComplaint }, 'ComplaintMerged'> = {
  type: 'merge',
  by: caseWork,
  standing: (complaint) => ended(complaint) ?? undecided(complaint),
  standingOf: ({ data }, complaint) =>
    complaint.status === 'merged' && complaint.merge?.into === data.into ? 'done' : undefined,
  decide: ({ data: { into, other }, reference }, { receivedAt, merge: last }) => {
    const lacking = lacksOther(reference, into, other);
    if (lacking !== undefined || other === undefined) return lacking ?? refuse('other-complaint-unknown');
    const refusal = whyNotInto({ reference, receivedAt }, { reference: into, ...other });
    return refusal ?? [{ type: 'ComplaintMerged', data: { into, turn: (last?.turn ?? 0) + 1 } }];
  },
  folds: {
    // Where it stood before is where a merge that is undone takes it back to.
    ComplaintMerged: (complaint, { data: { into, turn } }) => ({
      ...complaint,
      merge: { into, turn, from: complaint.status },
      status: 'merged',
    }),
  },
  examples: { into: otherReferences, other: others },
};

/**
 * The other complaint may have ended while the merge was on its way to it: then the services undo it at once, with the turn that the other
 * refused and its code.
 */
export const unmerge: Command<'unmerge', { readonly turn?: number; readonly refused?: string }, 'ComplaintUnmerged'> = {
  type: 'unmerge',
  by: ['supervisor', 'system'],
  standing: ({ status, justUnmerged }) => {
    if (status === 'merged') return 'open';
    return justUnmerged ? 'done' : refuse('complaint-not-merged');
  },
  decide: ({ data: { turn, refused }, reason }, { merge: last }) => {
    if (last === undefined || (turn !== undefined && turn !== last.turn)) return [];
    if (refused === undefined && isBlank(reason)) return refuse('reason-missing');
    const unmerged = { from: last.into, turn: last.turn + 1, ...(refused !== undefined && { refused }) };
    return [{ type: 'ComplaintUnmerged', data: unmerged }];
  },
  folds: {
    ComplaintUnmerged: (complaint, { data }) => {
      const { merge } = complaint;
      return merge === undefined
        ? complaint
        : { ...complaint, merge: { ...merge, turn: data.turn }, status: merge.from };
    },
  },
  examples: { turn: [undefined, undefined, 1], refused: [undefined, undefined, 'complaint-closed'] },
};

/**
 * One of two matters becomes a complaint of its own. This one says so first, with all that the new one is made of, so that whatever is
 * interrupted can be completed from here. What was decided was decided about both matters.
 */
export const split: Command<'split', EventData<'ComplaintSplit'>, 'ComplaintSplit'> = {
  type: 'split',
  by: caseWork,
  standing: (complaint) =>
    ended(complaint) ?? (complaint.splits.length < SPLITS_MAX ? undecided(complaint) : refuse('too-many-entries')),
  standingOf: ({ data }, { splits }) => (splits.includes(data.into) ? 'done' : undefined),
  decide: ({ data, now }) =>
    liesAhead(data.happenedOn, now) ? refuse('happened-in-future') : [{ type: 'ComplaintSplit', data }],
  folds: {
    ComplaintSplit: (complaint, { data }) => ({
      ...complaint,
      ...saying(`split ${data.into}`, data, complaint),
      splits: [...complaint.splits, data.into],
    }),
  },
  once: { otherwise: 'reference-taken', act: ({ into }) => `split ${into}` },
  examples: {
    into: ['5QV0HJ4ZM8S0', '2B8TRW5XN6C2'],
    description: ['The card as well.', 'بله'],
    desiredOutcome: [undefined, 'A new card.'],
    product: [undefined, 'loan'],
    issue: [undefined, 'fees'],
    organizationUnit: [undefined, 'branch-12'],
    concern: [undefined, 'product-or-service'],
    happenedOn: [undefined, '2026-11-01'],
  },
};

/** By the services: a later complaint goes on within this one. One that was within it before may come again however many there are. */
export const absorb: Command<'absorb', EventData<'ComplaintAbsorbed'>, 'ComplaintAbsorbed'> = {
  type: 'absorb',
  by: ['system'],
  despiteInterest: true,
  standing: (complaint) =>
    ended(complaint) ?? (Object.keys(complaint.absorbed).length < ABSORBED_MAX ? 'open' : refuse('too-many-entries')),
  standingOf: ({ data }, complaint) => {
    const known = named(complaint.absorbed, data.complaint);
    if (known === undefined) return undefined;
    return known.turn < data.turn ? untilItEnds(complaint) : 'done';
  },
  decide: ({ data }) => [{ type: 'ComplaintAbsorbed', data }],
  folds: {
    ComplaintAbsorbed: (complaint, { data }) => withAbsorbed(data, true, complaint),
  },
  examples: { complaint: otherReferences, turn: [1, 2, 3, 4] },
};

/** By the services: the merge was undone. A complaint that was never taken in cannot be let go. */
export const release: Command<'release', EventData<'ComplaintReleased'>, 'ComplaintReleased'> = {
  type: 'release',
  by: ['system'],
  despiteInterest: true,
  standing: always,
  standingOf: ({ data }, { absorbed }) => {
    const known = named(absorbed, data.complaint);
    return known !== undefined && known.turn < data.turn ? 'open' : 'done';
  },
  decide: ({ data }) => [{ type: 'ComplaintReleased', data }],
  folds: {
    ComplaintReleased: (complaint, { data }) => withAbsorbed(data, false, complaint),
  },
  examples: { complaint: otherReferences, turn: [2, 1, 3, 4] },
};

function undecided({ decision }: Complaint): Standing {
  return decision === undefined ? 'open' : refuse('decision-already-communicated');
}

/** Why nothing can be decided about these two, if so: there is no other one. */
function lacksOther(own: string, other: string, known: OtherComplaint | undefined): Refusal | undefined {
  if (own === other) return refuse('other-complaint-is-itself');
  return known === undefined ? refuse('other-complaint-unknown') : undefined;
}

function isEarlier(one: Receipt, other: Receipt): boolean {
  if (isAfter(other.receivedAt, one.receivedAt)) return true;
  return !isAfter(one.receivedAt, other.receivedAt) && one.reference < other.reference;
}

function turnAfter(known: Link | undefined): number {
  return (known?.turn ?? 0) + 1;
}

function isNewer(said: Omit<Link, 'relation'>, known: Link | undefined): boolean {
  if (known === undefined || said.turn > known.turn) return true;
  return said.turn === known.turn && said.decidedOn > known.decidedOn;
}

function withLink({ complaint: other, ...link }: Link & { readonly complaint: string }, complaint: Complaint): Case {
  return { ...complaint, links: { ...complaint.links, [other]: link } };
}

function withAbsorbed(
  { complaint: other, turn }: EventData<'ComplaintAbsorbed'>,
  isWithin: boolean,
  complaint: Complaint,
): Case {
  return { ...complaint, absorbed: { ...complaint.absorbed, [other]: { turn, isWithin } } };
}

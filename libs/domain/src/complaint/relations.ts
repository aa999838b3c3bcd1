import type { EventData, LinkRelation, Reference } from '@redress/contracts';
import { isAfter, type Instant } from '../instant.js';
import { caseWork } from '../permissions/roles.js';
import { toReference } from '../references/reference.js';
import { refuse, type Refusal } from '../refusal.js';
import { always, ended, isBlank, liesAhead, saying, untilItEnds, type Command, type Standing } from './command.js';
import { endedStatuses, named, type Case, type Complaint, type ComplaintStatus, type Link } from './complaint.js';

// Related complaints: links, merges, splits (ISO 10002:2018, 7.6 and 8.2). Each change between two complaints has a turn, one higher than
// the last. A change whose turn is not newer is ignored.

/** Includes undone links, which are remembered so that late arrivals do not restore them. */
const LINKS_MAX = 100;
const ABSORBED_MAX = 100;
/** More matters than one complaint has ever had. */
const SPLITS_MAX = 20;

/** Facts about the other complaint in a decision about both. They may be out of date: the other complaint decides for itself. */
export interface OtherComplaint {
  readonly status: ComplaintStatus;
  readonly receivedAt: Instant;
  /** Their complainants differ by all that is known of how to reach them. Absent where too little is known. */
  readonly isOtherPerson?: boolean;
}

/** The complaints that are handled within this one. */
export function complaintsWithin({ absorbed }: Complaint): readonly Reference[] {
  return Object.entries(absorbed).flatMap(([other, { isWithin }]) => (isWithin ? [toReference(other)] : []));
}

/** The sort key of a complaint in the order of receipt: references decide between equal instants. */
interface Receipt {
  readonly reference: Reference;
  readonly receivedAt: Instant;
}

/**
 * Why one complaint cannot be merged into the other, if so. Merging only into an earlier one keeps the earliest clocks and prevents
 * cycles.
 */
export function whyNotInto(one: Receipt, earlier: Receipt & OtherComplaint): Refusal | undefined {
  if (!isEarlier(earlier, one)) return refuse('merge-into-earlier');
  if (earlier.status === 'merged') return refuse('other-complaint-merged');
  return endedStatuses.includes(earlier.status) ? refuse('other-complaint-ended') : undefined;
}

/** The same link seen from its other end. */
export function inverseOf(relation: LinkRelation): LinkRelation {
  if (relation === 'follow-up') return 'followed-up';
  return relation === 'followed-up' ? 'follow-up' : relation;
}

const otherReferences = [
  toReference('2B8TRW5XN6C2'),
  toReference('5QV0HJ4ZM8S0'),
  toReference('7K3M9QXD41PD'),
] as const;
const others = [
  { status: 'assessed', receivedAt: '2026-11-01T10:00:00.000Z' },
  { status: 'assessed', receivedAt: '2026-12-01T10:00:00.000Z' },
  { status: 'decision-communicated', receivedAt: '2026-11-01T10:00:00.000Z' },
  { status: 'closed', receivedAt: '2026-11-01T10:00:00.000Z' },
  { status: 'merged', receivedAt: '2026-11-01T10:00:00.000Z' },
  undefined,
] as const satisfies readonly (OtherComplaint | undefined)[];

/** Links two complaints in any status. Both store the link, and either can change it. */
const roomForLink = ({ links }: Complaint): Standing =>
  Object.keys(links).length < LINKS_MAX ? 'open' : refuse('too-many-entries');

/** `other` holds facts about the other complaint; without it there is none. */
export const link: Command<
  'link',
  { readonly complaint: Reference; readonly relation: LinkRelation; readonly other?: OtherComplaint },
  'ComplaintLinked'
> = {
  type: 'link',
  by: caseWork,
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

export const unlink: Command<'unlink', { readonly complaint: Reference }, 'ComplaintUnlinked'> = {
  type: 'unlink',
  by: caseWork,
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
 * Records, from the services, what the other complaint decided; without a relation the link was undone. The higher turn wins on both
 * sides, and of equal turns the one decided on the complaint with the greater reference; others are ignored.
 */
export const recordLink: Command<
  'record-link',
  { readonly complaint: Reference; readonly turn: number; readonly relation?: LinkRelation }
> = {
  type: 'record-link',
  by: ['system'],
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
 * Merges a complaint into an earlier one about the same matter. Both keep their histories, and a merge can be undone. Not possible after
 * a decision was communicated.
 */
export const merge: Command<'merge', { readonly into: Reference; readonly other?: OtherComplaint }, 'ComplaintMerged'> =
  {
    type: 'merge',
    by: caseWork,
    standing: (complaint) => ended(complaint) ?? undecided(complaint),
    standingOf: ({ data }, complaint) =>
      complaint.status === 'merged' && complaint.merge?.into === data.into ? 'done' : undefined,
    // Whoever joins the complaints of two persons says why: they may have nothing in common, and neither knows of the other.
    decide: ({ data: { into, other }, reference, reason }, { receivedAt, merge: last }) => {
      const lacking = lacksOther(reference, into, other);
      if (lacking !== undefined || other === undefined) return lacking ?? refuse('other-complaint-unknown');
      const refusal = whyNotInto({ reference, receivedAt }, { reference: into, ...other });
      if (refusal === undefined && other.isOtherPerson === true && isBlank(reason))
        return refuse('different-complainants');
      return refusal ?? [{ type: 'ComplaintMerged', data: { into, turn: (last?.turn ?? 0) + 1 } }];
    },
    folds: {
      // Undoing the merge restores this status.
      ComplaintMerged: (complaint, { data: { into, turn } }) => ({
        ...complaint,
        merge: { into, turn, from: complaint.status },
        status: 'merged',
      }),
    },
    examples: { into: otherReferences, other: others },
  };

/**
 * Undoes a merge. If the other complaint ended meanwhile and refused, the services undo it at once, with the refused turn and the code.
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
 * Splits one of two matters off as a new complaint. Records everything that the new one consists of first, so that an interrupted split
 * can be completed. Not possible after a decision, which covers both matters.
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
    into: [toReference('5QV0HJ4ZM8S0'), toReference('2B8TRW5XN6C2')],
    description: ['The card as well.', 'بله'],
    desiredOutcome: [undefined, 'A new card.'],
    product: [undefined, 'loan'],
    issue: [undefined, 'fees'],
    organizationUnit: [undefined, 'branch-12'],
    concern: [undefined, 'product-or-service'],
    happenedOn: [undefined, '2026-11-01'],
  },
};

/** Records, from the services, that a later complaint was merged into this one. The limit does not apply to one that was merged before. */
export const absorb: Command<'absorb', EventData<'ComplaintAbsorbed'>, 'ComplaintAbsorbed'> = {
  type: 'absorb',
  by: ['system'],
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

/** Records, from the services, that a merge was undone. Refused for a complaint that was never merged. */
export const release: Command<'release', EventData<'ComplaintReleased'>, 'ComplaintReleased'> = {
  type: 'release',
  by: ['system'],
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

/** Refuses if there is no other complaint. */
function lacksOther(own: Reference, other: Reference, known: OtherComplaint | undefined): Refusal | undefined {
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

function withLink({ complaint: other, ...link }: Link & { readonly complaint: Reference }, complaint: Complaint): Case {
  return { ...complaint, links: { ...complaint.links, [other]: link } };
}

function withAbsorbed(
  { complaint: other, turn }: EventData<'ComplaintAbsorbed'>,
  isWithin: boolean,
  complaint: Complaint,
): Case {
  return { ...complaint, absorbed: { ...complaint.absorbed, [other]: { turn, isWithin } } };
}

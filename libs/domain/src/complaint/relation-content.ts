import type { Instant } from '../instant.js';
import type { Concern, LinkRelation } from './vocabulary.js';

/**
 * What is recorded on one complaint about another, by its reference in the stored form. Each change between two complaints has a `turn`,
 * one higher than the last: of what arrives late or twice on the other side, the highest holds.
 */
export type RelationEventData<Words = string> = {
  /** `relation`: what the other is to this one. `decidedOn`: the complaint, of the two, on which it was decided. */
  readonly ComplaintLinked: {
    readonly complaint: string;
    readonly relation: LinkRelation;
    readonly turn: number;
    readonly decidedOn: string;
  };
  readonly ComplaintUnlinked: { readonly complaint: string; readonly turn: number; readonly decidedOn: string };
  readonly ComplaintMerged: { readonly into: string; readonly turn: number };
  /** `refused`: the code with which the other would not take this one in; without it somebody undid the merge. */
  readonly ComplaintUnmerged: { readonly from: string; readonly turn: number; readonly refused?: string };
  readonly ComplaintAbsorbed: { readonly complaint: string; readonly turn: number };
  readonly ComplaintReleased: { readonly complaint: string; readonly turn: number };
  readonly ComplaintSplit: SplitContent<Words>;
};

/** What a part of a complaint says that becomes one of its own. What it leaves out is as it is known of the first. */
export type SplitContent<Words = string> = {
  /** The reference of the new one. */
  readonly into: string;
  readonly description: Words;
  readonly desiredOutcome?: Words;
  readonly product?: string;
  readonly issue?: string;
  readonly organizationUnit?: string;
  readonly concern?: Concern;
  /** A day of the calendar, `2026-11-02`. */
  readonly happenedOn?: string;
};

/** Where a complaint was split off, and when that was acknowledged, which holds for what the new one says as well. */
export type SplitFrom = { readonly complaint: string; readonly acknowledgedAt?: Instant };

/** What is asked of a complaint about another. `other` is what is known of it: without it there is none. */
export type RelationCommandData<Other> = {
  readonly link: { readonly complaint: string; readonly relation: LinkRelation; readonly other?: Other };
  readonly unlink: { readonly complaint: string };
  /** By the services: what was decided on the other complaint. Without a relation the link was undone. */
  readonly 'record-link': { readonly complaint: string; readonly turn: number; readonly relation?: LinkRelation };
  readonly merge: { readonly into: string; readonly other?: Other };
  /** Needs the command's `reason`. By the services, with the turn that the other complaint refused, and its code. */
  readonly unmerge: { readonly turn?: number; readonly refused?: string };
  readonly absorb: { readonly complaint: string; readonly turn: number };
  readonly release: { readonly complaint: string; readonly turn: number };
  readonly split: SplitContent;
};

import type {
  ClosingOutcome,
  ComplaintEventType,
  Erased,
  EventData,
  Language,
  LinkRelation,
  OpenedComplaintEvent,
  OpenedEventData,
  OutOfScopeConcern,
  Priority,
  Upheld,
} from '@redress/contracts';
import type { Timeline } from '../clocks/timeline.js';
import type { Instant } from '../instant.js';

/** Free text as an old event gives it back: its words, or the mark that its key was destroyed. */
export type Text = string | Erased;

/** The stages a complaint passes in this order, although some may be skipped. */
export const stages = [
  'received',
  'acknowledged',
  'assessed',
  'under-investigation',
  'response-proposed',
  'response-approved',
  'decision-communicated',
  'accepted',
  'rejected',
  'closed',
] as const;

/** A {@link stages stage}, or one of the ways in which a complaint leaves the process without a decision of its own. */
export const complaintStatuses = [...stages, 'withdrawn', 'referred', 'merged'] as const;
export type ComplaintStatus = (typeof complaintStatuses)[number];

/** In these nobody works on a complaint any more: it was reopened first, or its merge undone. */
export const endedStatuses: readonly ComplaintStatus[] = ['closed', 'withdrawn', 'referred', 'merged'];

/** What state is made from besides type and data of an event. */
export type EventContext = {
  readonly actor: { readonly id: string; readonly role: string };
  readonly occurredAt: Instant;
  readonly commandId: string;
  /** The policy under which it was decided. */
  readonly policyVersion?: string;
  /** Its words are sealed under a key of their own: they can be redacted alone. */
  readonly hasOwnKey?: true;
};

/** An event as it is read back: current version, opened as far as its key still exists. */
export type PastComplaintEvent = OpenedComplaintEvent & EventContext;

/** A past event of one type. */
export type Past<Type extends ComplaintEventType> = Extract<PastComplaintEvent, { readonly type: Type }>;

/** Things within one complaint by the names that people and programs give them. A name is never used again for another. */
export type Named<Thing> = { readonly [name: string]: Thing };

/** The thing of this name. Names come from outside, so one that every object has (`constructor`) must find nothing. */
export function named<Thing>(things: Named<Thing>, name: string): Thing | undefined {
  return Object.hasOwn(things, name) ? things[name] : undefined;
}

/** `task-1`, `task-2`: by how many there are, and further when somebody took that name. It follows from the history alone. */
export function nextName(prefix: string, things: Named<unknown>): string {
  let number = Object.keys(things).length + 1;
  while (Object.hasOwn(things, `${prefix}-${number}`)) number += 1;
  return `${prefix}-${number}`;
}

/** Why a complaint seems to be out of the scope of ISO 10002:2018 (clause 1): somebody declared it, or its words suggest it. */
export interface OutOfScope {
  readonly concern: OutOfScopeConcern;
  readonly basis: 'declared' | 'words';
}

/** The response now being worked on. A later proposal replaces it; its history stays in the events. */
export interface Response {
  readonly proposedBy: string;
  readonly content: OpenedEventData<'ResponseProposed'>;
  readonly standing: 'proposed' | 'returned' | 'approved' | 'communicated';
  readonly approvedBy?: string;
}

/** Work that was given to somebody. */
export interface Task {
  readonly content: Omit<OpenedEventData<'TaskAssigned'>, 'task'>;
  readonly standing: 'open' | 'done' | 'cancelled';
}

/** What the complainant was asked. */
export interface Question {
  readonly content: Omit<OpenedEventData<'InformationRequested'>, 'request'>;
  readonly standing: 'open' | 'answered';
}

/** What was gathered to show what happened. */
export interface Evidence {
  readonly content: Omit<OpenedEventData<'EvidenceAdded'>, 'evidence'>;
}

/** What somebody is to get: each remedy is owed until it is delivered. */
export interface Promised {
  /** How many remedies; they are named by index. */
  readonly remedies: number;
  readonly delivered: readonly number[];
}

/** The decision last communicated to the complainant, with what it promised. */
export interface CommunicatedDecision extends Promised {
  readonly decision: Upheld;
}

/** Where a complaint is in the order of its policy's stages: the first decision, then appeals. */
export interface Stage {
  /** From 1. */
  readonly number: number;
  /** The appeal that began the stage waits for its decision. */
  readonly appealed: boolean;
  readonly grounds?: Text;
  /** Who decided in a stage before, where the stage asks for another decider: they neither propose nor review, nor have the case. */
  readonly barred: readonly string[];
}

/** What another complaint has to do with this one, since which turn between the two. */
export interface Link {
  /** Absent when the link was undone. */
  readonly relation?: LinkRelation;
  readonly turn: number;
  /** The complaint, of the two, on which it was decided. */
  readonly decidedOn: string;
}

/** The merge of this complaint into an earlier one, or the last of them when it was undone. */
export interface Merge {
  readonly into: string;
  readonly turn: number;
  /** The status before. */
  readonly from: ComplaintStatus;
}

/** A later complaint that goes on, or went on, within this one. */
export interface Absorbed {
  readonly turn: number;
  readonly isWithin: boolean;
}

/** To whom messages are written. */
export interface Addressee {
  readonly language: Language;
  /** Absent from an anonymous complaint. */
  readonly name?: Text;
}

/** What a complaint knows of its events as messages that can be redacted alone. */
export interface Messages {
  /** Revision of its last event. */
  readonly revision: number;
  /** Events whose words can be redacted alone, by revision, oldest first. Those that were redacted are in {@link redacted} instead. */
  readonly redactable: readonly number[];
  readonly redacted: readonly number[];
}

/** What the fold of one event sets; the rest is kept of every event alike. */
export interface Case {
  readonly status: ComplaintStatus;
  readonly receivedAt: Instant;
  readonly addressee: Addressee;
  /** The policy that was in force for it at receipt. It stays under it. */
  readonly policyVersion: string;
  readonly product?: string;
  /** Whether the person for whom somebody else complains agrees; absent when they complain themselves. */
  readonly consent?: boolean;
  /** What was said with acts that are done once, by the act: so a repeat is told from what would be lost. */
  readonly said: Named<object>;
  /** What was corrected since receipt, as it was last. */
  readonly corrected?: OpenedEventData<'DetailsCorrected'>;
  /** Why it seems to be out of scope, if it does: somebody is to look, and to refer it. */
  readonly outOfScope?: OutOfScope;
  readonly acknowledged: boolean;
  readonly assessment?: Omit<OpenedEventData<'ComplaintAssessed'>, 'priority'>;
  readonly priority?: Priority;
  readonly assignee?: string;
  readonly route?: { readonly team: string; readonly person?: string };
  /** The rule of the policy that routed it last, whatever was chosen since. */
  readonly routedBy?: string;
  /** Who may have no part in its outcome. */
  readonly conflicts: readonly string[];
  readonly sentOnTo?: string;
  readonly notes: number;
  readonly informationGiven: number;
  /** Files by their names, in the order in which they were added. */
  readonly attachments: readonly string[];
  readonly requests: Named<Question>;
  readonly tasks: Named<Task>;
  readonly evidence: Named<Evidence>;
  readonly interviews: number;
  readonly findings: number;
  readonly response?: Response;
  readonly decision?: CommunicatedDecision;
  readonly stage: Stage;
  /** Who proposed and approved the decisions told so far, in all stages. */
  readonly deciders: readonly string[];
  readonly finalPosition?: Text;
  readonly referredTo?: string;
  readonly referralOutcome?: OpenedEventData<'ReferralOutcomeRecorded'>;
  /** What an outside body awarded, in place of what the decision promised. */
  readonly award?: Promised;
  readonly closedAs?: ClosingOutcome;
  /** Other complaints by their references. */
  readonly links: Named<Link>;
  readonly merge?: Merge;
  readonly absorbed: Named<Absorbed>;
  /** The complaints that were split off this one, oldest first. */
  readonly splits: readonly string[];
  /** Messages to the complainant by message id. */
  readonly messages: { readonly [messageId: string]: 'attempted' | 'sent' | 'failed' };
}

/** What decisions need to know of a complaint. Free text is held only where a repeated command must be told from a new one. */
export interface Complaint extends Case, Messages {
  /** Nothing has happened since the complaint was reopened. */
  readonly justReopened: boolean;
  /** Nothing has happened since its merge was undone. */
  readonly justUnmerged: boolean;
  /** What its clocks are computed from. */
  readonly timeline: Timeline;
  /** Commands already recorded, oldest first. */
  readonly commandIds: readonly string[];
}

/** Nothing was ever received under this reference. */
export interface UnknownComplaint {
  readonly status: 'unknown';
}

export type ComplaintState = UnknownComplaint | Complaint;

export const initialState: ComplaintState = { status: 'unknown' };

/** What a complaint holds of which nothing has happened since its receipt. */
export const untouched = {
  said: {},
  acknowledged: false,
  conflicts: [],
  notes: 0,
  informationGiven: 0,
  attachments: [],
  requests: {},
  tasks: {},
  evidence: {},
  interviews: 0,
  findings: 0,
  stage: { number: 1, appealed: false, barred: [] },
  deciders: [],
  links: {},
  absorbed: {},
  splits: [],
  messages: {},
} as const satisfies Partial<Case>;

/**
 * A state that was stored, perhaps by a version of this code which knew less of complaints: what it lacks, it has nothing of. What happened
 * of that in the meantime it learns when its view is rebuilt.
 */
export function storedState(stored: Partial<Complaint>): Complaint {
  return { ...untouched, redactable: [], redacted: [], ...stored } as Complaint;
}

/** The status of a stage, unless the complaint is past it: work done late (a finding after the response) never takes it back. */
export function atLeast({ status }: Complaint, stage: (typeof stages)[number]): ComplaintStatus {
  const order: readonly ComplaintStatus[] = stages;
  const earlier = order.includes(status) && order.indexOf(status) < order.indexOf(stage);
  return earlier ? stage : status;
}

/** Particulars with others in their place, the complainant's one by one. */
export function withDetails<Details extends OpenedEventData<'DetailsCorrected'> | EventData<'DetailsCorrected'>>(
  before: Details,
  said: Details,
): Details {
  const complainant = { ...before.complainant, ...said.complainant };
  return { ...before, ...said, ...(Object.keys(complainant).length > 0 && { complainant }) };
}

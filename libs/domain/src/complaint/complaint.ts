import type {
  CalendarDate,
  ClosingOutcome,
  Concern,
  ComplaintEventType,
  Erased,
  ErasureGround,
  EventData,
  HoldBasis,
  Language,
  LinkRelation,
  OpenedComplaintEvent,
  OpenedEventData,
  OutOfScopeConcern,
  Priority,
  Reference,
  Upheld,
  ActorId,
} from '@redress/contracts';
import type { Timeline } from '../clocks/timeline.js';
import type { Instant } from '../instant.js';
import type { LongList } from '../long-list.js';
import type { Scoping } from '../policies/choose-policy.js';
import type { EmergencyAccess, Work } from '../permissions/wall.js';

/** Free text of a past event: its text, or the mark that its key was destroyed. */
export type PersonalText = string | Erased;

/** The stages of a complaint, in order; some may be skipped. */
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

/** A {@link stages stage}, or a way in which a complaint leaves the process without its own decision. */
export const complaintStatuses = [...stages, 'withdrawn', 'referred', 'merged'] as const;
export type ComplaintStatus = (typeof complaintStatuses)[number];

/** Final statuses: work requires a reopening, or undoing the merge. */
export const endedStatuses: readonly ComplaintStatus[] = ['closed', 'withdrawn', 'referred', 'merged'];

/** Whether a complaint is still worked on: its status is none of {@link endedStatuses}. */
export function isOngoing({ status }: Pick<Complaint, 'status'>): boolean {
  return !endedStatuses.includes(status);
}

/** The parts of an event that state uses, besides type and data. */
export type EventContext = {
  readonly actor: { readonly id: ActorId; readonly role: string };
  readonly occurredAt: Instant;
  readonly commandId: string;
  /** The policy in force for the decision. */
  readonly policyVersion?: string;
  /** Its text has its own key and can be redacted alone. */
  readonly hasOwnKey?: true;
};

/** An event as read: in its current version, opened if its key still exists. */
export type PastComplaintEvent = OpenedComplaintEvent & EventContext;

/** A past event of one type. */
export type Past<Type extends ComplaintEventType> = Extract<PastComplaintEvent, { readonly type: Type }>;

/** Items of one complaint by name. A name is never reused. */
export type Named<Thing> = { readonly [name: string]: Thing };

/** Finds an item by name. Names come from outside, so inherited properties (`constructor`) must not match. */
export function named<Thing>(things: Named<Thing>, name: string): Thing | undefined {
  return Object.hasOwn(things, name) ? things[name] : undefined;
}

/** Gives the next free name: `task-1`, `task-2`. Depends on the history alone. */
export function nextName(prefix: string, things: Named<unknown>): string {
  let number = Object.keys(things).length + 1;
  while (Object.hasOwn(things, `${prefix}-${number}`)) number += 1;
  return `${prefix}-${number}`;
}

/** Why a complaint seems out of the scope of ISO 10002:2018 (clause 1): declared, or suggested by its text. */
export interface OutOfScope {
  readonly concern: OutOfScopeConcern;
  readonly basis: 'declared' | 'words';
}

/** The current response. A later proposal replaces it; the events keep its history. */
export interface Response {
  readonly proposedBy: ActorId;
  readonly content: OpenedEventData<'ResponseProposed'>;
  readonly standing: 'proposed' | 'returned' | 'approved' | 'communicated';
  readonly approvedBy?: ActorId;
}

/** An assigned task. */
export interface Task {
  readonly content: Omit<OpenedEventData<'TaskAssigned'>, 'task'>;
  /** Absent in states stored before it was kept. */
  readonly assignedBy?: ActorId;
  readonly standing: 'open' | 'done' | 'cancelled';
}

/** A question to the complainant. */
export interface Question {
  readonly content: Omit<OpenedEventData<'InformationRequested'>, 'request'>;
  readonly standing: 'open' | 'answered';
}

/** A piece of evidence. */
export interface Evidence {
  readonly content: Omit<OpenedEventData<'EvidenceAdded'>, 'evidence'>;
}

/** Promised remedies: each is owed until delivered. */
export interface Promised {
  /** Number of remedies, which are identified by index. */
  readonly remedies: number;
  readonly delivered: readonly number[];
}

/** The last communicated decision, with its promises. */
export interface CommunicatedDecision extends Promised {
  readonly decision: Upheld;
  /** Its message did not arrive: it does not count as told yet. */
  readonly undelivered?: true;
}

/** The current stage of the policy: the first decision, then appeals. */
export interface Stage {
  /** From 1. */
  readonly number: number;
  /** True while the stage's appeal awaits its decision. */
  readonly appealed: boolean;
  readonly grounds?: PersonalText;
  /** Earlier deciders, if the stage requires another: they cannot propose, review or be assigned. */
  readonly barred: readonly ActorId[];
}

/** A link to another complaint, and its turn. */
export interface Link {
  /** Absent when the link was undone. */
  readonly relation?: LinkRelation;
  readonly turn: number;
  /** The one of the two complaints that decided it. */
  readonly decidedOn: Reference;
}

/** The last merge of this complaint into an earlier one, which may be undone. */
export interface Merge {
  readonly into: Reference;
  readonly turn: number;
  /** The status before the merge. */
  readonly from: ComplaintStatus;
}

/** A later complaint that is, or was, merged into this one. */
export interface Absorbed {
  readonly turn: number;
  readonly isWithin: boolean;
}

/** The recipient of messages. */
export interface Addressee {
  readonly language: Language;
  /** Absent for an anonymous complaint. */
  readonly name?: PersonalText;
}

/** The complaint's messages that can be redacted alone. */
export interface Messages {
  /** Revision of its last event. */
  readonly revision: number;
  /** Events whose text can be redacted alone, by revision, oldest first. Redacted ones move to {@link redacted}. */
  readonly redactable: LongList<number>;
  readonly redacted: readonly number[];
}

/** The part that folds of single events set; the rest is tracked for every event. */
export interface Case {
  readonly status: ComplaintStatus;
  readonly receivedAt: Instant;
  readonly addressee: Addressee;
  /** The policy that applies. */
  readonly policyVersion: string;
  /** The details that decide on the policy, as corrected. */
  readonly scoping: Scoping;
  /** By which details the policy that applies was chosen, and when: at receipt, or later. */
  readonly policyChoice: { readonly by: Scoping; readonly at: Instant };
  /** The kind of matter, if declared. */
  readonly concern?: Concern;
  /** Whether the represented person consents; absent if complainants act for themselves. */
  readonly consent?: boolean;
  /** Content of acts that are done once, by act, to tell a repeat from something new. */
  readonly said: Named<object>;
  /** The latest corrections since receipt. */
  readonly corrected?: OpenedEventData<'DetailsCorrected'>;
  /** Why it seems out of scope, if so; a person must check and refer it. */
  readonly outOfScope?: OutOfScope;
  readonly acknowledged: boolean;
  readonly assessment?: Omit<OpenedEventData<'ComplaintAssessed'>, 'priority'>;
  readonly priority?: Priority;
  readonly assignee?: string;
  readonly route?: { readonly team: string; readonly person?: string };
  /** The policy rule that routed it last, even if another team was chosen since. */
  readonly routedBy?: string;
  /** People excluded from its outcome. */
  readonly conflicts: readonly string[];
  /** The only members of staff who may know of it; absent unless it is confidential. */
  readonly restrictedTo?: readonly string[];
  /** Whoever took access to it in an emergency since it became confidential, and until when. */
  readonly emergencies?: readonly EmergencyAccess[];
  /** Whose work it is. */
  readonly work?: Work;
  readonly sentOnTo?: string;
  /** In the order given. */
  readonly tags: readonly string[];
  /** Legal holds that stand, oldest first, one for each basis. */
  readonly holds: readonly { readonly basis: HoldBasis; readonly reviewOn: CalendarDate }[];
  /** The request for the complainant's erasure that stands, or was carried out. */
  readonly erasure?: { readonly request: string; readonly ground: ErasureGround; readonly requestedBy: ActorId };
  /** The complainant was erased: their key is destroyed. */
  readonly erased?: true;
  readonly notes: number;
  readonly informationGiven: number;
  /** Texts and preferences from the complainant. */
  readonly entriesOfComplainant: number;
  /** Files by name, in the order added. */
  readonly attachments: readonly string[];
  /** How many of them the complainant sent. */
  readonly filesOfComplainant: number;
  readonly requests: Named<Question>;
  readonly tasks: Named<Task>;
  readonly evidence: Named<Evidence>;
  readonly interviews: number;
  /** How often data of it was given to somebody outside, without referrals. */
  readonly disclosures: number;
  readonly findings: number;
  readonly response?: Response;
  readonly decision?: CommunicatedDecision;
  readonly stage: Stage;
  /** Proposers and approvers of all communicated decisions, in all stages. */
  readonly deciders: readonly ActorId[];
  readonly finalPosition?: PersonalText;
  readonly referredTo?: string;
  readonly referralOutcome?: OpenedEventData<'ReferralOutcomeRecorded'>;
  /** The award of an outside body, which replaces the decision's promises. */
  readonly award?: Promised;
  readonly closedAs?: ClosingOutcome;
  /** The complainant rated how it was handled since it ended. */
  readonly isRated?: true;
  /** Linked complaints by reference. */
  readonly links: Named<Link>;
  readonly merge?: Merge;
  readonly absorbed: Named<Absorbed>;
  /** Complaints split off this one, oldest first. */
  readonly splits: readonly Reference[];
  /** Nobody of the staff took it down: whoever lodged it may not be whom it names. */
  readonly lodgedByComplainant?: true;
  /** The complainant confirmed the e-mail address that holds now. */
  readonly emailVerified?: true;
  /** Version of the tracking code that works; absent for the first. */
  readonly codeVersion?: number;
  /** Messages to the complainant by message id. */
  readonly messages: { readonly [messageId: string]: 'attempted' | 'sent' | 'failed' };
  /** The message to the complainant that completed each step, last time that one did. */
  readonly carriedBy: { readonly [step in EventData<'StepTakenBack'>['step']]?: string };
  /** Messages to the complainant that did not arrive and were not sent again, oldest first. */
  readonly undelivered: readonly string[];
}

/** The state of a complaint needed for decisions. Holds free text only to tell a repeated command from a new one. */
export interface Complaint extends Case, Messages {
  /** True if nothing has happened since the complaint was reopened. */
  readonly justReopened: boolean;
  /** True if nothing has happened since its merge was undone. */
  readonly justUnmerged: boolean;
  /** The facts from which its clocks are computed. */
  readonly timeline: Timeline;
  /** Recorded commands, oldest first. */
  readonly commandIds: LongList<string>;
}

/** The state before receipt. */
export interface UnknownComplaint {
  readonly status: 'unknown';
}

export type ComplaintState = UnknownComplaint | Complaint;

export const initialState: ComplaintState = { status: 'unknown' };

/** The state of a newly received complaint. */
export const untouched = {
  said: {},
  acknowledged: false,
  conflicts: [],
  tags: [],
  holds: [],
  notes: 0,
  informationGiven: 0,
  entriesOfComplainant: 0,
  attachments: [],
  filesOfComplainant: 0,
  requests: {},
  tasks: {},
  evidence: {},
  interviews: 0,
  disclosures: 0,
  findings: 0,
  stage: { number: 1, appealed: false, barred: [] },
  deciders: [],
  links: {},
  absorbed: {},
  splits: [],
  messages: {},
  carriedBy: {},
  undelivered: [],
} as const satisfies Partial<Case>;

/**
 * Completes a stored state, perhaps of an older version of this code: missing parts get empty defaults, until a rebuild of the view fills
 * them. `otherwise` has parts that were stored in another form.
 */
export function storedState(stored: Partial<Complaint>, otherwise: Pick<Complaint, 'redactable'>): Complaint {
  const policyChoice = { by: {}, at: stored.receivedAt };
  const begun = { ...untouched, commandIds: [], redacted: [], scoping: {}, policyChoice };
  return { ...begun, ...stored, ...otherwise } as Complaint;
}

/** Moves to a stage unless the complaint is past it: late work (a finding after the response) never moves it back. */
export function atLeast({ status }: Complaint, stage: (typeof stages)[number]): ComplaintStatus {
  const order: readonly ComplaintStatus[] = stages;
  const earlier = order.includes(status) && order.indexOf(status) < order.indexOf(stage);
  return earlier ? stage : status;
}

/** Merges corrections into particulars: the complainant's, and those of the person for whom they complain, field by field. */
export function withDetails<Details extends OpenedEventData<'DetailsCorrected'> | EventData<'DetailsCorrected'>>(
  { onBehalfOf: principal, forThemselves: alone, ...before }: Details,
  { onBehalfOf, forThemselves, ...said }: Details,
): Details {
  const complainant = { ...before.complainant, ...said.complainant };
  const forWhom =
    (forThemselves ?? (onBehalfOf === undefined && alone))
      ? { forThemselves: true }
      : { onBehalfOf: { ...principal, ...onBehalfOf } };
  return {
    ...before,
    ...said,
    ...(Object.keys(complainant).length > 0 && { complainant }),
    ...((onBehalfOf ?? principal ?? forThemselves ?? alone) !== undefined && forWhom),
  } as unknown as Details;
}

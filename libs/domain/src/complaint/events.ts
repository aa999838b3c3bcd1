import type { Amendment } from '../calendars/amended-calendar.js';
import type { Instant } from '../instant.js';
import type {
  AcceptanceBasis,
  Channel,
  ClosingOutcome,
  Complexity,
  Concern,
  ImmediateAction,
  Impact,
  IntervieweeRole,
  Language,
  NoteVisibility,
  OutOfScopeConcern,
  Priority,
  RemedyKind,
  Severity,
  Upheld,
} from './vocabulary.js';
import type { ClockMark, ClockPause, DeadlineChange, Escalated, ProgressReport } from './clock-content.js';
import type { EvidenceContent, FindingContent, QuestionContent, TaskContent } from './investigation-content.js';
import type { NotificationFacts, Preferences } from './notification-content.js';
import type { RelationEventData, SplitFrom } from './relation-content.js';

export type * from './clock-content.js';
export type * from './investigation-content.js';
export type * from './notification-content.js';

/** Free text as an old event gives it back: its words, or the mark that its key was destroyed. */
export type Text = string | { readonly erased: true };

/** A day of the calendar, `2026-11-02`. */
export type CalendarDate = string;

/** An exact amount: `{ value: "12.50", currency: "EUR" }`. */
export type Money = { readonly value: string; readonly currency: string };

/** `Words` is `string` in an event that is being decided and {@link Text} in one that is read back. */
export type Complainant<Words = string> = {
  readonly name?: Words;
  readonly email?: Words;
  readonly phone?: Words;
  readonly postalAddress?: Words;
  readonly preferredChannel?: Channel;
  readonly accessibilityNeeds?: Words;
};

export type OnBehalfOf<Words = string> = {
  readonly name?: Words;
  readonly relationship?: Words;
  readonly consent: boolean;
};

export type Remedy<Words = string> = {
  readonly kind: RemedyKind;
  readonly amount?: Money;
  readonly description?: Words;
  readonly dueOn?: CalendarDate;
};

export type Assessment<Words = string> = {
  readonly severity: Severity;
  readonly safetyImplication: boolean;
  readonly complexity: Complexity;
  readonly impact: Impact;
  readonly immediateAction: ImmediateAction;
  readonly rationale: Words;
};

export type ResponseContent<Words = string> = {
  readonly decision: Upheld;
  readonly explanation: Words;
  readonly remedies: readonly Remedy<Words>[];
  /** The organization's own category. */
  readonly responseKind?: string;
};

/** What a correction may put right: particulars of the receipt, and never the description, which is what the complainant said. */
export type Details<Words = string> = {
  readonly product?: string;
  readonly issue?: string;
  readonly organizationUnit?: string;
  readonly happenedOn?: CalendarDate;
  readonly channel?: Channel;
  readonly language?: Language;
  readonly externalReference?: string;
  readonly complainant?: Complainant<Words>;
};

/** The very words in which something was told, and the version of the template that made them: `decision@1`. */
export type ToldWords<Words = string> = {
  readonly template: string;
  readonly language: Language;
  readonly subject: Words;
  readonly text: Words;
};

/** The data of every event by its type. These names are the storage format. */
export type ComplaintEventData<Words = string> = RelationEventData<Words> & {
  readonly ComplaintReceived: {
    readonly description: Words;
    readonly desiredOutcome?: Words;
    readonly product?: string;
    readonly issue?: string;
    readonly organizationUnit?: string;
    /** Words by which policies choose their complaints. */
    readonly jurisdiction?: string;
    readonly complainantType?: string;
    readonly concern?: Concern;
    /** What its words say of a concern that nobody declared. */
    readonly suggestedConcern?: OutOfScopeConcern;
    readonly happenedOn?: CalendarDate;
    readonly channel: Channel;
    readonly language: Language;
    /** What was done at once, at receipt (ISO 10002:2018, 7.2). */
    readonly immediateActionTaken?: Words;
    /** As another system calls this complaint. */
    readonly externalReference?: string;
    /** Absent from an anonymous complaint. */
    readonly complainant?: Complainant<Words>;
    readonly onBehalfOf?: OnBehalfOf<Words>;
    readonly splitFrom?: SplitFrom;
  };
  readonly ComplaintAcknowledged: { readonly channel?: Channel };
  readonly ComplaintAssessed: Assessment<Words> & { readonly priority: Priority };
  /** Without an assignee it is back in the queue. */
  readonly ComplaintAssigned: { readonly assignee?: string };
  /** `rule` is the name of the policy's route; without it somebody chose. */
  readonly ComplaintRouted: { readonly team: string; readonly person?: string; readonly rule?: string };
  readonly ConflictOfInterestDeclared: { readonly person: string; readonly nature: Words };
  /** `given`: whether the person for whom somebody else complains agrees to it, and to be told through them. */
  readonly ConsentRecorded: { readonly given: boolean; readonly evidence?: Words };
  /** `recipient` is the organization that must answer, not a person. */
  readonly ComplaintSentOn: { readonly recipient: string };
  readonly NoteAdded: { readonly text: Words; readonly visibility: NoteVisibility };
  /** `request` is its name within the complaint. */
  readonly InformationRequested: QuestionContent<Words> & { readonly request: string };
  /** `request`: the question that it answers. */
  readonly InformationAdded: { readonly text: Words; readonly request?: string };
  /** `attachment` follows from the content, of which `sha256` is the hash, both in hexadecimal. */
  readonly AttachmentAdded: {
    readonly attachment: string;
    readonly mediaType: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly name?: Words;
  };
  /** `task` is its name within the complaint. */
  readonly TaskAssigned: TaskContent<Words> & { readonly task: string };
  readonly TaskCompleted: { readonly task: string; readonly result?: Words };
  readonly TaskCancelled: { readonly task: string };
  /** `evidence` is its name within the complaint. */
  readonly EvidenceAdded: EvidenceContent<Words> & { readonly evidence: string };
  readonly InterviewRecorded: {
    readonly with: Words;
    readonly role: IntervieweeRole;
    readonly heldOn: CalendarDate;
    readonly summary: Words;
  };
  readonly ProgressReported: ProgressReport<Words>;
  readonly FindingRecorded: FindingContent<Words> & {
    /** Name and version of the list of causes that the code is from. */
    readonly taxonomy?: string;
  };
  readonly ResponseProposed: ResponseContent<Words>;
  readonly ResponseApproved: { readonly comment?: Words };
  readonly ResponseReturned: { readonly comment: Words };
  /** `timely`: whether the decision was in time, as an importing source says. */
  readonly DecisionCommunicated: {
    readonly channel?: Channel;
    readonly timely?: boolean;
    readonly message?: ToldWords<Words>;
  };
  /**
   * `exempted`: clocks of which nothing is owed any more, where it was accepted before a decision; the comment says what was settled.
   * `silence`: what it was presumed from by itself, and by which calendar that was counted.
   */
  readonly DecisionAccepted: {
    readonly comment?: Words;
    readonly basis: AcceptanceBasis;
    readonly exempted?: readonly string[];
    readonly silence?: { readonly since: Instant; readonly calendar: string };
  };
  readonly DecisionRejected: { readonly comment?: Words };
  /** `stage` is the one that begins. `automatic`: by the policy, upon a rejection, without anybody asking for it. */
  readonly AppealLodged: {
    readonly stage: number;
    readonly anotherDecider: boolean;
    readonly automatic: boolean;
    readonly grounds?: Words;
  };
  /** The last word of the organization, when no stage is left inside. */
  readonly FinalPositionStated: { readonly text: Words };
  /** `remedy` is the index within the communicated response. */
  readonly RemedyDelivered: { readonly remedy: number; readonly evidence?: Words };
  readonly DetailsCorrected: Details<Words>;
  /** `message` is the revision of the event whose words are to be unreadable. */
  readonly MessageRedacted: { readonly message: number };
  readonly PreferencesStated: Preferences;
  /** `to` is a body outside the organization. */
  readonly ComplaintReferred: { readonly to: string };
  /** `by` is the outside body that decided. */
  readonly ReferralOutcomeRecorded: { readonly outcome: Upheld; readonly by: string; readonly summary: Words };
  readonly ComplaintWithdrawn: { readonly [field in never]: never };
  readonly ComplaintClosed: { readonly outcome: ClosingOutcome; readonly comment?: Words };
  readonly ComplaintReopened: { readonly [field in never]: never };
  readonly ClockPaused: ClockPause;
  readonly ClockResumed: { readonly clocks: readonly string[]; readonly calendar: string };
  readonly DeadlineExtended: DeadlineChange;
  readonly HoldingReplySent: DeadlineChange;
  readonly DeadlineWarned: ClockMark & { readonly warning: number; readonly dueAt?: Instant };
  readonly DeadlineMissed: ClockMark & { readonly dueAt: Instant };
  readonly ComplaintEscalated: Escalated;
  readonly CalendarChanged: Amendment & { readonly from: string };
  readonly NotificationAttempted: NotificationFacts;
  readonly NotificationSent: NotificationFacts;
  /** `uncertain`: the message may have gone out all the same. `bounced`: it had been sent, and was returned undelivered. */
  readonly NotificationFailed: NotificationFacts & {
    readonly failure: string;
    readonly uncertain: boolean;
    readonly bounced?: boolean;
  };
};

export type ComplaintEventType = keyof ComplaintEventData;

type Typed<Words> = {
  readonly [Type in ComplaintEventType]: { readonly type: Type; readonly data: ComplaintEventData<Words>[Type] };
};

/** An event as it is decided. */
export type ComplaintEvent = Typed<string>[ComplaintEventType];

/** What state is made from besides type and data. */
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
export type PastComplaintEvent = Typed<Text>[ComplaintEventType] & EventContext;

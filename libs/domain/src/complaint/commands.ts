import type { Amendment } from '../calendars/amended-calendar.js';
import type { EscalationRole } from '../clocks/timeline.js';
import type { Instant } from '../instant.js';
import type { Policy } from '../policies/policy.js';
import type {
  Assessment,
  ComplaintEventData,
  EvidenceContent,
  FindingContent,
  NotificationFacts,
  QuestionContent,
  ResponseContent,
  TaskContent,
} from './events.js';
import type { OtherComplaint } from './other-complaint.js';
import type { RelationCommandData } from './relation-content.js';
import type { AcceptanceBasis, ClosingOutcome } from './vocabulary.js';

/**
 * The content of every command by its type, named as in the HTTP API. Where a command says just what its event says, the event's data
 * is reused. The complainant's own `accept-decision` and `reject-decision` are `record-acceptance` and `record-rejection`.
 */
export interface ComplaintCommandData extends RelationCommandData<OtherComplaint> {
  /** What the words suggest is for the decision to see. */
  readonly receive: Omit<ComplaintEventData['ComplaintReceived'], 'suggestedConcern'>;
  readonly acknowledge: ComplaintEventData['ComplaintAcknowledged'];
  readonly assess: Assessment;
  readonly assign: { readonly assignee: string };
  readonly route: { readonly team: string; readonly person?: string };
  readonly 'declare-conflict': ComplaintEventData['ConflictOfInterestDeclared'];
  readonly 'send-on': ComplaintEventData['ComplaintSentOn'];
  readonly 'record-consent': ComplaintEventData['ConsentRecorded'];
  readonly 'add-note': ComplaintEventData['NoteAdded'];
  /** Without a name it is given the next one. */
  readonly 'request-information': QuestionContent & { readonly request?: string };
  readonly 'add-information': ComplaintEventData['InformationAdded'];
  /** Its content is stored before the command is decided. */
  readonly 'add-attachment': ComplaintEventData['AttachmentAdded'];
  /** Without a name it is given the next one. */
  readonly 'assign-task': TaskContent & { readonly task?: string };
  readonly 'complete-task': ComplaintEventData['TaskCompleted'];
  /** Needs the command's `reason`. */
  readonly 'cancel-task': ComplaintEventData['TaskCancelled'];
  /** Without a name it is given the next one. */
  readonly 'add-evidence': EvidenceContent & { readonly evidence?: string };
  readonly 'record-interview': ComplaintEventData['InterviewRecorded'];
  /** `due`, by the system alone: which run of which clock asks for a report by itself. */
  readonly 'report-progress': {
    readonly text?: string;
    readonly due?: { readonly clock: string; readonly run: number };
  };
  readonly 'record-finding': FindingContent;
  readonly 'propose-response': ResponseContent;
  readonly 'approve-response': ComplaintEventData['ResponseApproved'];
  readonly 'return-response': ComplaintEventData['ResponseReturned'];
  readonly 'communicate-decision': ComplaintEventData['DecisionCommunicated'];
  /** `basis` is `stated` unless given. Before a decision the comment must say what was settled. */
  readonly 'record-acceptance': { readonly comment?: string; readonly basis?: AcceptanceBasis };
  readonly 'record-rejection': ComplaintEventData['DecisionRejected'];
  readonly 'lodge-appeal': { readonly grounds: string };
  readonly 'record-silence': { readonly [field in never]: never };
  readonly 'state-final-position': ComplaintEventData['FinalPositionStated'];
  readonly 'deliver-remedy': ComplaintEventData['RemedyDelivered'];
  /** For `options-exhausted` the comment says which options, inside and outside the organization, the complainant was told of. */
  readonly close: { readonly outcome: ClosingOutcome; readonly comment?: string };
  readonly 'correct-details': ComplaintEventData['DetailsCorrected'];
  readonly 'state-preferences': ComplaintEventData['PreferencesStated'];
  /** Needs the command's `reason`. */
  readonly 'redact-message': ComplaintEventData['MessageRedacted'];
  /** Needs the command's `reason`. */
  readonly reopen: ComplaintEventData['ComplaintReopened'];
  readonly refer: ComplaintEventData['ComplaintReferred'];
  readonly 'record-referral-outcome': ComplaintEventData['ReferralOutcomeRecorded'];
  readonly withdraw: ComplaintEventData['ComplaintWithdrawn'];
  /** `grounds` is a word of the policy. Without `clocks` it is for all that can be paused for it. */
  readonly 'pause-clock': { readonly grounds: string; readonly clocks?: readonly string[] };
  readonly 'resume-clock': { readonly clocks?: readonly string[] };
  readonly 'extend-deadline': { readonly clock: string; readonly grounds: string };
  readonly 'send-holding-reply': { readonly clock: string; readonly grounds: string };
  readonly 'change-calendar': Amendment;
  /** That it came due, and when, is `occurredAt`: what is not due at that very instant is not recorded. */
  readonly 'record-deadline-warned': { readonly clock: string; readonly run: number; readonly warning: number };
  readonly 'record-deadline-missed': { readonly clock: string; readonly run: number };
  readonly 'record-escalation': {
    readonly clock: string;
    readonly run: number;
    readonly warning?: number;
    readonly to: EscalationRole;
  };
  readonly 'record-notification-attempted': NotificationFacts;
  readonly 'record-notification-sent': NotificationFacts;
  readonly 'record-notification-failed': ComplaintEventData['NotificationFailed'];
}

export type ComplaintCommandType = keyof ComplaintCommandData;

/** What accompanies the content of every command: the domain has no clock, no randomness and no session of its own. */
export interface CommandContext {
  /** The complaint that is decided on, in the stored form. */
  readonly reference: string;
  /** The same id is the same command: a repeat decides nothing. */
  readonly id: string;
  /** `role` is the one in which they act; `roles` are all that they have, where there are more. */
  readonly actor: { readonly id: string; readonly role: string; readonly roles?: readonly string[] };
  /** Why, in free text. */
  readonly reason?: string;
  /** When the command is decided. */
  readonly now: Instant;
  /** When it happened in the world: not after `now`, not before the complaint was received. */
  readonly occurredAt: Instant;
  /** The policy that the complaint falls under. */
  readonly policy: Policy;
}

type Typed = {
  readonly [Type in ComplaintCommandType]: CommandContext & {
    readonly type: Type;
    readonly data: ComplaintCommandData[Type];
  };
};

export type ComplaintCommand = Typed[ComplaintCommandType];

/** The command of one type. */
export type CommandOf<Type extends ComplaintCommandType> = Typed[Type];

/** Every type of command, in the order of a complaint's life. */
export const complaintCommandTypes = Object.keys({
  receive: true,
  acknowledge: true,
  assess: true,
  assign: true,
  route: true,
  'declare-conflict': true,
  'send-on': true,
  'record-consent': true,
  'add-note': true,
  'request-information': true,
  'add-information': true,
  'add-attachment': true,
  'assign-task': true,
  'complete-task': true,
  'cancel-task': true,
  'add-evidence': true,
  'record-interview': true,
  'report-progress': true,
  'record-finding': true,
  'propose-response': true,
  'approve-response': true,
  'return-response': true,
  'communicate-decision': true,
  'record-acceptance': true,
  'record-rejection': true,
  'lodge-appeal': true,
  'record-silence': true,
  'state-final-position': true,
  'deliver-remedy': true,
  close: true,
  'correct-details': true,
  'redact-message': true,
  'state-preferences': true,
  reopen: true,
  refer: true,
  'record-referral-outcome': true,
  withdraw: true,
  link: true,
  unlink: true,
  merge: true,
  unmerge: true,
  split: true,
  'pause-clock': true,
  'resume-clock': true,
  'extend-deadline': true,
  'send-holding-reply': true,
  'change-calendar': true,
  'record-deadline-warned': true,
  'record-deadline-missed': true,
  'record-escalation': true,
  'record-link': true,
  absorb: true,
  release: true,
  'record-notification-attempted': true,
  'record-notification-sent': true,
  'record-notification-failed': true,
} satisfies Record<ComplaintCommandType, true>) as readonly ComplaintCommandType[];

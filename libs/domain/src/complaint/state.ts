import type { Timeline } from '../clocks/timeline.js';
import type { Instant } from '../instant.js';
import type {
  Assessment,
  ComplaintEventData,
  Details,
  EvidenceContent,
  QuestionContent,
  ResponseContent,
  TaskContent,
  Text,
} from './events.js';
import type { Named } from './named.js';
import type { OutOfScope } from './scope.js';
import type { ClosingOutcome, ComplaintStatus, Language, LinkRelation, Priority, Upheld } from './vocabulary.js';

/** The response now being worked on. A later proposal replaces it; its history stays in the events. */
export interface Response {
  readonly proposedBy: string;
  readonly content: ResponseContent<Text>;
  readonly standing: 'proposed' | 'returned' | 'approved' | 'communicated';
  readonly approvedBy?: string;
}

/** Work that was given to somebody. */
export interface Task {
  readonly content: TaskContent<Text>;
  readonly standing: 'open' | 'done' | 'cancelled';
}

/** What the complainant was asked. */
export interface Question {
  readonly content: QuestionContent<Text>;
  readonly standing: 'open' | 'answered';
}

/** What was gathered to show what happened. */
export interface Evidence {
  readonly content: EvidenceContent<Text>;
}

/** The decision last communicated to the complainant: its remedies are owed until delivered. */
export interface CommunicatedDecision {
  readonly decision: Upheld;
  /** How many remedies it promised; they are named by index. */
  readonly remedies: number;
  readonly delivered: readonly number[];
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

/** What decisions need to know of a complaint. Free text is held only where a repeated command must be told from a new one. */
export interface Complaint {
  readonly status: ComplaintStatus;
  readonly receivedAt: Instant;
  readonly addressee: Addressee;
  /** The policy that was in force for it at receipt. It stays under it. */
  readonly policyVersion: string;
  readonly product?: string;
  /** Whether the person for whom somebody else complains agrees; absent when they complain themselves. */
  readonly consent?: boolean;
  /** What was corrected since receipt, as it was last. */
  readonly corrected?: Details<Text>;
  /** Why it seems to be out of scope, if it does: somebody is to look, and to refer it. */
  readonly outOfScope?: OutOfScope;
  readonly acknowledged: boolean;
  readonly assessment?: Assessment<Text>;
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
  readonly referralOutcome?: ComplaintEventData<Text>['ReferralOutcomeRecorded'];
  readonly closedAs?: ClosingOutcome;
  /** Other complaints by their references. */
  readonly links: Named<Link>;
  readonly merge?: Merge;
  readonly absorbed: Named<Absorbed>;
  /** The complaints that were split off this one, oldest first. */
  readonly splits: readonly string[];
  /** Nothing has happened since the complaint was reopened. */
  readonly justReopened: boolean;
  /** Nothing has happened since its merge was undone. */
  readonly justUnmerged: boolean;
  /** Messages to the complainant by message id. */
  readonly messages: { readonly [messageId: string]: 'attempted' | 'sent' | 'failed' };
  /** Revision of its last event. */
  readonly revision: number;
  /** Events whose words can be redacted alone, by revision, oldest first. Those that were redacted are in {@link redacted} instead. */
  readonly redactable: readonly number[];
  readonly redacted: readonly number[];
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
} as const satisfies Partial<Complaint>;

/**
 * A state that was stored, perhaps by a version of this code which knew less of complaints: what it lacks, it has nothing of. What happened
 * of that in the meantime it learns when its view is rebuilt.
 */
export function storedState(stored: Partial<Complaint>): Complaint {
  return { ...untouched, redactable: [], redacted: [], ...stored } as Complaint;
}

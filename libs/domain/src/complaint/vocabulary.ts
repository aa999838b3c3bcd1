/** The closed word lists of the complaint. They are stored in events, so a changed list is a new version of every event that uses it. */

export const channels = [
  'web',
  'email',
  'phone',
  'letter',
  'in-person',
  'social-media',
  'regulator',
  'partner',
] as const;
export type Channel = (typeof channels)[number];

/** By which way a complainant can want to be written to. `phone` is a text message, else a call. */
export const preferredChannels = ['email', 'phone', 'letter'] as const satisfies readonly Channel[];
export type PreferredChannel = (typeof preferredChannels)[number];

export const concerns = ['product-or-service', 'complaint-handling', 'employment', 'external-dispute'] as const;
/** What a complaint is about. The last two are out of the scope of ISO 10002:2018 (clause 1). */
export type Concern = (typeof concerns)[number];

export const outOfScopeConcerns = ['employment', 'external-dispute'] as const satisfies readonly Concern[];
export type OutOfScopeConcern = (typeof outOfScopeConcerns)[number];

export const languages = ['en', 'fa'] as const;
export type Language = (typeof languages)[number];

export const severities = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

export const complexities = ['simple', 'standard', 'complex'] as const;
export type Complexity = (typeof complexities)[number];

/** How many are touched by what is complained about. */
export const impacts = ['individual', 'group', 'public'] as const;
export type Impact = (typeof impacts)[number];

/** Whether acting at once is possible, or needed (ISO 10002:2018, 7.5). */
export const immediateActions = ['none', 'possible', 'needed'] as const;
export type ImmediateAction = (typeof immediateActions)[number];

/** From least to most pressing. */
export const priorities = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof priorities)[number];

export const upheldAnswers = ['upheld', 'partly-upheld', 'not-upheld'] as const;
/** How far the complaint was found to be right. */
export type Upheld = (typeof upheldAnswers)[number];

/** The kinds of remedy of ISO 10002:2018, 7.7. */
export const remedyKinds = [
  'refund',
  'replacement',
  'repair',
  'rework',
  'substitute',
  'technical-assistance',
  'information',
  'referral',
  'compensation',
  'apology',
  'goodwill',
  'product-change',
  'process-change',
  'policy-change',
] as const;
export type RemedyKind = (typeof remedyKinds)[number];

export const noteVisibilities = ['internal', 'complainant'] as const;
export type NoteVisibility = (typeof noteVisibilities)[number];

/** An acceptance is stated by the complainant, or presumed from a silence that the policy allows to be read so. */
export const acceptanceBases = ['stated', 'presumed'] as const;
export type AcceptanceBasis = (typeof acceptanceBases)[number];

/**
 * What a message is for. `task`: it tells of work to be done, to whoever is to do it; `assignment`: a complaint is theirs now;
 * `escalation`: a clock has come so far that the policy has them told. These and `decision` also reach members of staff.
 */
export const messagePurposes = [
  'acknowledgement',
  'progress-report',
  'decision',
  'information-request',
  'task',
  'assignment',
  'escalation',
] as const;
export type MessagePurpose = (typeof messagePurposes)[number];

/** What carries a message. A letter is printed and posted by a person; a webhook calls another system. */
export const messageChannels = ['email', 'webhook', 'sms', 'letter'] as const;
export type MessageChannel = (typeof messageChannels)[number];

/** Whom of the staff a message is for: one of them, a team or department, or whoever has a role. */
export const staffKinds = ['person', 'team', 'role'] as const;
export type StaffKind = (typeof staffKinds)[number];

/** What a task asks for: part of the investigation, or what has to reach the complainant by the hand of a person. */
export const taskKinds = [
  'investigate',
  'provide-information',
  'send-letter',
  'call',
  'deliver-remedy',
  'other',
] as const;
export type TaskKind = (typeof taskKinds)[number];

export const evidenceKinds = ['document', 'photo', 'statement', 'record', 'other'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** What somebody who was interviewed has to do with the complaint. */
export const intervieweeRoles = ['complainant', 'staff', 'witness', 'other'] as const;
export type IntervieweeRole = (typeof intervieweeRoles)[number];

export const closingOutcomes = ['resolved', 'options-exhausted', 'withdrawn', 'out-of-scope'] as const;
/** Why a complaint may be closed (ISO 10002:2018, 7.9). */
export type ClosingOutcome = (typeof closingOutcomes)[number];

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

export const linkRelations = ['duplicate', 'same-cause', 'follow-up', 'followed-up', 'related'] as const;
/** What another complaint is to this one. `follow-up`: this one follows it up; `followed-up`: it follows this one up. */
export type LinkRelation = (typeof linkRelations)[number];

/** What this complaint is to the other: the same link, seen from its other end. */
export function inverseOf(relation: LinkRelation): LinkRelation {
  if (relation === 'follow-up') return 'followed-up';
  return relation === 'followed-up' ? 'follow-up' : relation;
}

import Type from 'typebox';

// Closed word lists. They are the storage format: removing or renaming a word takes a new version of every event that uses it,
// and so does adding one, since readers of the published version would refuse it.

/** How something reached the complainant or the organization. */
export const Channel = Type.Enum([
  'web',
  'email',
  'phone',
  'letter',
  'in-person',
  'social-media',
  'regulator',
  'partner',
]);

/**
 * What a complaint is about. Employment and disputes that an outside body already has are out of the scope of ISO 10002:2018
 * (clause 1): recognized at receipt, and referred.
 */
export const Concern = Type.Enum(['product-or-service', 'complaint-handling', 'employment', 'external-dispute']);

/** The concerns that are out of the scope of ISO 10002:2018 (clause 1). */
export const OutOfScopeConcern = Type.Enum(['employment', 'external-dispute']);

/** The language in which the complainant is addressed (ISO 639-1). */
export const Language = Type.Enum(['en', 'fa']);

/** How soon a complaint must be worked on, derived from its assessment. */
export const Priority = Type.Enum(['low', 'normal', 'high', 'urgent']);

/** Whether the complaint was found to be right. */
export const Upheld = Type.Enum(['upheld', 'partly-upheld', 'not-upheld']);

/** ISO 10002:2018, 7.5. */
export const Severity = Type.Enum(['low', 'medium', 'high', 'critical']);

/** ISO 10002:2018, 7.5. */
export const Complexity = Type.Enum(['simple', 'standard', 'complex']);

/** Who is touched by what is complained about (ISO 10002:2018, 7.5). */
export const Impact = Type.Enum(['individual', 'group', 'public']);

/** Whether acting at once is possible, or needed (ISO 10002:2018, 7.5). */
export const ImmediateAction = Type.Enum(['none', 'possible', 'needed']);

/** Whether a note may be shown to the complainant. */
export const Visibility = Type.Enum(['internal', 'complainant']);

/** As {@link MessagePurpose}, when staff were told of nothing but work to be done. */
export const MessagePurposeV2 = Type.Enum([
  'acknowledgement',
  'progress-report',
  'decision',
  'information-request',
  'task',
]);

/**
 * What a message is for. `task`: it tells of work to be done, to whoever is to do it; `assignment`: a complaint is theirs now;
 * `escalation`: a clock has come so far that the policy has them told. These and `decision` also reach members of staff.
 */
export const MessagePurpose = Type.Enum([
  'acknowledgement',
  'progress-report',
  'decision',
  'information-request',
  'task',
  'assignment',
  'escalation',
]);

/** Whom of the staff a message is for: one of them, a team or department, or whoever has a role. */
export const StaffKind = Type.Enum(['person', 'team', 'role']);

/** What carries a message. A letter is printed and posted by a person; a webhook calls another system. */
export const MessageChannel = Type.Enum(['email', 'webhook', 'sms', 'letter']);

/** An acceptance is stated by the complainant, or presumed from a silence that the policy allows to be read so. */
export const AcceptanceBasis = Type.Enum(['stated', 'presumed']);

/** Why a complaint may be closed (ISO 10002:2018, 7.9). */
export const ClosingOutcome = Type.Enum(['resolved', 'options-exhausted', 'withdrawn', 'out-of-scope']);

/** What kind of thing shows what happened. */
export const EvidenceKind = Type.Enum(['document', 'photo', 'statement', 'record', 'other']);

/** What somebody who was interviewed has to do with the complaint. */
export const IntervieweeRole = Type.Enum(['complainant', 'staff', 'witness', 'other']);

/** What a task asks for. */
export const TaskKind = Type.Enum([
  'investigate',
  'provide-information',
  'send-letter',
  'call',
  'deliver-remedy',
  'other',
]);

/** What another complaint is to this one. `follow-up`: this one follows it up; `followed-up`: it follows this one up. */
export const LinkRelation = Type.Enum(['duplicate', 'same-cause', 'follow-up', 'followed-up', 'related']);

/** ISO 10002:2018, 7.7. */
export const RemedyKind = Type.Enum([
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
]);

import Type, { type Static } from 'typebox';
import { type Brand, closed, type Immutable, type Reference, REFERENCE_PATTERN } from './definition.js';

// Lengths count Unicode code points, as JSON Schema does.

/** Longest description of a complaint. */
export const DESCRIPTION_LENGTH_MAX = 20_000;
/** Longest other free text. */
export const TEXT_LENGTH_MAX = 4_000;
/** Longest message to a complainant: an explanation, twenty remedies with their descriptions, and a hundred outside bodies. */
export const MESSAGE_LENGTH_MAX = 150_000;
/** Longest subject of a message. */
export const SUBJECT_LENGTH_MAX = 500;
/** Longest code, or name of a thing, organization or person. */
export const NAME_LENGTH_MAX = 200;
/** Most clocks of a policy. */
export const CLOCKS_MAX = 30;
/** Longest e-mail address (RFC 5321, 4.5.3.1.3: a path of 256 with its angle brackets). */
export const EMAIL_LENGTH_MAX = 254;

/** Finds one visible character in linear time, whatever surrounds it. */
const NOT_BLANK = '\\S';

/** Text that is not blank. */
export const requiredText = (maxLength: number = TEXT_LENGTH_MAX) => Type.String({ maxLength, pattern: NOT_BLANK });

/** Text that may be empty. */
export const text = (maxLength: number = TEXT_LENGTH_MAX) => Type.String({ maxLength });

/** A code, or the name of a thing or organization, in the organization's spelling. */
export const name = () => requiredText(NAME_LENGTH_MAX);

/** An address with something on either side of its last `@`, on one line. Only sending shows whether it exists. */
export const email = () => Type.String({ maxLength: EMAIL_LENGTH_MAX, pattern: '^.+@[^\\s@]+$' });

const DATE = '\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])';

/** A day of the Gregorian calendar: `2026-11-02`. */
export type CalendarDate = string;

/** A day of the Gregorian calendar: `2026-11-02`. Accepts impossible days such as 30 February: the writer must check. */
export const date = () => Type.String({ pattern: `^${DATE}$` });

/**
 * An instant in UTC with milliseconds (RFC 3339): `2026-11-02T08:00:00.000Z`. The order of the texts is the order in time. One that is
 * written in the code in that form is one by its type; of other texts and numbers, `parseInstant` and `instantOf` of the domain make one.
 */
export type Instant = `${number}-${number}-${number}T${number}:${number}:${number}.${number}Z` | Brand<'instant'>;

/** An {@link Instant}. Accepts impossible days such as 30 February: the writer must check. */
export const instant = () =>
  Type.Unsafe<Instant>(Type.String({ pattern: `^${DATE}T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}Z$` }));

/** A SHA-256 digest, in hexadecimal. */
export const sha256 = () => Type.String({ pattern: '^[0-9a-f]{64}$' });

/** A complaint by its reference in the stored form. */
export const reference = () => Type.Unsafe<Reference>(Type.String({ pattern: REFERENCE_PATTERN }));

/** An exact amount, never negative: up to 15 digits, at most four of a fraction, in a currency of ISO 4217. */
export const money = () =>
  closed({
    value: Type.String({ pattern: '^(0|[1-9]\\d{0,14})(\\.\\d{1,4})?$' }),
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  });

export type Money = Immutable<Static<ReturnType<typeof money>>>;

/** Name and version of a policy, a calendar or a list: `iran@2`. */
export const version = () => Type.String({ pattern: '^[a-z][a-z0-9-]{0,62}@[1-9]\\d{0,5}$' });

/** A word of a policy: small letters, digits and hyphens. */
export const word = () => Type.String({ pattern: '^[a-z][a-z0-9-]{0,62}$' });

/** A name for people in both languages. */
export const names = () => {
  const shown = Type.String({ minLength: 1, maxLength: NAME_LENGTH_MAX });
  return closed({ en: shown, fa: shown });
};

// Closed word lists, each as a list, a schema and a type. They are the storage format: removing, renaming or adding a word needs a new
// version of every event that uses it, because readers of the published version would refuse it.

/** How something reached the complainant or the organization. */
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
export const Channel = Type.Enum(channels);
export type Channel = Static<typeof Channel>;

/** Channels that a complainant can prefer. `phone` is a text message, or else a call. */
export const preferredChannels = ['email', 'phone', 'letter'] as const;
export const PreferredChannel = Type.Enum(preferredChannels);
export type PreferredChannel = Static<typeof PreferredChannel>;

/**
 * The kind of matter. Employment, and disputes already before an outside body, are out of the scope of ISO 10002:2018 (clause 1):
 * recognized at receipt, and referred.
 */
export const concerns = ['product-or-service', 'complaint-handling', 'employment', 'external-dispute'] as const;
export const Concern = Type.Enum(concerns);
export type Concern = Static<typeof Concern>;

/** The concerns that are out of the scope of ISO 10002:2018 (clause 1). */
export const outOfScopeConcerns = ['employment', 'external-dispute'] as const;
export const OutOfScopeConcern = Type.Enum(outOfScopeConcerns);
export type OutOfScopeConcern = Static<typeof OutOfScopeConcern>;

/** The language in which the complainant is addressed (ISO 639-1). */
export const languages = ['en', 'fa'] as const;
export const Language = Type.Enum(languages);
export type Language = Static<typeof Language>;

/** How soon a complaint must be worked on, derived from its assessment; from least to most pressing. */
export const priorities = ['low', 'normal', 'high', 'urgent'] as const;
export const Priority = Type.Enum(priorities);
export type Priority = Static<typeof Priority>;

/** How far the complaint was found to be right. */
export const upheldAnswers = ['upheld', 'partly-upheld', 'not-upheld'] as const;
export const Upheld = Type.Enum(upheldAnswers);
export type Upheld = Static<typeof Upheld>;

/** ISO 10002:2018, 7.5. */
export const severities = ['low', 'medium', 'high', 'critical'] as const;
export const Severity = Type.Enum(severities);
export type Severity = Static<typeof Severity>;

/** ISO 10002:2018, 7.5. */
export const complexities = ['simple', 'standard', 'complex'] as const;
export const Complexity = Type.Enum(complexities);
export type Complexity = Static<typeof Complexity>;

/** The people affected (ISO 10002:2018, 7.5). */
export const impacts = ['individual', 'group', 'public'] as const;
export const Impact = Type.Enum(impacts);
export type Impact = Static<typeof Impact>;

/** Whether acting at once is possible, or needed (ISO 10002:2018, 7.5). */
export const immediateActions = ['none', 'possible', 'needed'] as const;
export const ImmediateAction = Type.Enum(immediateActions);
export type ImmediateAction = Static<typeof ImmediateAction>;

/** Whether a note may be shown to the complainant. */
export const noteVisibilities = ['internal', 'complainant'] as const;
export const NoteVisibility = Type.Enum(noteVisibilities);
export type NoteVisibility = Static<typeof NoteVisibility>;

/**
 * The purpose of a message. `task`: a new task, to its assignee; `assignment`: a complaint, to its assignee; `escalation`: a clock, to
 * the role that the policy notifies. These and `decision` also go to staff.
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
export const MessagePurpose = Type.Enum(messagePurposes);
export type MessagePurpose = Static<typeof MessagePurpose>;

/** The recipients among staff: a person, a team or department, or a role. */
export const staffKinds = ['person', 'team', 'role'] as const;
export const StaffKind = Type.Enum(staffKinds);
export type StaffKind = Static<typeof StaffKind>;

/** The transport of a message. A person prints and posts a letter; a webhook calls another system. */
export const messageChannels = ['email', 'webhook', 'sms', 'letter'] as const;
export const MessageChannel = Type.Enum(messageChannels);
export type MessageChannel = Static<typeof MessageChannel>;

/** The channels by which a message can be sent again. */
export const resendChannels = ['email', 'sms', 'letter'] as const;
export const ResendChannel = Type.Enum(resendChannels);
export type ResendChannel = Static<typeof ResendChannel>;

/** The basis of an acceptance: stated by the complainant, or presumed from a silence as the policy allows. */
export const acceptanceBases = ['stated', 'presumed'] as const;
export const AcceptanceBasis = Type.Enum(acceptanceBases);
export type AcceptanceBasis = Static<typeof AcceptanceBasis>;

/** Why a complaint may be closed (ISO 10002:2018, 7.9). */
export const closingOutcomes = [
  'resolved',
  'options-exhausted',
  'settled-outside',
  'withdrawn',
  'out-of-scope',
] as const;
export const ClosingOutcome = Type.Enum(closingOutcomes);
export type ClosingOutcome = Static<typeof ClosingOutcome>;

/** The kind of evidence. */
export const evidenceKinds = ['document', 'photo', 'statement', 'record', 'other'] as const;
export const EvidenceKind = Type.Enum(evidenceKinds);
export type EvidenceKind = Static<typeof EvidenceKind>;

/** The part of an interviewed person in the complaint. */
export const intervieweeRoles = ['complainant', 'staff', 'witness', 'other'] as const;
export const IntervieweeRole = Type.Enum(intervieweeRoles);
export type IntervieweeRole = Static<typeof IntervieweeRole>;

/** The kind of a task: part of the investigation, or a message that a person must deliver. */
export const taskKinds = [
  'investigate',
  'provide-information',
  'send-letter',
  'call',
  'deliver-remedy',
  'other',
] as const;
export const TaskKind = Type.Enum(taskKinds);
export type TaskKind = Static<typeof TaskKind>;

/** The relation of another complaint to this one. `follow-up`: this one follows it up; `followed-up`: it follows this one up. */
export const linkRelations = ['duplicate', 'same-cause', 'follow-up', 'followed-up', 'related'] as const;
export const LinkRelation = Type.Enum(linkRelations);
export type LinkRelation = Static<typeof LinkRelation>;

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
export const RemedyKind = Type.Enum(remedyKinds);
export type RemedyKind = Static<typeof RemedyKind>;

/** The roles that a policy can notify at a clock's warning or end. */
export const escalationRoles = ['handler', 'supervisor', 'compliance', 'admin'] as const;
export const EscalationRole = Type.Enum(escalationRoles);
export type EscalationRole = Static<typeof EscalationRole>;

/** The roles of members of staff. `complainant` and `system` are roles too, but nobody is given them. */
export const staffRoles = ['intake-agent', 'handler', 'supervisor', 'analyst', 'compliance', 'admin'] as const;
export const StaffRole = Type.Enum(staffRoles);
export type StaffRole = Static<typeof StaffRole>;

export { catalogue, type Fault, InvalidEventError, PublishedEventCatalogue, type Upcasted } from './catalogue.js';
export {
  CLOUD_EVENT_SCHEMA_ID,
  type CloudEvent,
  cloudEventOfMessage,
  cloudEventSchema,
  COMPLAINT_EVENTS_TOPIC,
  type EventMessage,
  isCloudEvent,
  type MessageText,
  publishedEventIn,
  type TopicEvent,
} from './cloud-event.js';
export {
  type ActorId,
  type Brand,
  closed,
  type DataCheck,
  type DataOf,
  type Erased,
  type EventDeclaration,
  type EventVersion,
  type Json,
  type JsonObject,
  personal,
  type Reference,
  schemaIdOf,
  withInstead,
  type WithInstead,
} from './definition.js';
export * from './events.js';
export { CONFIDANTS_MAX } from './complaint/access.js';
export { AMENDED_DAYS_MAX } from './complaint/clocks.js';
export { REMEDIES_MAX } from './complaint/decision.js';
export { ATTACHMENT_BYTES_MAX } from './complaint/receipt.js';
export { RATING_MAX, RATING_MIN } from './complaint/closing.js';
export { type ErasureGround, erasureGrounds, type HoldBasis, holdBases } from './complaint/erasure.js';
export { TAG_LENGTH_MAX } from './complaint/tags.js';
export { TRACKING_CODES_MAX } from './complaint/tracking-code.js';
export { type Anchor, type DueEffect, type End, Moment, type Unit } from './policy.js';
export { IMPORT_ACTOR_PREFIX, isHistory, needsReceipt, type Occurrence } from './history.js';
export {
  ACCOUNTS_MAX,
  CREDENTIAL_LENGTH_MAX,
  PASSKEY_PATTERN,
  PERSON_PATTERN,
  type SignInWay,
  signInWays,
  TEAMS_MAX,
} from './staff.js';
export {
  type EffectOutcome,
  effectOutcomes,
  GROUP_VALUES_MAX,
  type GroupDimension,
  groupDimensions,
  type GroupFigures,
  type RecurrenceKind,
  recurrences,
  SYSTEMIC_PROBLEM_PATTERN,
  SYSTEMIC_PROBLEMS_MAX,
} from './systemic-problem.js';
export { policyFileSchema, publishedSchemas, schemaFileOf } from './published-schemas.js';
export {
  acceptanceBases,
  AcceptanceBasis,
  type CalendarDate,
  Channel,
  channels,
  CLOCKS_MAX,
  ClosingOutcome,
  closingOutcomes,
  complexities,
  Complexity,
  Concern,
  concerns,
  DESCRIPTION_LENGTH_MAX,
  EMAIL_LENGTH_MAX,
  EscalationRole,
  escalationRoles,
  EvidenceKind,
  evidenceKinds,
  ImmediateAction,
  immediateActions,
  type Instant,
  Impact,
  impacts,
  IntervieweeRole,
  intervieweeRoles,
  Language,
  languages,
  LinkRelation,
  linkRelations,
  MessageChannel,
  messageChannels,
  MessagePurpose,
  messagePurposes,
  type Money,
  NAME_LENGTH_MAX,
  noteVisibilities,
  NoteVisibility,
  OutOfScopeConcern,
  outOfScopeConcerns,
  PreferredChannel,
  preferredChannels,
  priorities,
  Priority,
  RemedyKind,
  ResendChannel,
  resendChannels,
  remedyKinds,
  severities,
  Severity,
  StaffKind,
  staffKinds,
  StaffRole,
  staffRoles,
  TaskKind,
  taskKinds,
  TEXT_LENGTH_MAX,
  Upheld,
  upheldAnswers,
} from './vocabulary.js';
export * as vocabulary from './vocabulary.js';

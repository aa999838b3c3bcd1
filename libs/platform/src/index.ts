export {
  ACCESS_WINDOW_MS,
  ACCESSES,
  type AccessEntry,
  type AccessKind,
  accessKinds,
} from './access-log/access-entry.js';
export { AccessLog } from './access-log/access-log.js';
export { eachListed, Reads } from './access-log/reads.js';
export { attachmentsController, type AttachmentsController } from './http/attachments/attachment-routes.js';
export { Attachments, sweptCopyOf, sweptFrom } from './http/attachments/attachments.js';
export { AttachmentsModule } from './http/attachments/attachments-module.js';
export { type Accepted, acceptedOrProblem, CommandAnswer, RevisionAnswer } from './http/commands/command-answer.js';
export {
  commandController,
  type CommandRoute,
  type CommandRoutes,
  commandAnswerFields,
  revisionHeaders,
} from './http/commands/command-controller.js';
export {
  CommandMeta,
  CommandMetaOfMany,
  commandSourceOf,
  IfMatch,
  readReference,
  RouteReference,
  withRevision,
} from './http/commands/command-meta.js';
export {
  CommandRequest,
  contentAndRemarks,
  REASON_LENGTH_MAX,
  ReasonRequest,
} from './http/commands/command-request.js';
export { ComplainantRequest, DetailsRequest, MatterRequest } from './http/commands/complaint-details.js';
export { DecideOnComplaint, RequestedCommand } from './http/commands/decide-on-complaint.js';
export { CSV_MEDIA_TYPE, csvTable } from './http/csv-table.js';
export { eachPage, fullPage } from './http/full-page.js';
export { createHttpApplication, createOperatedApplication } from './http/http-application.js';
export { openApiDocument } from './http/openapi/describe-api.js';
export {
  answerOf,
  Answers,
  described,
  type AnswerSchema,
  historyEntrySchema,
  dateSchema,
  instantSchema,
  listOf,
  objectSchema,
  orNull,
  pageOf,
  problemReference,
  referenceSchema,
  Refuses,
  revisionSchema,
  textSchema,
} from './http/openapi/route-descriptions.js';
export {
  logFailure,
  preferredLanguage,
  problemDetail,
  problemDocument,
  type ProblemDocument,
  ProblemFilter,
} from './http/problems/problem-answer.js';
export type { ProblemCode } from './http/problems/problem-table.js';
export { type FieldFault, Problem, type ProblemDetails, problemOf, refusalText } from './http/problems/problem.js';
export {
  AtLeastQuery,
  type Page,
  PAGE_LIMIT_DEFAULT,
  PAGE_LIMIT_MAX,
  PageCursor,
  PageLimit,
  PageQuery,
} from './http/queries.js';
export {
  AtMostOneOf,
  isEmailAddress,
  IsEmailAddress,
  IsInstant,
  IsMoney,
  IsPerson,
  ListOfPeople,
  IsPlainDate,
  IsTimeZone,
  IsReference,
  IsSha256,
  IsVersion,
  IsWord,
  ListOfPlainDates,
  ListOfTexts,
  ListOfWords,
  type MoneyAmount,
  SomeOfInQuery,
  Text,
  TextsInQuery,
  WholeNumber,
  WholeNumberInQuery,
  WholeNumbersInQuery,
} from './http/validation/field-rules.js';
export { ListOf, ObjectOf, ReadAs } from './http/validation/read-request.js';
export { RequestValidation } from './http/validation/request-validation.js';
export { Backlog } from './limits/backlog.js';
export { DiskSpace } from './limits/disk-space.js';
export { type LimitName, Limits, type Use } from './limits/limits.js';
export { MemoryCounterStore } from './limits/memory-counter-store.js';
export { PlatformModule, type PlatformOptions } from './platform-module.js';
export {
  askingOf,
  Allow,
  AllowInData,
  Caller,
  callerKey,
  type CallerKind,
  callerOf,
  Public,
} from './security/caller.js';
export { AuthorizationGuard, Authenticator } from './security/guard.js';
export { clientNetworkOf } from './security/client-network.js';
export { ComplaintWalls } from './security/complaint-walls.js';
export { ServerSecrets } from './security/server-secrets.js';
export {
  ALL_TEAMS,
  CLOCK_TOLERANCE_SECONDS,
  mintToken,
  staffRolesIn,
  StaffTokens,
  type TokenRequest,
} from './security/staff-tokens.js';
export { confirms, CONFIRMATION_DAYS, contactTokenFor, contactTokenIn } from './security/contact-tokens.js';
export { SealedCookie } from './security/sealed-cookie.js';
export {
  type HeldPasskey,
  type KnownAccount,
  StaffAccounts,
  STAFF_DIRECTORY_STREAM,
  staffStream,
} from './security/staff-accounts.js';
export { isFromElsewhere } from './security/own-pages.js';
export { SESSION_USE_MS, SESSION_USES, SessionUses } from './security/session-uses.js';
export { type NewSession, StaffSessions } from './security/staff-sessions.js';
export { TrackTokens } from './security/track-tokens.js';
export { TrackingCodes } from './security/tracking-codes.js';
export { RacedDocuments, type Rewritten } from './service/views/raced-documents.js';
export {
  type SavedItem,
  type SavedItemKind,
  SavedItemStore,
  savedItemsView,
  type Sharing,
} from './saved-items/saved-item-store.js';
export {
  isOwn,
  ITEMS_PER_PERSON_MAX,
  missingField,
  type SavedItemRules,
  SavedItems,
  SHARED_ITEMS_MAX,
  sharedWith,
  SharingRequest,
} from './saved-items/saved-items.js';
export { TIME_SOURCE, type TimeSource, timeSourceOf } from './service/time-source.js';
export { loadConfig, loadWebConfig } from './service/configuration/load-config.js';
export type { QuietHours, SmsSetting } from './service/configuration/message-settings.js';
export type {
  LimitSettings,
  LogLevel,
  MovedClockSetting,
  OidcSettings,
  ProcessConfig,
  RedressConfig,
  ServiceUrls,
  SessionSettings,
  WebConfig,
} from './service/configuration/redress-config.js';
export { ConfigError, type ConfigFault } from './service/configuration/settings.js';
export { keepsAccounts } from './service/configuration/sign-in-settings.js';
export { type StaffContact, type StaffDirectory, staffListIn } from './service/configuration/staff-directory.js';
export type { WebhookSubscription } from './service/configuration/webhook-subscriptions.js';
export { type ConsumerDefinition, ConsumerRegistry, connectConsumer } from './service/consumers/connect-consumer.js';
export { EventStreamServer, OnComplaintEvents } from './service/consumers/event-stream-server.js';
export {
  ATTACHMENT_STORES,
  type AttachmentStoreOptions,
  EVENT_STORES,
  fileOf,
  KEY_STORES,
  openEngine,
  READ_STORES,
  schemeOf,
  type ViewOwner,
} from './service/engines/engine-kinds.js';
export {
  engineFaultsOf,
  type Engines,
  openEngines,
  openRelayEngines,
  RELAY_VIEW_OWNER,
  type RelayEngines,
  refuseUnusableEngines,
} from './service/engines/engines.js';
export * from './service/engines/tokens.js';
export { ReadinessChecks, refuseUnless } from './service/operations/health.js';
export { failureSummary, JsonLogger } from './service/operations/json-logger.js';
export { KnownDamage } from './service/operations/known-damage.js';
export { Metrics } from './service/operations/metrics.js';
export { OperationsModule } from './service/operations/operations-module.js';
export {
  type Application,
  runProcess,
  type RunningService,
  runService,
  serviceRoot,
  type StartupNotes,
  viewOwnerOf,
} from './service/run-service.js';
export * from './service/manifest.js';
export { type Rounds, RunningRounds } from './service/rounds.js';
export { serve, startOrExplain } from './service/serve.js';
export {
  type FollowerKind,
  LogFollower,
  type LogRunner,
  processToken,
  provideProcess,
  provideView,
  ViewRegistry,
  VIEWS,
  viewToken,
} from './service/views/followers.js';
export { LogWatch } from './service/views/log-watch.js';
export { knownHistory, type OpenedDocument, ViewReader } from './service/views/view-reader.js';

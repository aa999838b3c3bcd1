export type { Brand } from './brand.js';
export * from './event.js';
export {
  AnotherLogError,
  DocumentConflictError,
  EventingError,
  GenerationMovedError,
  InvalidAppendError,
  AnotherVersionError,
  InvalidQueryError,
  QueriesBusyError,
  QueryTooLongError,
  StoreClosedError,
  StoreCorruptError,
  StoreUnavailableError,
  StreamCutError,
  WrongRevisionError,
} from './errors.js';
export * from './catalogue.js';
export * from './cloud-events.js';
export * from './decider.js';
export * from './common-part.js';
export * from './log-place.js';
export * from './pause.js';
export * from './outside-json.js';
export * from './position-text.js';
export * from './projection.js';
export { sideBySide, SIDE_BY_SIDE_MAX, Turns } from './turns.js';
export * from './ports/attachment-store.js';
export * from './ports/comparison.js';
export { eachFound, eachValuesPage } from './ports/each-found.js';
export * from './ports/counter-store.js';
export * from './ports/event-store.js';
export * from './ports/event-stream.js';
export * from './ports/key-store.js';
export * from './ports/server-in-use.js';
export * from './ports/page-cursor.js';
export { prepareAppend, type PreparedAppend, type SerializedEvent, serializedLength } from './ports/prepared-append.js';
export * from './ports/read-store.js';
export * from './integrity/chain-verifier.js';
export { canonicalJson, GENESIS_HASH, hashOf } from './integrity/hash-chain.js';
export { ERASED, type Erased, KEY_MISSING, type KeyMissing, openValue, sealValue } from './sealing/sealed-values.js';
export { freshBytes } from './sealing/encryption.js';
export { eventIdOf } from './sealing/event-sealing.js';
export * from './sealing/content-sealing.js';
export * from './sealing/event-codec.js';
export { IndexKeys, type TermIndex } from './sealing/index-keys.js';
export * from './sealing/key-ring.js';
export * from './sealing/master-key.js';
export { hasOwnKey, personOf } from './sealing/message-key.js';
export * from './sealing/sealing-errors.js';
export * from './commands/command.js';
export * from './commands/command-handler.js';
export { StreamFacts } from './commands/stream-facts.js';
export { KeptStreams, type KeptStreamsOptions, type Loaded } from './commands/stream-history.js';
export { ActiveGeneration } from './projections/active-generation.js';
export type { ViewSources } from './projections/apply-batch.js';
export { type CheckedView, checkView, type DocumentFault } from './projections/check-view.js';
export {
  EventMissingError,
  foldDocument,
  foldDocuments,
  partId,
  streamOfDocument,
} from './projections/document-progress.js';
export { Opener } from './projections/opener.js';
export * from './projections/projection-runner.js';
export * from './projections/rebuild-view.js';
export { requireVersion, withoutVersion, withVersion } from './projections/view-version.js';
export type { RetryResult } from './projections/retry-parked.js';
export {
  PARKED_EVENT_SKIPPED,
  SKIPPED_EVENTS_MAX,
  type SkippedEvent,
  skippedEvents,
  skipsStream,
} from './projections/skipped-events.js';
export * from './log-event-stream.js';
export * from './relay/relay.js';
export { moveRelayPlace, RELAY_VIEW, relayEnds, RelayLease, relayPlaces } from './relay/relay-lease.js';
export * from './processes/process-manager.js';
export * from './processes/process-runner.js';

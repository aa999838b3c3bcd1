export { toActorId } from '@redress/eventing';
export { givenFor, type Then, type When } from './suites/given-when-then.js';
export { MemoryAttachmentStore } from './engines/memory/memory-attachment-store.js';
export { MemoryEventStore } from './engines/memory/memory-event-store.js';
export { MemoryKeyStore } from './engines/memory/memory-key-store.js';
export { MemoryReadStore } from './engines/memory/memory-read-store.js';
export {
  notebook,
  notebookCatalogue,
  type NotebookCommand,
  notebookContext,
  type NotebookEvent,
  NotebookLog,
  notebookProjection,
  type NotebookState,
} from './notebook.js';
export { type CoreEngines, type CoreHarness, notebookCodec, SPEC_MASTER_KEY } from './suites/core-harness.js';
export { commandHandlerContract } from './suites/command-handler.js';
export { processFaultContract, processParkingContract, processRunnerContract } from './suites/process-runner.js';
export { projectionFaultContract, projectionRunnerContract } from './suites/projection-runner.js';
export { skippedEventsContract } from './suites/skipped-events.js';
export { checkViewContract } from './suites/check-view.js';
export { viewPartsContract } from './suites/view-parts.js';
export { rebuildViewContract } from './suites/rebuild-view.js';
export {
  callOutcome,
  ENDLESS_HTTP,
  silentPeerContract,
  type SilentPeerScene,
  speakingOverHttp,
  type SpeakingPeer,
} from './suites/silent-peer.js';
export {
  type Answer,
  call,
  type CallOptions,
  type Ending,
  IS_DISTRIBUTED,
  RunningRedress,
  type StartOptions,
} from './running-redress/running-redress.js';
export { DistributedEngines, type EnginePlaces } from './running-redress/distributed-engines.js';
export {
  type DistributedRedress,
  type DistributedStartOptions,
  launchDistributed,
  SERVICE_ROUTES,
} from './running-redress/distributed-redress.js';
export { eventually, printedLink } from './running-redress/eventually.js';
export { ServiceProcess } from './running-redress/service-process.js';
export { seededRandom, seedOfRun, type SeededRandom } from './running-redress/seeded-random.js';
export { launchStandalone } from './running-redress/standalone-redress.js';
export { sealedEvent, type SealedEventOptions, sealedEvents } from './suites/sealed-events.js';
export { eventStoreContract, followedEventStoreContract } from './suites/event-store/event-store.js';
export type { EventStoreHarness, StreamCut } from './suites/event-store/event-store-harness.js';
export { eventStreamContract, type EventStreamEngines, type EventStreamHarness } from './suites/event-stream.js';
export { attachmentStoreContract, type AttachmentStoreHarness } from './suites/attachment-store.js';
export { counterStoreContract, type CounterStoreHarness } from './suites/counter-store.js';
export { keyStoreContract, type KeyStoreHarness } from './suites/key-store.js';
export { ScratchFolder, SmallDisk } from './scratch-folder.js';
export { readStoreContract } from './suites/read-store/read-store.js';
export type { ReadStoreHarness } from './suites/read-store/read-store-harness.js';
export { relayContract } from './suites/relay.js';

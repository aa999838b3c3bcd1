import { checkViewContract } from '../../suites/check-view.js';
import { commandHandlerContract } from '../../suites/command-handler.js';
import type { CoreHarness } from '../../suites/core-harness.js';
import { processFaultContract, processParkingContract, processRunnerContract } from '../../suites/process-runner.js';
import { projectionFaultContract, projectionRunnerContract } from '../../suites/projection-runner.js';
import { rebuildViewContract } from '../../suites/rebuild-view.js';
import { relayContract } from '../../suites/relay.js';
import { skippedEventsContract } from '../../suites/skipped-events.js';
import { viewPartsContract } from '../../suites/view-parts.js';
import { MemoryEventStore } from './memory-event-store.js';
import { MemoryKeyStore } from './memory-key-store.js';
import { MemoryReadStore } from './memory-read-store.js';

const inMemory: CoreHarness = {
  open: async () => ({
    eventStore: new MemoryEventStore(),
    readStore: new MemoryReadStore(),
    keyStore: new MemoryKeyStore(),
  }),
  destroy: async ({ eventStore, readStore, keyStore }) => {
    await Promise.all([eventStore.close(), readStore.close(), keyStore.close()]);
  },
};

commandHandlerContract('memory', inMemory);
projectionRunnerContract('memory', inMemory);
projectionFaultContract('memory', inMemory);
rebuildViewContract('memory', inMemory);
checkViewContract('memory', inMemory);
viewPartsContract('memory', inMemory);
skippedEventsContract('memory', inMemory);
processRunnerContract('memory', inMemory);
processParkingContract('memory', inMemory);
processFaultContract('memory', inMemory);
relayContract('memory', inMemory);

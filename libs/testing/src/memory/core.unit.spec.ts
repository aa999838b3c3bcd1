import { commandHandlerContract } from '../contracts/command-handler.js';
import type { CoreHarness } from '../contracts/core-harness.js';
import { processFaultContract } from '../contracts/process-faults.js';
import { processParkingContract } from '../contracts/process-parking.js';
import { processRunnerContract } from '../contracts/process-runner.js';
import { projectionFaultContract } from '../contracts/projection-faults.js';
import { projectionRunnerContract } from '../contracts/projection-runner.js';
import { rebuildViewContract } from '../contracts/rebuild-view.js';
import { relayContract } from '../contracts/relay.js';
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
processRunnerContract('memory', inMemory);
processParkingContract('memory', inMemory);
processFaultContract('memory', inMemory);
relayContract('memory', inMemory);

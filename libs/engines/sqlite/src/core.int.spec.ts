import {
  checkViewContract,
  commandHandlerContract,
  processFaultContract,
  processParkingContract,
  processRunnerContract,
  projectionFaultContract,
  projectionRunnerContract,
  rebuildViewContract,
  skippedEventsContract,
  viewPartsContract,
  relayContract,
  ScratchFolder,
  type CoreEngines,
  type CoreHarness,
} from '@redress/testing';
import { openSqliteEventStore } from './event-store/sqlite-event-store.js';
import { openSqliteKeyStore } from './key-store/sqlite-key-store.js';
import { openSqliteReadStore } from './read-store/sqlite-read-store.js';

const folders = new Map<CoreEngines, ScratchFolder>();

const onSqlite: CoreHarness = {
  open: async () => {
    const folder = new ScratchFolder();
    const engines = {
      eventStore: await openSqliteEventStore({ file: folder.file('events.db') }),
      readStore: await openSqliteReadStore({ file: folder.file('views.db') }),
      keyStore: await openSqliteKeyStore({ file: folder.file('keys.db') }),
    };
    folders.set(engines, folder);
    return engines;
  },
  destroy: async (engines) => {
    const { eventStore, readStore, keyStore } = engines;
    await Promise.all([eventStore.close(), readStore.close(), keyStore.close()]);
    folders.get(engines)?.remove();
    folders.delete(engines);
  },
};

commandHandlerContract('SQLite', onSqlite);
projectionRunnerContract('SQLite', onSqlite);
projectionFaultContract('SQLite', onSqlite, 25);
rebuildViewContract('SQLite', onSqlite);
checkViewContract('SQLite', onSqlite);
viewPartsContract('SQLite', onSqlite);
skippedEventsContract('SQLite', onSqlite);
processRunnerContract('SQLite', onSqlite);
processParkingContract('SQLite', onSqlite);
processFaultContract('SQLite', onSqlite, 25);
relayContract('SQLite', onSqlite);

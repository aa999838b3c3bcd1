import { LogEventStream } from '@redress/eventing';
import { eventStreamContract, ScratchFolder } from '@redress/testing';
import { openSqliteEventStore } from './sqlite-event-store.js';

let folder: ScratchFolder;

eventStreamContract('the log of SQLite', {
  open: async () => {
    folder = new ScratchFolder();
    const store = await openSqliteEventStore({ file: folder.file('events.db') });
    return { store, stream: new LogEventStream(store) };
  },
  destroy: async ({ store, stream }) => {
    await stream.close();
    await store.close();
    folder.remove();
  },
});

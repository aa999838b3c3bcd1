import Database from 'better-sqlite3';
import { eventStoreContract, ScratchFolder } from '@redress/testing';
import { openSqliteEventStore } from './sqlite-event-store.js';

let folder: ScratchFolder;
const open = () => openSqliteEventStore({ file: folder.file('events.db') });

eventStoreContract('SQLite', {
  open: () => {
    folder = new ScratchFolder();
    return open();
  },
  reopen: async (store) => {
    await store.close();
    return open();
  },
  cuts: [
    {
      how: 'rows removed by hand',
      cut: (stream, before) => {
        const db = new Database(folder.file('events.db'));
        db.prepare('DELETE FROM events WHERE stream = ? AND revision < ?').run(stream, before);
        db.close();
      },
      cause: 'rows were removed',
    },
  ],
  destroy: async () => folder.remove(),
});

import { eventStoreContract, ScratchFolder } from '@redress/testing';
import { openSqliteEventStore } from './open.js';

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
  destroy: async () => folder.remove(),
});

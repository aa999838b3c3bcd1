import { readStoreContract, ScratchFolder } from '@redress/testing';
import { openSqliteReadStore } from './sqlite-read-store.js';

let folder: ScratchFolder;
const open = () => openSqliteReadStore({ file: folder.file('views.db') });

readStoreContract('SQLite', {
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

import { keyStoreContract, ScratchFolder } from '@redress/testing';
import { openSqliteKeyStore } from './sqlite-key-store.js';

let folder: ScratchFolder;
const open = () => openSqliteKeyStore({ file: folder.file('keys.db') });

keyStoreContract('SQLite', {
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

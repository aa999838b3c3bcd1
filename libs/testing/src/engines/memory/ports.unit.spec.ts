import { LogEventStream } from '@redress/eventing';
import { eventStoreContract } from '../../suites/event-store/event-store.js';
import { eventStreamContract } from '../../suites/event-stream.js';
import { attachmentStoreContract } from '../../suites/attachment-store.js';
import { keyStoreContract } from '../../suites/key-store.js';
import { readStoreContract } from '../../suites/read-store/read-store.js';
import { MemoryAttachmentStore } from './memory-attachment-store.js';
import { MemoryEventStore } from './memory-event-store.js';
import { MemoryKeyStore } from './memory-key-store.js';
import { MemoryReadStore } from './memory-read-store.js';

const nothingLeft = async (): Promise<void> => undefined;

eventStoreContract('memory', {
  open: async () => new MemoryEventStore(),
  cuts: [
    {
      how: 'a spec',
      cut: (stream, before, store) => (store as MemoryEventStore).cut(stream, before),
      cause: 'A spec has removed it.',
    },
  ],
  destroy: nothingLeft,
});
attachmentStoreContract('memory', { open: async () => new MemoryAttachmentStore(), destroy: nothingLeft });
keyStoreContract('memory', { open: async () => new MemoryKeyStore(), destroy: nothingLeft });
readStoreContract('memory', { open: async () => new MemoryReadStore(), destroy: nothingLeft });
eventStreamContract('memory', {
  open: async () => {
    const store = new MemoryEventStore();
    return { store, stream: new LogEventStream(store) };
  },
  destroy: async ({ store, stream }) => {
    await stream.close();
    await store.close();
  },
});

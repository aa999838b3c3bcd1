import type { AttachmentStore } from '@redress/eventing';
import type { EngineKind, EngineKinds } from './engine-kind.js';

const PREFIX = 'file:';

const folder: EngineKind<object, AttachmentStore> = {
  example: 'file:./data/attachments',
  faultOf: async (url) => (url.slice(PREFIX.length).trim() === '' ? 'names no folder.' : undefined),
  open: async (url) => {
    const { openFolderAttachmentStore } = await import('@redress/engine-folder');
    return openFolderAttachmentStore({ folder: url.slice(PREFIX.length) });
  },
};

/** Where the sealed contents of files may be kept. */
export const ATTACHMENT_STORES: EngineKinds<object, AttachmentStore> = new Map([['file', folder]]);

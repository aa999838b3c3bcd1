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

const s3: EngineKind<object, AttachmentStore> = {
  example: '"s3://key:secret@s3.example.org/complaints?region=eu-central-1"',
  faultOf: async (url) => (await import('@redress/engine-s3')).s3UrlFault(url),
  open: async (url) => (await import('@redress/engine-s3')).openS3AttachmentStore({ url }),
};

/** Where the sealed contents of files may be kept. */
export const ATTACHMENT_STORES: EngineKinds<object, AttachmentStore> = new Map([
  ['file', folder],
  ['s3', s3],
]);

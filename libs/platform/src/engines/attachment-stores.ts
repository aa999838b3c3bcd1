import type { AttachmentStore } from '@redress/eventing';
import type { EngineKind, EngineKinds } from './engine-kind.js';

const PREFIX = 'file:';

export interface AttachmentStoreOptions {
  /** Whether a folder is made when it is not there. Default true. */
  readonly make?: boolean;
}

const folder: EngineKind<AttachmentStoreOptions, AttachmentStore> = {
  example: 'file:./data/attachments',
  faultOf: async (url) => (url.slice(PREFIX.length).trim() === '' ? 'names no folder.' : undefined),
  open: async (url, options) => {
    const { openFolderAttachmentStore } = await import('@redress/engine-folder');
    return openFolderAttachmentStore({ folder: url.slice(PREFIX.length), ...options });
  },
};

const s3: EngineKind<AttachmentStoreOptions, AttachmentStore> = {
  example: '"s3://key:secret@s3.example.org/complaints?region=eu-central-1"',
  faultOf: async (url) => (await import('@redress/engine-s3')).s3UrlFault(url),
  open: async (url) => (await import('@redress/engine-s3')).openS3AttachmentStore({ url }),
};

/** Where the sealed contents of files may be kept. */
export const ATTACHMENT_STORES: EngineKinds<AttachmentStoreOptions, AttachmentStore> = new Map([
  ['file', folder],
  ['s3', s3],
]);

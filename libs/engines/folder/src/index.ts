export { type FolderAttachmentStoreOptions, openFolderAttachmentStore } from './folder-attachment-store.js';

export { openFolderAttachmentStore, type FolderAttachmentStoreOptions } from './open.js';

export { openS3AttachmentStore, type S3AttachmentStoreOptions, s3UrlFault } from './s3-attachment-store.js';

export { openS3AttachmentStore, type S3AttachmentStoreOptions } from './open.js';
export { s3UrlFault } from './s3-url.js';

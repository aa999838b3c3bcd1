import type { AttachmentStore } from '@redress/eventing';
import { S3AttachmentStore } from './s3-attachment-store.js';
import { parseS3Url } from './s3-url.js';

export interface S3AttachmentStoreOptions {
  /** `s3://key:secret@host/bucket/prefix?region=eu-central-1`. A secret. */
  readonly url: string;
  /** How long one call may take. Default 20,000. */
  readonly call_ms?: number;
}

const CALL_MS = 20_000;

/** A bucket of an S3-compatible store. Nothing is asked of it yet, so that a service starts while it is away. */
export function openS3AttachmentStore({ url, call_ms = CALL_MS }: S3AttachmentStoreOptions): AttachmentStore {
  return new S3AttachmentStore(parseS3Url(url), call_ms);
}

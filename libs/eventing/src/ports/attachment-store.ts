import type { Instant } from '../event.js';

/** Names one content: the subject it belongs to and its own name. Both consist of 1 to 64 letters, digits and hyphens. */
export interface AttachmentKey {
  /** The data subject under whose key the content is sealed. */
  readonly subject: string;
  readonly name: string;
}

/** One content in a listing. */
export interface StoredAttachment extends AttachmentKey {
  readonly bytes: number;
  /** When it was last put, by the store's own clock: ISO 8601 in UTC, with at least second precision. */
  readonly storedAt: Instant;
}

/**
 * Stores what is too large for an event: the sealed contents of files. It holds only ciphertext, so destroying a key erases a person here
 * too. Errors: `StoreUnavailableError`, `StoreClosedError`, and a `RangeError` for an invalid key.
 */
export interface AttachmentStore {
  /** Durable and complete before it resolves: no reader ever sees a part. A later put replaces the content. */
  put(key: AttachmentKey, content: Uint8Array): Promise<void>;
  /** The exact content; undefined for none. */
  get(key: AttachmentKey): Promise<Uint8Array | undefined>;
  /**
   * Lists every content, grouped by subject, otherwise unordered; contents put or removed meanwhile may be included or not. Pages
   * internally, so any number is fine. Skips foreign objects, whose names no content can have.
   */
  list(): AsyncIterable<StoredAttachment>;
  /** Once it resolves, the content is gone until it is put again. */
  remove(key: AttachmentKey): Promise<void>;
  /** Rejects with `StoreUnavailableError` unless contents can be stored now. */
  check(): Promise<void>;
  /** Idempotent. */
  close(): Promise<void>;
}

const PART = /^[A-Za-z0-9-]{1,64}$/;

/** The key as one path, for engines that store contents by path. Throws a `RangeError` for a key that could lead elsewhere. */
export function attachmentPath({ subject, name }: AttachmentKey): string {
  if (!PART.test(subject) || !PART.test(name))
    throw new RangeError('An attachment is named by letters, digits and hyphens.');
  return `${subject}/${name}`;
}

/** The key of the content at such a path; undefined for a path that no content can have. */
export function attachmentAt(path: string): AttachmentKey | undefined {
  const [subject = '', name = '', ...rest] = path.split('/');
  return PART.test(subject) && PART.test(name) && rest.length === 0 ? { subject, name } : undefined;
}

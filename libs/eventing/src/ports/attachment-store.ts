/** Names one content: whose it is, and which of theirs. Both consist of letters, digits and hyphens, 1 to 64 of them. */
export interface AttachmentKey {
  /** The data subject under whose key the content is sealed. */
  readonly subject: string;
  readonly name: string;
}

/** One content as a listing shows it. */
export interface StoredAttachment extends AttachmentKey {
  readonly bytes: number;
  /** When it was last put, by the store's own clock: ISO 8601 in UTC, exact to the second at least. */
  readonly storedAt: string;
}

/**
 * Keeps what is too large for an event: the sealed contents of files. It sees ciphertext alone, so erasing a person is destroying a key
 * here too. Errors: `StoreUnavailableError`, `StoreClosedError`, and a `RangeError` for a key that breaks its rule.
 */
export interface AttachmentStore {
  /** Durable before it resolves, and whole: no reader ever sees a part. Put again, the later content replaces the earlier one. */
  put(key: AttachmentKey, content: Uint8Array): Promise<void>;
  /** The content byte by byte; undefined when there is none. */
  get(key: AttachmentKey): Promise<Uint8Array | undefined>;
  /**
   * Every content, those of one subject one after another, in no further order; what is put or removed meanwhile may be among them or
   * not. Pages internally, so any number is fine. What lies there under a name that no content can have is passed over.
   */
  list(): AsyncIterable<StoredAttachment>;
  /** When it resolves there is no such content, and never again unless it is put. */
  remove(key: AttachmentKey): Promise<void>;
  /** Rejects with `StoreUnavailableError` unless contents can be kept now. */
  check(): Promise<void>;
  /** May be repeated. */
  close(): Promise<void>;
}

const PART = /^[A-Za-z0-9-]{1,64}$/;

/** The two parts as one path, for engines that keep contents by path. Throws a `RangeError` for what could lead elsewhere. */
export function attachmentPath({ subject, name }: AttachmentKey): string {
  if (!PART.test(subject) || !PART.test(name))
    throw new RangeError('An attachment is named by letters, digits and hyphens.');
  return `${subject}/${name}`;
}

/** Whose content lies at such a path, and which; undefined where none can. */
export function attachmentAt(path: string): AttachmentKey | undefined {
  const [subject = '', name = '', ...rest] = path.split('/');
  return PART.test(subject) && PART.test(name) && rest.length === 0 ? { subject, name } : undefined;
}

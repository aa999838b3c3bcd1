/** Names one content: whose it is, and which of theirs. Both consist of letters, digits and hyphens, 1 to 64 of them. */
export interface AttachmentKey {
  /** The data subject under whose key the content is sealed. */
  readonly subject: string;
  readonly name: string;
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

import { EventingError } from '../errors.js';
import type { AttachmentKey } from '../ports/attachment-store.js';
import { decrypt, encrypt, IV_BYTES, TAG_BYTES } from './encryption.js';
import { ERASED, type Erased } from './sealed-values.js';
import type { KeyRing } from './key-ring.js';
import { messageSubject } from './message-key.js';
import { KeyMissingError } from './sealing-errors.js';

/** A content does not open under its subject's key: it was altered, truncated, or belongs to another subject. */
export class ContentBrokenError extends EventingError {
  readonly code = 'content-broken';

  constructor({ subject, name }: AttachmentKey) {
    super(`The content ${name} of ${subject} was altered or moved.`);
  }
}

/** The first byte of a sealed content: sealed under a key of its own, or, as every content was at first, under its person's. */
const UNDER_OWN_KEY = 2;
const UNDER_PERSONS_KEY = 1;
const HEAD_BYTES = 1 + IV_BYTES + TAG_BYTES;

/**
 * Seals whole files the way events seal words, AES-256-GCM under a key of their own that needs their person's too: layout (2), iv, tag,
 * ciphertext. Bound to their names, so that contents cannot be exchanged. Errors: `ContentBrokenError`, and those of {@link KeyRing}.
 */
export class ContentSealing {
  constructor(private readonly keys: KeyRing) {}

  /** The key is durable before this resolves. Rejects with `KeyDestroyedError` for an erased person or file. */
  async seal(key: AttachmentKey, content: Uint8Array): Promise<Uint8Array> {
    const own = await this.keys.forSealing(contentSubject(key));
    const { iv, tag, ciphertext } = encrypt(own, content, additionalData(key));
    return Buffer.concat([Uint8Array.of(UNDER_OWN_KEY), iv, tag, ciphertext]);
  }

  /** The content, or that it was erased, alone or with its person. Rejects with `KeyMissingError` when the key store lacks the key. */
  async open(key: AttachmentKey, sealed: Uint8Array): Promise<Uint8Array | Erased> {
    const subject = sealed[0] === UNDER_PERSONS_KEY ? key.subject : contentSubject(key);
    const own = contentSubject(key);
    const keys = await this.keys.forOpening([subject, own]);
    // A redacted content is never shown, even one from before contents had keys, which the redaction could not destroy.
    if (keys.get(own) === 'destroyed') return ERASED;
    const known = keys.get(subject) ?? 'unknown';
    if (known === 'unknown') throw new KeyMissingError(subject);
    if (known === 'destroyed') return ERASED;
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    const isSealed = bytes[0] === UNDER_OWN_KEY || bytes[0] === UNDER_PERSONS_KEY;
    if (bytes.length < HEAD_BYTES || !isSealed) throw new ContentBrokenError(key);
    const encrypted = {
      iv: bytes.subarray(1, 1 + IV_BYTES),
      tag: bytes.subarray(1 + IV_BYTES, HEAD_BYTES),
      ciphertext: bytes.subarray(HEAD_BYTES),
    };
    const content = decrypt(known, encrypted, additionalData(key));
    if (content === undefined) throw new ContentBrokenError(key);
    return content;
  }
}

/** The subject of a content's own key: destroying it erases this content alone. */
export function contentSubject({ subject, name }: AttachmentKey): string {
  return messageSubject(subject, name);
}

/** Differs from every event's name, so that a sealed field of an event cannot be passed off as a content. */
function additionalData({ subject, name }: AttachmentKey): Buffer {
  return Buffer.from(JSON.stringify(['content', subject, name]));
}

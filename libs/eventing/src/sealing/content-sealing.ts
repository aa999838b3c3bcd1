import { EventingError } from '../errors.js';
import type { AttachmentKey } from '../ports/attachment-store.js';
import { decrypt, encrypt, IV_BYTES, TAG_BYTES } from './encryption.js';
import { ERASED, type Erased } from './sealed-values.js';
import type { KeyRing } from './key-ring.js';
import { KeyMissingError } from './sealing-errors.js';

/** A content does not open under its subject's key: it was altered, truncated, or belongs to another subject. */
export class ContentBrokenError extends EventingError {
  readonly code = 'content-broken';

  constructor({ subject, name }: AttachmentKey) {
    super(`The content ${name} of ${subject} was altered or moved.`);
  }
}

/** The first byte of a sealed content: the layout of the rest. */
const LAYOUT = 1;
const HEAD_BYTES = 1 + IV_BYTES + TAG_BYTES;

/**
 * Seals whole files the way events seal fields, AES-256-GCM under the key of the person they are about: layout (1), iv, tag, ciphertext.
 * Bound to their names, so that contents cannot be exchanged. Errors: `ContentBrokenError`, and those of {@link KeyRing}.
 */
export class ContentSealing {
  constructor(private readonly keys: KeyRing) {}

  /** The key is durable before this resolves. Rejects with `KeyDestroyedError` for an erased person. */
  async seal(key: AttachmentKey, content: Uint8Array): Promise<Uint8Array> {
    const { iv, tag, ciphertext } = encrypt(await this.keys.forSealing(key.subject), content, additionalData(key));
    return Buffer.concat([Uint8Array.of(LAYOUT), iv, tag, ciphertext]);
  }

  /** The content, or that its person was erased. Rejects with `KeyMissingError` when the key store lacks the key. */
  async open(key: AttachmentKey, sealed: Uint8Array): Promise<Uint8Array | Erased> {
    const known = (await this.keys.forOpening([key.subject])).get(key.subject) ?? 'unknown';
    if (known === 'unknown') throw new KeyMissingError(key.subject);
    if (known === 'destroyed') return ERASED;
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    if (bytes.length < HEAD_BYTES || bytes[0] !== LAYOUT) throw new ContentBrokenError(key);
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

/** Differs from every event's name, so that a sealed field of an event cannot be passed off as a content. */
function additionalData({ subject, name }: AttachmentKey): Buffer {
  return Buffer.from(JSON.stringify(['content', subject, name]));
}

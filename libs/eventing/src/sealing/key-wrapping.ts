import { DATA_KEY_BYTES, decrypt, encrypt, IV_BYTES, TAG_BYTES } from './authenticated-encryption.js';
import { WrongMasterKeyError } from './sealing-errors.js';

/** First byte of every wrapped key, so that another way of wrapping can be told apart later. */
const FORMAT = 1;
const WRAPPED_BYTES = 1 + IV_BYTES + DATA_KEY_BYTES + TAG_BYTES;

/** Format byte, iv, encrypted key, tag: 61 bytes. The subject is bound to them, so that keys cannot change places. */
export function wrapKey(wrappingKey: Uint8Array, subject: string, key: Uint8Array): Uint8Array {
  const { iv, ciphertext, tag } = encrypt(wrappingKey, key, additionalData(subject));
  return Buffer.concat([Uint8Array.of(FORMAT), iv, ciphertext, tag]);
}

/** Throws `WrongMasterKeyError` when these bytes are not this subject's key under this wrapping key. */
export function unwrapKey(wrappingKey: Uint8Array, subject: string, wrapped: Uint8Array): Uint8Array {
  if (wrapped.length !== WRAPPED_BYTES || wrapped[0] !== FORMAT) throw new WrongMasterKeyError();
  const bytes = Buffer.from(wrapped.buffer, wrapped.byteOffset, wrapped.byteLength);
  const encrypted = {
    iv: bytes.subarray(1, 1 + IV_BYTES),
    ciphertext: bytes.subarray(1 + IV_BYTES, WRAPPED_BYTES - TAG_BYTES),
    tag: bytes.subarray(WRAPPED_BYTES - TAG_BYTES),
  };
  const key = decrypt(wrappingKey, encrypted, additionalData(subject));
  if (key === undefined) throw new WrongMasterKeyError();
  return key;
}

function additionalData(subject: string): Buffer {
  return Buffer.from(`redress data key ${subject}`);
}

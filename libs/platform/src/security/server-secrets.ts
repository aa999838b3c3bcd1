import type { ComplaintSecrets } from '@redress/complaints';
import { trackingCodeFromBytes } from '@redress/domain';
import { canonicalJson, deriveKey, freshBytes } from '@redress/eventing';
import { createHmac } from 'node:crypto';

const REFERENCE_BYTES = 16;

/** Keyed functions of the server. HKDF derives a separate key for each purpose from the master key, so that none weakens another. */
export class ServerSecrets implements ComplaintSecrets {
  /** Signs and verifies the tokens with which complainants follow their complaint. 32 bytes. */
  readonly trackTokenKey: Uint8Array;
  private readonly commandKey: Uint8Array;
  private readonly trackingKey: Uint8Array;
  private readonly referenceKey: Uint8Array;

  constructor(masterKey: Uint8Array) {
    this.trackTokenKey = deriveKey(masterKey, 'track-token');
    this.commandKey = deriveKey(masterKey, 'command-hash');
    this.trackingKey = deriveKey(masterKey, 'tracking-code');
    this.referenceKey = deriveKey(masterKey, 'reference');
  }

  /** Distinguishes a repeated command from a reused key without revealing the content: HMAC-SHA256 over its canonical JSON, base64url. */
  commandHash(content: unknown): string {
    return createHmac('sha256', this.commandKey).update(canonicalJson(content)).digest('base64url');
  }

  /** Derives a complaint's tracking code: ten symbols without hyphen. Never stored, so no backup contains it. */
  trackingCode(reference: string): string {
    return trackingCodeFromBytes(createHmac('sha256', this.trackingKey).update(reference).digest());
  }

  /** See {@link ComplaintSecrets.referenceBytes}. */
  referenceBytes(caller: string, idempotencyKey: string | undefined, attempt: number): Uint8Array {
    if (idempotencyKey === undefined) return freshBytes(REFERENCE_BYTES);
    return createHmac('sha256', this.referenceKey)
      .update(JSON.stringify([caller, idempotencyKey, attempt]))
      .digest();
  }
}

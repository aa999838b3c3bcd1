import type { ComplaintSecrets } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { trackingCodeFromBytes } from '@redress/domain';
import { canonicalJson, deriveKey, freshBytes } from '@redress/eventing';
import { createHmac } from 'node:crypto';

const REFERENCE_BYTES = 16;

/** Keyed functions of the server. HKDF derives a separate key for each purpose from the master key, so that none weakens another. */
export class ServerSecrets implements ComplaintSecrets {
  /** Signs and verifies the tokens with which complainants follow their complaint. 32 bytes. */
  readonly trackTokenKey: Uint8Array;
  /** Signs and verifies the cookies of staff sessions. 32 bytes. */
  readonly sessionKey: Uint8Array;
  /** The secret of password hashes (RFC 9106, 3.1): whoever has only the log cannot try passwords. 32 bytes. */
  readonly passwordKey: Uint8Array;
  private readonly usernameKey: Uint8Array;
  private readonly accountLinkKey: Uint8Array;
  private readonly credentialKey: Uint8Array;
  private readonly issuerKey: Uint8Array;
  /** Seals the cookies that a way to sign in needs between its two steps. 32 bytes. */
  readonly signInStepKey: Uint8Array;
  /** Seals the views of the queue that staff save: they are about nobody's complaint, so no person's key is theirs. 32 bytes. */
  readonly queueViewKey: Uint8Array;
  /** Seals the dashboards that staff save. 32 bytes. */
  readonly dashboardKey: Uint8Array;
  /** Seals the scheduled reports, which name their recipients. 32 bytes. */
  readonly reportKey: Uint8Array;
  /** Seals the templates of replies, which may name somebody. 32 bytes. */
  readonly replyTemplateKey: Uint8Array;
  private readonly commandKey: Uint8Array;
  private readonly trackingKey: Uint8Array;
  private readonly referenceKey: Uint8Array;
  private readonly limitsKey: Uint8Array;
  private readonly contactKey: Uint8Array;

  constructor(masterKey: Uint8Array) {
    this.trackTokenKey = deriveKey(masterKey, 'track-token');
    this.sessionKey = deriveKey(masterKey, 'staff-session');
    this.passwordKey = deriveKey(masterKey, 'staff-password');
    this.usernameKey = deriveKey(masterKey, 'staff-username');
    this.accountLinkKey = deriveKey(masterKey, 'staff-link');
    this.issuerKey = deriveKey(masterKey, 'staff-issuer');
    this.credentialKey = deriveKey(masterKey, 'staff-passkey');
    this.signInStepKey = deriveKey(masterKey, 'sign-in-step');
    this.queueViewKey = deriveKey(masterKey, 'queue-view');
    this.dashboardKey = deriveKey(masterKey, 'dashboard');
    this.reportKey = deriveKey(masterKey, 'report');
    this.replyTemplateKey = deriveKey(masterKey, 'reply-template');
    this.commandKey = deriveKey(masterKey, 'command-hash');
    this.trackingKey = deriveKey(masterKey, 'tracking-code');
    this.referenceKey = deriveKey(masterKey, 'reference');
    this.limitsKey = deriveKey(masterKey, 'limits');
    this.contactKey = deriveKey(masterKey, 'contact-point');
  }

  /** Distinguishes a repeated command from a reused key without revealing the content: HMAC-SHA256 over its canonical JSON, base64url. */
  commandHash(content: unknown): string {
    return createHmac('sha256', this.commandKey).update(canonicalJson(content)).digest('base64url');
  }

  /**
   * Derives a complaint's tracking code of a version: ten symbols without hyphen. Never stored, so no backup contains it. That of version 1
   * depends on the reference alone, as it did before there were others.
   */
  trackingCode(reference: Reference, version = 1): string {
    const of = version === 1 ? reference : `${reference}:${version}`;
    return trackingCodeFromBytes(createHmac('sha256', this.trackingKey).update(of).digest());
  }

  /** Names the counter of an address or a contact without revealing it: HMAC-SHA256, base64url. */
  counterKey(of: string): string {
    return createHmac('sha256', this.limitsKey).update(of).digest('base64url');
  }

  /** Proves, to whoever gets it by mail, that they read the mail to an address of a complaint until a time: HMAC-SHA256, base64url. */
  contactProof(reference: Reference, email: string, until: number): string {
    return createHmac('sha256', this.contactKey)
      .update(JSON.stringify([reference, email, until]))
      .digest('base64url');
  }

  /** Derives the id of the person with a username, in one spelling, without revealing it: HMAC-SHA256. */
  usernameBytes(username: string): Uint8Array {
    return createHmac('sha256', this.usernameKey).update(username).digest();
  }

  /** Derives the id of a passkey from the id of its credential, without revealing that: HMAC-SHA256. */
  credentialBytes(credential: string): Uint8Array {
    return createHmac('sha256', this.credentialKey).update(credential).digest();
  }

  /** Derives the id of a person at an issuer, without revealing either: HMAC-SHA256. Subjects are told apart to the letter. */
  issuerSubjectBytes(issuer: string, subject: string): Uint8Array {
    return createHmac('sha256', this.issuerKey)
      .update(JSON.stringify([issuer, subject]))
      .digest();
  }

  /** Proves that a link for setting a password was issued here: HMAC-SHA256 over what the link is for, base64url. */
  accountLinkProof(...purpose: readonly string[]): string {
    return createHmac('sha256', this.accountLinkKey).update(JSON.stringify(purpose)).digest('base64url');
  }

  /** See {@link ComplaintSecrets.referenceBytes}. */
  referenceBytes(caller: string, idempotencyKey: string | undefined, attempt: number): Uint8Array {
    if (idempotencyKey === undefined) return freshBytes(REFERENCE_BYTES);
    return createHmac('sha256', this.referenceKey)
      .update(JSON.stringify([caller, idempotencyKey, attempt]))
      .digest();
  }
}

import type { Reference } from '@redress/contracts';
import { isReference, type Instant, epochMsOf } from '@redress/domain';
import { timingSafeEqual } from 'node:crypto';
import type { ServerSecrets } from './server-secrets.js';

/** Days for which somebody can confirm their address with the link that was sent there. */
export const CONFIRMATION_DAYS = 30;

const DAY_MS = 86_400_000;
const MS_PER_SECOND = 1_000;
const FORM = /^([0-9A-Z]{12,14})\.([0-9a-z]{1,9})\.([\w-]{43})$/;

/** An e-mail address of a complaint; `reference` is in its stored form. */
export interface ComplaintAddress {
  readonly reference: Reference;
  readonly email: string;
}

/** What a token says of itself. True only if {@link confirms} holds. */
export interface ContactToken {
  readonly reference: Reference;
  /** Seconds since 1970. */
  readonly until: number;
  readonly proof: string;
}

/** Makes the token that proves, for {@link CONFIRMATION_DAYS} from `at`, that its bearer reads the mail to an address. The same each time. */
export function contactTokenFor(secrets: ServerSecrets, { reference, email }: ComplaintAddress, at: Instant): string {
  const until = Math.floor((epochMsOf(at) + CONFIRMATION_DAYS * DAY_MS) / MS_PER_SECOND);
  return `${reference}.${until.toString(36)}.${secrets.contactProof(reference, email, until)}`;
}

/** Parses a token; undefined for anything else. */
export function contactTokenIn(token: string): ContactToken | undefined {
  const [, reference, until, proof] = FORM.exec(token) ?? [];
  if (reference === undefined || !isReference(reference) || until === undefined || proof === undefined)
    return undefined;
  return { reference, until: Number.parseInt(until, 36), proof };
}

/** Whether a token proves, at this instant, that its bearer reads the mail to exactly this address. */
export function confirms(
  secrets: ServerSecrets,
  { reference, until, proof }: ContactToken,
  email: string,
  at: Instant,
) {
  const expected = Buffer.from(secrets.contactProof(reference, email, until));
  const given = Buffer.from(proof);
  const isRight = given.length === expected.length && timingSafeEqual(given, expected);
  return isRight && epochMsOf(at) <= until * MS_PER_SECOND;
}

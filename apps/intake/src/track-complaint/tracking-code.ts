import { toActorId } from '@redress/eventing';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { CommandSource } from '@redress/complaints';
import { TRACKING_CODES_MAX, type Reference } from '@redress/contracts';
import { parseReference, parseTrackingCode, toReference } from '@redress/domain';
import type { ServerSecrets } from '@redress/platform';

/** Identity under which this service records what somebody without a token asked for or proved. */
export const INTAKE_SERVICE: CommandSource = {
  caller: 'service:intake',
  actor: { id: toActorId('intake'), role: 'system' },
};

/** Replaces a malformed reference, so that refusing it takes as long as refusing a wrong code. */
const NO_REFERENCE = toReference('000000000000');

/** A complaint, and the version of the code that was given for it: not every version still works. */
export interface GivenCode {
  readonly reference: Reference;
  readonly version: number;
}

/**
 * Returns the reference and the version of the code if the code is, or was, one of the complaint's; otherwise undefined. A wrong code, an
 * unknown reference and a misspelt one are indistinguishable and take the same time: all codes that a complaint can have are computed, and
 * compared in constant time, before anything is looked up.
 */
export function givenCode(reference: string, trackingCode: string, secrets: ServerSecrets): GivenCode | undefined {
  const parsed = parseReference(reference);
  const candidate = parsed.ok ? parsed.reference : NO_REFERENCE;
  const given = digest(parseTrackingCode(trackingCode) ?? '');
  const equal = VERSIONS.filter((version) => timingSafeEqual(digest(secrets.trackingCode(candidate, version)), given));
  const [version] = equal;
  return version !== undefined && parsed.ok ? { reference: candidate, version } : undefined;
}

const VERSIONS = Array.from({ length: TRACKING_CODES_MAX }, (_, index) => index + 1);

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

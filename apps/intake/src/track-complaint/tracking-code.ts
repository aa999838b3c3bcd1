import { createHash, timingSafeEqual } from 'node:crypto';
import { parseReference, parseTrackingCode } from '@redress/domain';
import type { ServerSecrets } from '@redress/platform';

/** Replaces a malformed reference, so that refusing it takes as long as refusing a wrong code. */
const NO_REFERENCE = '000000000000';

/**
 * Returns the reference if the code belongs to it; otherwise undefined. A wrong code, an unknown reference and a misspelt one are
 * indistinguishable and take the same time: a code is always computed and compared in constant time.
 */
export function provenReference(reference: string, trackingCode: string, secrets: ServerSecrets): string | undefined {
  const parsed = parseReference(reference);
  const candidate = parsed.ok ? parsed.reference : NO_REFERENCE;
  const expected = secrets.trackingCode(candidate);
  const given = parseTrackingCode(trackingCode) ?? '';
  const equal = timingSafeEqual(digest(expected), digest(given));
  return equal && parsed.ok ? candidate : undefined;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

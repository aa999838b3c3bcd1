import { createHash, timingSafeEqual } from 'node:crypto';
import { parseReference, parseTrackingCode } from '@redress/domain';
import type { ServerSecrets } from '@redress/platform';

/** Stands in for a reference that cannot be one, so that refusing it takes the same work as refusing a wrong code. */
const NO_REFERENCE = '000000000000';

/**
 * The reference, if the code is the one that belongs to it; undefined otherwise. A wrong code, an unknown reference and a
 * misspelt one are not told apart, and cost the same work: a code is computed and compared in constant time.
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

import type { JsonObject, OpenedEvent } from '@redress/eventing';

/** The particulars of a complaint after a correction: what it names takes the place of what was said before, and the rest stays. */
export function withCorrection(particulars: JsonObject, correction: JsonObject): JsonObject {
  const { complainant } = correction;
  if (complainant === undefined) return { ...particulars, ...correction };
  const known = particulars['complainant'] as JsonObject | undefined;
  return { ...particulars, ...correction, complainant: { ...known, ...(complainant as JsonObject) } };
}

/** The receipt with every later correction in it, for whoever writes to the complainant; undefined for an empty history. */
export function correctedReceipt([received, ...later]: readonly OpenedEvent[]): OpenedEvent | undefined {
  if (received === undefined) return undefined;
  const corrections = later.filter(({ type }) => type === 'DetailsCorrected');
  return { ...received, data: corrections.reduce((data, { data: said }) => withCorrection(data, said), received.data) };
}

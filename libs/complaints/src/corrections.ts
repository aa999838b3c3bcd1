import type { JsonObject, OpenedEvent } from '@redress/eventing';

/** The particulars of a complaint after a correction: what it names takes the place of what was said before, and the rest stays. */
export function withCorrection(particulars: JsonObject, correction: JsonObject): JsonObject {
  const { complainant } = correction;
  if (complainant === undefined) return { ...particulars, ...correction };
  const known = particulars['complainant'] as JsonObject | undefined;
  return { ...particulars, ...correction, complainant: { ...known, ...(complainant as JsonObject) } };
}

/** The particulars once the complainant has said how they want to be written to. Who is anonymous stays so. */
export function withPreferences(particulars: JsonObject, { language, preferredChannel }: JsonObject): JsonObject {
  const complainant = particulars['complainant'] as JsonObject | undefined;
  return {
    ...particulars,
    ...(language !== undefined && { language }),
    ...(preferredChannel !== undefined &&
      complainant !== undefined && { complainant: { ...complainant, preferredChannel } }),
  };
}

/** The receipt with every later correction and wish in it, for whoever writes to the complainant; undefined for an empty history. */
export function correctedReceipt([received, ...later]: readonly OpenedEvent[]): OpenedEvent | undefined {
  if (received === undefined) return undefined;
  const data = later.reduce((before, { type, data: said }) => {
    if (type === 'DetailsCorrected') return withCorrection(before, said);
    return type === 'PreferencesStated' ? withPreferences(before, said) : before;
  }, received.data);
  return { ...received, data };
}

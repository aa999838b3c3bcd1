import type { ComplaintCommandData } from '@redress/domain';
import type { OpenedEventData } from '@redress/contracts';
import type { Json, JsonObject, OpenedEvent } from '@redress/eventing';
import { isOf, type OpenedComplaintEvent } from './history.js';
import { referenceOf } from './stream.js';

type Receipt = OpenedEventData<'ComplaintReceived'>;

/** Particulars that a correction sets: what it names takes the place of what was said before, the complainant's fields one by one. */
export function correction<Complainant extends object, Said extends { readonly complainant?: Complainant }>(
  known: { readonly complainant?: Complainant },
  said: Said,
): Omit<Said, 'complainant'> & { readonly complainant?: Complainant } {
  const { complainant, ...rest } = said;
  return { ...rest, ...(complainant && { complainant: { ...known.complainant, ...complainant } }) };
}

/** Particulars that follow once the complainant has said how they want to be written to. Who is anonymous stays so. */
export function preference<Complainant extends object>(
  { complainant }: { readonly complainant?: Complainant },
  { language, preferredChannel }: OpenedEventData<'PreferencesStated'>,
): {
  readonly language?: Receipt['language'];
  readonly complainant?: Complainant & Pick<NonNullable<Receipt['complainant']>, 'preferredChannel'>;
} {
  return {
    ...(language !== undefined && { language }),
    ...(preferredChannel !== undefined &&
      complainant !== undefined && { complainant: { ...complainant, preferredChannel } }),
  };
}

/** The receipt with every later correction and wish in it, for whoever writes to the complainant; undefined for an empty history. */
export function correctedReceipt(
  history: readonly OpenedEvent[],
): OpenedComplaintEvent<'ComplaintReceived'> | undefined {
  const received = history.find(isOf('ComplaintReceived'));
  if (received === undefined) return undefined;
  const data = history.reduce<Receipt>((known, event) => {
    if (isOf('DetailsCorrected')(event)) return { ...known, ...correction(known, event.data) };
    return isOf('PreferencesStated')(event) ? { ...known, ...preference(known, event.data) } : known;
  }, received.data);
  return { ...received, data };
}

/** What a complaint is received with that was split off another. */
export interface SplitOff {
  readonly data: ComplaintCommandData['receive'];
  /** When the first was received: clocks count from there. */
  readonly receivedAt: string;
}

/** Who complains, how, and under whose law: the same for both. A reference of another system stays with the first. */
const SHARED = ['channel', 'language', 'jurisdiction', 'complainantType', 'complainant', 'onBehalfOf'] as const;
/** What the matter is about: as it was known of the first, unless it was said of the new one. */
const MATTER = ['product', 'issue', 'organizationUnit', 'concern', 'happenedOn'] as const;

/**
 * What the complaint is received with that `content` was split off for, by the history of the first up to the split. Undefined when the
 * person was erased: nothing may be written down of them any more.
 */
export function splitOff(
  history: readonly OpenedEvent[],
  content: Partial<OpenedEventData<'ComplaintSplit'>>,
): SplitOff | undefined {
  const receipt = correctedReceipt(history);
  const { description, desiredOutcome } = content;
  if (receipt === undefined || typeof description !== 'string') return undefined;
  const acknowledgedAt = history.findLast(isOf('ComplaintAcknowledged'))?.metadata.occurredAt;
  const data = withoutErased({
    description,
    ...(desiredOutcome !== undefined && { desiredOutcome }),
    ...picked(SHARED, receipt.data),
    ...picked(MATTER, receipt.data),
    ...picked(MATTER, content),
    splitFrom: {
      complaint: referenceOf(receipt.stream),
      ...(acknowledgedAt !== undefined && { acknowledgedAt }),
    },
  });
  // What is left of a receipt and a split are fields of a receipt.
  return { data: data as unknown as SplitOff['data'], receivedAt: receipt.metadata.occurredAt };
}

function picked<From extends object, Field extends keyof From>(fields: readonly Field[], from: From): Partial<From> {
  const known = fields.flatMap((field) => (from[field] === undefined ? [] : [[field, from[field]] as const]));
  return Object.fromEntries(known) as Partial<From>;
}

/** Without the values that can no longer be read. */
function withoutErased(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).flatMap(([field, part]): readonly (readonly [string, Json])[] => {
      if (typeof part !== 'object' || part === null || Array.isArray(part)) return [[field, part]];
      return 'erased' in part ? [] : [[field, withoutErased(part as JsonObject)]];
    }),
  );
}

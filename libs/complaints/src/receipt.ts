import type { ComplaintCommandData } from '@redress/domain';
import type { OpenedEventData } from '@redress/contracts';
import type { Json, JsonObject, OpenedEvent } from '@redress/eventing';
import { isOf, type HistoryEvent } from './history.js';
import { referenceOf } from './stream.js';

type Receipt = OpenedEventData<'ComplaintReceived'>;

/** Returns the details after a correction, which replaces earlier values; the complainant's fields are replaced one by one. */
export function correction<Complainant extends object, Said extends { readonly complainant?: Complainant }>(
  known: { readonly complainant?: Complainant },
  said: Said,
): Omit<Said, 'complainant'> & { readonly complainant?: Complainant } {
  const { complainant, ...rest } = said;
  return { ...rest, ...(complainant && { complainant: { ...known.complainant, ...complainant } }) };
}

/** Returns the details after the complainant stated preferences. An anonymous complainant stays anonymous. */
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

/**
 * Returns the receipt with every later correction and preference applied, for messages to the complainant; undefined for an empty history.
 */
export function correctedReceipt(history: readonly OpenedEvent[]): HistoryEvent<'ComplaintReceived'> | undefined {
  const received = history.find(isOf('ComplaintReceived'));
  if (received === undefined) return undefined;
  const data = history.reduce<Receipt>((known, event) => {
    if (isOf('DetailsCorrected')(event)) return { ...known, ...correction(known, event.data) };
    return isOf('PreferencesStated')(event) ? { ...known, ...preference(known, event.data) } : known;
  }, received.data);
  return { ...received, data };
}

/** The receipt of a complaint that was split off another. */
export interface SplitOff {
  readonly data: ComplaintCommandData['receive'];
  /** When the original was received: clocks count from then. */
  readonly receivedAt: string;
}

/** Complainant, channel and jurisdiction: the same for both complaints. An external reference stays with the original. */
const SHARED = ['channel', 'language', 'jurisdiction', 'complainantType', 'complainant', 'onBehalfOf'] as const;
/** Details of the matter: copied from the original unless given for the new complaint. */
const MATTER = ['product', 'issue', 'organizationUnit', 'concern', 'happenedOn'] as const;

/**
 * Returns the receipt of the complaint that `content` splits off, from the history of the original up to the split. Undefined when the
 * person was erased: nothing about them may be recorded any more.
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
  // The remaining fields of receipt and split are fields of a receipt.
  return { data: data as unknown as SplitOff['data'], receivedAt: receipt.metadata.occurredAt };
}

function picked<From extends object, Field extends keyof From>(fields: readonly Field[], from: From): Partial<From> {
  const known = fields.flatMap((field) => (from[field] === undefined ? [] : [[field, from[field]] as const]));
  return Object.fromEntries(known) as Partial<From>;
}

/** Removes values that can no longer be read. */
function withoutErased(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).flatMap(([field, part]): readonly (readonly [string, Json])[] => {
      if (typeof part !== 'object' || part === null || Array.isArray(part)) return [[field, part]];
      return 'erased' in part ? [] : [[field, withoutErased(part as JsonObject)]];
    }),
  );
}

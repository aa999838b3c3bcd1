import type { ComplaintEventType, OpenedEventData } from '@redress/contracts';
import { wallsAfter, type ComplaintCommandData, type Walls, type Instant } from '@redress/domain';
import type { Json, JsonObject, OpenedEvent } from '@redress/eventing';
import { isOf, type HistoryEvent } from './history.js';
import { referenceOf } from './stream.js';

type Receipt = OpenedEventData<'ComplaintReceived'>;

/**
 * Returns the details after a correction, which replaces earlier values; the fields of the complainant, and of the person for whom they
 * complain, one by one. Null in place of a person for whom they do not complain after all.
 */
export function correction<
  Complainant extends object,
  Principal extends object,
  Said extends {
    readonly complainant?: Complainant;
    readonly onBehalfOf?: object;
    readonly forThemselves?: true;
  },
>(
  known: { readonly complainant?: Complainant; readonly onBehalfOf?: Principal | null },
  said: Said,
): Omit<Said, 'complainant' | 'onBehalfOf' | 'forThemselves'> & {
  readonly complainant?: Complainant;
  readonly onBehalfOf?: Principal | null;
} {
  const { complainant, onBehalfOf, forThemselves, ...rest } = said;
  const principal = { consent: false, ...known.onBehalfOf, ...onBehalfOf } as unknown as Principal;
  return {
    ...rest,
    ...(complainant && { complainant: { ...known.complainant, ...complainant } }),
    ...(onBehalfOf && { onBehalfOf: principal }),
    ...(forThemselves && { onBehalfOf: null }),
  };
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
    if (isOf('DetailsCorrected')(event)) return correctedBy(known, event.data);
    return isOf('PreferencesStated')(event) ? { ...known, ...preference(known, event.data) } : known;
  }, received.data);
  return { ...received, data };
}

function correctedBy(known: Receipt, said: OpenedEventData<'DetailsCorrected'>): Receipt {
  const { onBehalfOf, ...rest }: Omit<Receipt, 'onBehalfOf'> & { readonly onBehalfOf?: Receipt['onBehalfOf'] | null } =
    {
      ...known,
      ...correction(known, said),
    };
  return { ...rest, ...(onBehalfOf && { onBehalfOf }) };
}

/** The receipt of a complaint that was split off another. */
export interface SplitOff {
  readonly data: ComplaintCommandData['receive'];
  /** When the original was received: clocks count from then. */
  readonly receivedAt: Instant;
  /** Whoever has an interest in the original has one in its part. */
  readonly conflicts: readonly ComplaintCommandData['declare-conflict'][];
}

/** In place of the nature of an interest that was made unreadable: the interest itself stays. */
const UNREADABLE = '[…]';

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
  const { restrictedTo } = history.reduce<Walls>(
    (walls, { type, data, metadata: { actor } }) =>
      wallsAfter(walls, { type: type as ComplaintEventType, data, actor }),
    { conflicts: [] },
  );
  const conflicts = history
    .filter(isOf('ConflictOfInterestDeclared'))
    .map(({ data: { person, nature } }) => ({ person, nature: typeof nature === 'string' ? nature : UNREADABLE }));
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
    // What is a part of something confidential is as confidential.
    ...(restrictedTo !== undefined && { confidentialTo: restrictedTo }),
  });
  // The remaining fields of receipt and split are fields of a receipt.
  return { data: data as unknown as SplitOff['data'], receivedAt: receipt.metadata.occurredAt, conflicts };
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

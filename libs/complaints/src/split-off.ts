import { referenceOf } from './stream.js';
import type { ComplaintCommandData } from '@redress/domain';
import type { Json, JsonObject, OpenedEvent } from '@redress/eventing';
import { correctedReceipt } from './corrections.js';

/** What a complaint is received with that was split off another. */
export interface SplitOff {
  readonly data: ComplaintCommandData['receive'];
  /** When the first was received: clocks count from there. */
  readonly receivedAt: string;
}

/** Who complains, how, and under whose law: the same for both. A reference of another system stays with the first. */
const SHARED = ['channel', 'language', 'jurisdiction', 'complainantType', 'complainant', 'onBehalfOf'];
/** What the matter is about: as it was known of the first, unless it was said of the new one. */
const MATTER = ['product', 'issue', 'organizationUnit', 'concern', 'happenedOn'];

/**
 * What the complaint is received with that `content` was split off for, by the history of the first up to the split. Undefined when the
 * person was erased: nothing may be written down of them any more.
 */
export function splitOff(history: readonly OpenedEvent[], content: JsonObject): SplitOff | undefined {
  const receipt = correctedReceipt(history);
  const { description, desiredOutcome } = content;
  if (receipt === undefined || typeof description !== 'string') return undefined;
  const acknowledgedAt = history.findLast(({ type }) => type === 'ComplaintAcknowledged')?.metadata.occurredAt;
  const said = { ...picked(MATTER, receipt.data), ...picked(MATTER, content) };
  const data = withoutErased({
    description,
    ...(desiredOutcome !== undefined && { desiredOutcome }),
    ...picked(SHARED, receipt.data),
    ...said,
    splitFrom: {
      complaint: referenceOf(receipt.stream),
      ...(acknowledgedAt !== undefined && { acknowledgedAt }),
    },
  });
  return { data: data as unknown as SplitOff['data'], receivedAt: receipt.metadata.occurredAt };
}

function picked(fields: readonly string[], from: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(from).filter(([field]) => fields.includes(field)));
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

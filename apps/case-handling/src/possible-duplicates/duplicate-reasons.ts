import { sameContact, type Contact } from '@redress/domain';
import type { JsonObject } from '@redress/eventing';

/** Why another complaint may be about the same, from the strongest. */
export const duplicateReasons = ['same-external-reference', 'same-contact', 'same-product-and-time'] as const;
export type DuplicateReason = (typeof duplicateReasons)[number];

const DAY_MS = 86_400_000;
/** So near to each other that the same matter may have been told twice. */
const NEAR_DAYS = 7;

/** Why two cases may be duplicates, their personal values opened; empty when nothing says so. */
export function reasonsFor(one: JsonObject, other: JsonObject): readonly DuplicateReason[] {
  const contact = sameContact(contactIn(one), contactIn(other));
  const verdicts: { readonly [reason in DuplicateReason]: boolean } = {
    'same-external-reference': same(one['externalReference'], other['externalReference']),
    'same-contact': contact === true,
    // Two people with the same product have two complaints: this is for those who did not say who they are.
    'same-product-and-time':
      contact !== false && same(one['product'], other['product']) && nearness_ms(one, other) <= NEAR_DAYS * DAY_MS,
  };
  return duplicateReasons.filter((reason) => verdicts[reason]);
}

/** How far apart two cases were received. */
export function nearness_ms(one: JsonObject, other: JsonObject): number {
  return Math.abs(Date.parse(one['receivedAt'] as string) - Date.parse(other['receivedAt'] as string));
}

function same(one: unknown, other: unknown): boolean {
  return one !== undefined && one === other;
}

function contactIn(body: JsonObject): Contact {
  return (body['complainant'] ?? {}) as Contact;
}

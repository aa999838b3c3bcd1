import { formatReference, sameContact, standingOf, whyNotInto, type Complaint } from '@redress/domain';
import type { CaseDocument } from '../case-view/case.document.js';

/** Why another complaint may be about the same, from the strongest. */
export const duplicateReasons = ['same-external-reference', 'same-contact', 'same-product-and-time'] as const;
export type DuplicateReason = (typeof duplicateReasons)[number];

const DAY_MS = 86_400_000;
/** So near to each other that the same matter may have been told twice. */
const NEAR_DAYS = 7;

/** Why two cases may be duplicates, their personal values opened; empty when nothing says so. */
export function reasonsFor(one: CaseDocument, other: CaseDocument): readonly DuplicateReason[] {
  const contact = sameContact(one.complainant ?? {}, other.complainant ?? {});
  const verdicts: { readonly [reason in DuplicateReason]: boolean } = {
    'same-external-reference': same(one.externalReference, other.externalReference),
    'same-contact': contact === true,
    // Two people with the same product have two complaints: this is for those who did not say who they are.
    'same-product-and-time':
      contact !== false && same(one.product, other.product) && nearness_ms(one, other) <= NEAR_DAYS * DAY_MS,
  };
  return duplicateReasons.filter((reason) => verdicts[reason]);
}

/** How far apart two cases were received. */
export function nearness_ms(one: CaseDocument, other: CaseDocument): number {
  return Math.abs(Date.parse(one.receivedAt) - Date.parse(other.receivedAt));
}

function same(one: unknown, other: unknown): boolean {
  return one !== undefined && one === other;
}

/** A complaint by its reference in the stored form. */
export interface Candidate {
  readonly reference: string;
  readonly state: Complaint;
}

/** A command that would bring two duplicates together: on which case, and with which body. References as people are shown them. */
export interface DuplicateOffer {
  readonly command: 'merge' | 'link';
  readonly on: string;
  readonly body: { readonly into: string } | { readonly complaint: string; readonly relation: 'duplicate' };
}

/** What can be done about two complaints that seem to be one: the later merged into the earlier, or this one linked to the other. */
export function offersFor(own: Candidate, other: Candidate): readonly DuplicateOffer[] {
  const linked = own.state.links[other.reference]?.relation !== undefined;
  return [
    ...mergeOf(own, other),
    ...mergeOf(other, own),
    ...(linked || standingOf('link', own.state, '') !== 'open'
      ? []
      : [
          {
            command: 'link',
            on: formatReference(own.reference),
            body: { complaint: formatReference(other.reference), relation: 'duplicate' },
          } as const,
        ]),
  ];
}

function mergeOf(one: Candidate, earlier: Candidate): readonly DuplicateOffer[] {
  const { status, receivedAt } = earlier.state;
  const refusal = whyNotInto(
    { reference: one.reference, receivedAt: one.state.receivedAt },
    { reference: earlier.reference, status, receivedAt },
  );
  if (refusal !== undefined || standingOf('merge', one.state, '') !== 'open') return [];
  const body = { into: formatReference(earlier.reference) };
  return [{ command: 'merge', on: formatReference(one.reference), body }];
}

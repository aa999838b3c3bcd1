import type { Reference } from '@redress/contracts';
import {
  formatReference,
  isEmailProven,
  sameContact,
  standingOf,
  whyNotInto,
  type Complaint,
  type Contact,
  epochMsOf,
} from '@redress/domain';
import type { CaseDocument } from '../case-view/case.document.js';

/** Reasons why another complaint may be a duplicate, strongest first. */
export const duplicateReasons = [
  'same-external-reference',
  'same-contact',
  'same-product-and-time',
  'same-unconfirmed-contact',
] as const;
export type DuplicateReason = (typeof duplicateReasons)[number];

const DAY_MS = 86_400_000;
/** Complaints this close in time may report the same matter twice. */
const NEAR_DAYS = 7;

/** A case to compare, with personal values opened, and the complaint's state. */
export interface ComparedCase {
  readonly shown: CaseDocument;
  readonly state: Complaint;
}

/**
 * Returns why two cases may be duplicates; empty if there is no reason. Only proven contacts show that one person complained twice: anybody
 * can type the address of somebody else.
 */
export function reasonsFor(first: ComparedCase, second: ComparedCase): readonly DuplicateReason[] {
  const [one, other] = [first.shown, second.shown];
  const contact = sameContact(one.complainant ?? {}, other.complainant ?? {});
  const isProven = sameContact(provenContact(first), provenContact(second)) === true;
  const verdicts: { readonly [reason in DuplicateReason]: boolean } = {
    'same-external-reference': same(one.externalReference, other.externalReference),
    'same-contact': isProven,
    'same-unconfirmed-contact': contact === true && !isProven,
    // Different contacts with the same product are two complaints: this reason is for cases that give too little contact data to compare.
    'same-product-and-time':
      contact !== false && same(one.product, other.product) && nearness_ms(one, other) <= NEAR_DAYS * DAY_MS,
  };
  return duplicateReasons.filter((reason) => verdicts[reason]);
}

/** What is known to reach the complainant: what staff took down, or the e-mail address that the complainant confirmed. */
export function provenContact({ shown, state }: ComparedCase): Contact {
  const { complainant = {} } = shown;
  if (state.lodgedByComplainant !== true) return complainant;
  return isEmailProven(state) && complainant.email !== undefined ? { email: complainant.email } : {};
}

/** Time between the receipt of two cases. */
export function nearness_ms(one: CaseDocument, other: CaseDocument): number {
  return Math.abs(epochMsOf(one.receivedAt) - epochMsOf(other.receivedAt));
}

function same(one: unknown, other: unknown): boolean {
  return one !== undefined && one === other;
}

/** What is offered depends on the two complaints alone; whoever is shown them may see both. */
const ANYBODY = { id: '', roles: [] };

/** A complaint by its stored reference. */
export interface Candidate {
  readonly reference: Reference;
  readonly state: Complaint;
}

/** A command that would join two duplicates: its case and its body, with references as displayed. */
export interface DuplicateOffer {
  readonly command: 'merge' | 'link';
  readonly on: string;
  readonly body: { readonly into: string } | { readonly complaint: string; readonly relation: 'duplicate' };
}

/** Returns what can be done about two possible duplicates: merge the later into the earlier, or link them. */
export function offersFor(own: Candidate, other: Candidate): readonly DuplicateOffer[] {
  const linked = own.state.links[other.reference]?.relation !== undefined;
  return [
    ...mergeOf(own, other),
    ...mergeOf(other, own),
    ...(linked || standingOf('link', own.state, ANYBODY) !== 'open'
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
  if (refusal !== undefined || standingOf('merge', one.state, ANYBODY) !== 'open') return [];
  const body = { into: formatReference(earlier.reference) };
  return [{ command: 'merge', on: formatReference(one.reference), body }];
}

import { formatReference, standingOf, whyNotInto, type Complaint } from '@redress/domain';

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

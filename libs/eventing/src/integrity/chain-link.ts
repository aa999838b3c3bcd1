import type { RecordedEvent, Revision } from '../event.js';
import type { ChainFault } from './chain-verifier.js';
import { GENESIS_HASH } from './hash-chain.js';

/** Revisions that were passed over, and may still come out of order. */
interface Gap {
  readonly from: Revision;
  readonly to: Revision;
}

/** How far one stream has been followed. */
export class ChainLink {
  private revision = -1;
  /** The hash the next event must name; `undefined` when nothing can be said about it. */
  private hash: string | undefined = GENESIS_HASH;
  /** For a changed event: its content's own hash. The next event names that one when only the stored hash was altered. */
  private contentHash: string | undefined;
  private gap: Gap | undefined;

  get lastRevision(): Revision {
    return this.revision;
  }

  /** Takes the stream's next event and answers how it fails to follow those before. */
  follow(event: RecordedEvent, contentHash: string | undefined): readonly ChainFault[] {
    const { stream, revision } = event;
    if (revision <= this.revision) return [this.late(stream, revision)];
    const expected = this.revision + 1;
    const faults =
      revision === expected ? this.unlinked(event, contentHash) : this.openGap(stream, expected, revision - 1);
    this.revision = revision;
    this.hash = event.metadata.hash;
    this.contentHash = contentHash === event.metadata.hash ? undefined : contentHash;
    return faults;
  }

  /** The pending gap as a fault, at the end of the log. */
  missing(stream: string): readonly ChainFault[] {
    if (this.gap === undefined) return [];
    const { from, to } = this.gap;
    const detail = from === to ? `Revision ${from} is left out.` : `Revisions ${from} to ${to} are left out.`;
    return [{ stream, revision: from, fault: 'missing', detail }];
  }

  /** An event changed by hand shows as that alone: blaming its link too, or its successor's, would only hide where the hand was. */
  private unlinked(
    { stream, revision, metadata }: RecordedEvent,
    contentHash: string | undefined,
  ): readonly ChainFault[] {
    const { previousHash } = metadata;
    const isChanged = contentHash !== metadata.hash;
    if (isChanged || previousHash === this.hash || previousHash === this.contentHash) return [];
    const detail = `It does not continue the hash of revision ${revision - 1}: one of the two is not the original.`;
    return [{ stream, revision, fault: 'inserted', detail }];
  }

  /** Only one gap is kept for each stream: an older one counts as missing when the next opens. */
  private openGap(stream: string, from: Revision, to: Revision): readonly ChainFault[] {
    const faults = this.missing(stream);
    this.gap = { from, to };
    return faults;
  }

  private late(stream: string, revision: Revision): ChainFault {
    if (this.gap === undefined || revision < this.gap.from || revision > this.gap.to) {
      return { stream, revision, fault: 'inserted', detail: 'This revision comes twice.' };
    }
    const { from, to } = this.gap;
    // Of what remains in the gap the longer side is kept: an exact account would need memory without a bound.
    const before = { from, to: revision - 1 };
    const after = { from: revision + 1, to };
    const rest = before.to - before.from > after.to - after.from ? before : after;
    this.gap = rest.to < rest.from ? undefined : rest;
    return { stream, revision, fault: 'reordered', detail: `It comes after revision ${this.revision}.` };
  }
}

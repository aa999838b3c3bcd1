import type { Position, RecordedEvent, Revision } from '../event.js';
import { ChainLink } from './chain-link.js';
import { hashOf } from './hash-chain.js';

/**
 * What is wrong, and where. What the log lost or gained between two streams' events can only be named by position: such a fault
 * has `stream` `$all` and `revision` -1. A fault of a stream as a whole has `revision` -1 too.
 */
export interface ChainFault {
  readonly stream: string;
  readonly revision: Revision;
  readonly position?: Position;
  readonly fault: 'changed' | 'missing' | 'reordered' | 'inserted' | 'unreadable' | 'cut' | 'key-missing';
  /** One sentence for a person; never content of an event. */
  readonly detail: string;
}

/**
 * Checks every event of a log, in position order from the first on, without keys.
 *
 * - `changed`: the content does not have the hash that is stored with it.
 * - `missing`: a revision of a stream is left out and does not come later; or, where positions are dense, a position is.
 * - `reordered`: a revision comes after a later one of its stream, or a position is not above the one before.
 * - `inserted`: a revision comes twice, or an event does not continue the hash of the one before (one of the two is not the original).
 * - `unreadable`: the event has no canonical JSON form.
 * - `cut`: not found here, but by `ForgetOrders`: the engine was told to forget the stream or a part of it.
 *
 * One act can show in two ways: an event taken out leaves a gap in its stream's revisions and one in the positions.
 * - `key-missing`: not found here either: the chain is whole without keys, and what is sealed in the stream cannot be opened.
 *
 * What a log alone cannot show is a missing tail, or positions given to other events of other streams.
 * Memory: a revision and a hash for each stream, and one pending gap for a stream that has one.
 */
export class ChainVerifier {
  private readonly links = new Map<string, ChainLink>();
  private lastPosition: Position = 0n;
  private count = 0;

  /** `densePositions`: whether the log's positions are 1, 2, 3 and so on, so that one left out is a fault. */
  constructor(private readonly options: { readonly densePositions: boolean }) {}

  get events(): number {
    return this.count;
  }

  get streams(): number {
    return this.links.size;
  }

  /** Revision of the last event seen of a stream; -1 when there was none. */
  lastRevision(stream: string): Revision {
    return this.links.get(stream)?.lastRevision ?? -1;
  }

  /** The faults that this event shows. */
  add(event: RecordedEvent): readonly ChainFault[] {
    this.count += 1;
    const { stream } = event;
    let link = this.links.get(stream);
    if (link === undefined) {
      link = new ChainLink();
      this.links.set(stream, link);
    }
    const content = this.contentFaults(event);
    return [...this.positionFaults(event), ...content.faults, ...link.follow(event, content.hash)].map((fault) => ({
      position: event.position,
      ...fault,
    }));
  }

  /** The faults that only the end of the log shows: revisions that never came. */
  finish(): readonly ChainFault[] {
    return [...this.links].flatMap(([stream, link]) => link.missing(stream));
  }

  private contentFaults(event: RecordedEvent): { readonly hash?: string; readonly faults: readonly ChainFault[] } {
    const { stream, revision, metadata } = event;
    try {
      const hash = hashOf(event);
      if (hash === metadata.hash) return { hash, faults: [] };
      return {
        hash,
        faults: [{ stream, revision, fault: 'changed', detail: 'Its content does not have the hash stored with it.' }],
      };
    } catch {
      return { faults: [{ stream, revision, fault: 'unreadable', detail: 'It has no canonical JSON form to hash.' }] };
    }
  }

  private positionFaults({ stream, revision, position }: RecordedEvent): readonly ChainFault[] {
    const last = this.lastPosition;
    if (position <= last) {
      return [
        { stream, revision, fault: 'reordered', detail: `Its position ${position} comes after position ${last}.` },
      ];
    }
    this.lastPosition = position;
    if (!this.options.densePositions || position === last + 1n) return [];
    const range =
      position - last === 2n ? `Position ${last + 1n} is` : `Positions ${last + 1n} to ${position - 1n} are`;
    return [{ stream: '$all', revision: -1, position: last + 1n, fault: 'missing', detail: `${range} left out.` }];
  }
}

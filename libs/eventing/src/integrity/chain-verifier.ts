import { LOG_START, type Position, type RecordedEvent, type Revision, type StreamName, toPosition } from '../event.js';
import type { ForgetOrder } from '../ports/event-store.js';
import { GENESIS_HASH, hashOf } from './hash-chain.js';

/** Stands where a stream's name would, for what concerns no single stream. */
export const WHOLE_LOG = '$all';

/**
 * A fault and its place. A fault between events of two streams has only a position: `stream` is `$all` and `revision` -1. A fault of a
 * whole stream also has `revision` -1.
 */
export interface ChainFault {
  readonly stream: StreamName | typeof WHOLE_LOG;
  readonly revision: Revision;
  readonly position?: Position;
  readonly fault: 'changed' | 'missing' | 'reordered' | 'inserted' | 'unreadable' | 'cut' | 'key-missing';
  /** One sentence for the operator; never contains event content. */
  readonly detail: string;
}

/**
 * Checks every event of a log, in position order from the first one, without keys.
 *
 * - `changed`: the content does not match the hash stored with it.
 * - `missing`: a revision of a stream is skipped and does not follow later; or, where positions are dense, a position is.
 * - `reordered`: a revision follows a later one of its stream, or a position is not above the previous one.
 * - `inserted`: a revision occurs twice, or an event does not continue the previous hash (one of the two is not the original).
 * - `unreadable`: the event has no canonical JSON form.
 * - `cut`: found by `ForgetOrders`, not here: the engine was ordered to forget the stream or a part of it.
 * - `key-missing`: not found here either: the chain is intact without keys, but sealed values of the stream cannot be opened.
 *
 * One manipulation can show as two faults: a removed event leaves a gap in its stream's revisions and one in the positions.
 *
 * A log alone cannot reveal a missing tail, or positions swapped between events of different streams.
 * Memory: a revision and a hash per stream, and at most one pending gap per stream.
 */
export class ChainVerifier {
  private readonly links = new Map<StreamName, ChainLink>();
  private lastPosition: Position = LOG_START;
  private count = 0;

  /** `densePositions`: whether the log's positions are 1, 2, 3 and so on, so that a skipped one is a fault. */
  constructor(private readonly options: { readonly densePositions: boolean }) {}

  get events(): number {
    return this.count;
  }

  get streams(): number {
    return this.links.size;
  }

  /** Revision of the last event seen of a stream; -1 for none. */
  lastRevision(stream: StreamName): Revision {
    return this.links.get(stream)?.lastRevision ?? -1;
  }

  /** The faults revealed by this event. */
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

  /** The faults revealed only by the end of the log: revisions that never came. */
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
    return [
      {
        stream: WHOLE_LOG,
        revision: -1,
        position: toPosition(last + 1n),
        fault: 'missing',
        detail: `${range} left out.`,
      },
    ];
  }
}

/** Skipped revisions that may still come out of order. */
interface Gap {
  readonly from: Revision;
  readonly to: Revision;
}

/** The chain of one stream, as far as it was followed. */
class ChainLink {
  private revision = -1;
  /** The hash that the next event must name; `undefined` when unknown. */
  private hash: string | undefined = GENESIS_HASH;
  /** The hash of a changed event's content. The next event names it if only the stored hash was altered. */
  private contentHash: string | undefined;
  private gap: Gap | undefined;

  get lastRevision(): Revision {
    return this.revision;
  }

  /** Takes the stream's next event and returns how it breaks the chain. */
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
  missing(stream: StreamName): readonly ChainFault[] {
    if (this.gap === undefined) return [];
    const { from, to } = this.gap;
    const detail = from === to ? `Revision ${from} is left out.` : `Revisions ${from} to ${to} are left out.`;
    return [{ stream, revision: from, fault: 'missing', detail }];
  }

  /** Reports an altered event as `changed` only: reporting its link or its successor's as well would obscure the altered place. */
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

  /** Keeps one gap per stream: an older one counts as missing when the next opens. */
  private openGap(stream: StreamName, from: Revision, to: Revision): readonly ChainFault[] {
    const faults = this.missing(stream);
    this.gap = { from, to };
    return faults;
  }

  private late(stream: StreamName, revision: Revision): ChainFault {
    if (this.gap === undefined || revision < this.gap.from || revision > this.gap.to) {
      return { stream, revision, fault: 'inserted', detail: 'This revision comes twice.' };
    }
    const { from, to } = this.gap;
    // Keeps the longer side of the remaining gap: an exact account would need unbounded memory.
    const before = { from, to: revision - 1 };
    const after = { from: revision + 1, to };
    const rest = before.to - before.from > after.to - after.from ? before : after;
    this.gap = rest.to < rest.from ? undefined : rest;
    return { stream, revision, fault: 'reordered', detail: `It comes after revision ${this.revision}.` };
  }
}

/** The orders to forget in force, gathered while reading a whole log (`ReadAllOptions.ordered`). */
export class ForgetOrders {
  private readonly inForce = new Map<string, ForgetOrder>();

  /** Takes orders in log order: a later one replaces earlier ones. */
  take(order: ForgetOrder): void {
    if (order.order === undefined) this.inForce.delete(order.stream);
    else this.inForce.set(order.stream, order);
  }

  /** Each order about a stream of ours as a fault, effective or not: until it takes effect, it can be taken back. */
  faults(isOurs: (stream: StreamName) => boolean): readonly ChainFault[] {
    return [...this.inForce.values()]
      .filter(({ stream }) => isOurs(stream))
      .map(({ stream, order, remedy }) => ({ stream, revision: -1, fault: 'cut', detail: `It ${order}. ${remedy}` }));
  }
}

import { streamsNamedIn } from '@redress/complaints';
import { StreamCutError, type EventStore, type ReadStore, type RecordedEvent, type Revision } from '@redress/eventing';
import { services } from '@redress/standalone';
import type { FoundFault } from './chain-walk.js';

/** An event that must be there, and what says so. */
interface Named {
  readonly revision: Revision;
  readonly by: string;
}

/** How far a log has been found to go. */
interface Seen {
  /** Revision of a stream's last event; -1 when there is none. */
  lastRevision(stream: string): Revision;
}

/** One view of each service: they all see every complaint, and each lies in a database of its own. */
const VIEWS = services.flatMap(({ projections }) => projections.slice(0, 1));

/**
 * What a log alone cannot show: that a stream, or its end, is missing without a trace. Other streams' events name it, and views have seen
 * it. In memory is only what is named and was not met.
 */
export class MissedStreams {
  private readonly named = new Map<string, Named>();

  constructor(private readonly seen: Seen) {}

  /** An event of the log, with what it names of others. */
  take(event: RecordedEvent): void {
    for (const stream of streamsNamedIn(event)) this.name(stream, { revision: 0, by: `an event of ${event.stream}` });
  }

  /** What a service's view has seen. */
  async takeViews(views: ReadStore): Promise<void> {
    for (const { view, streamPrefix } of VIEWS) {
      await views.define(view);
      for await (const { id, revision } of views.scan(view.name)) {
        if (id.startsWith(streamPrefix)) this.name(id, { revision, by: `the view ${view.name}` });
      }
    }
  }

  /** Streams that are named, whether they are there or not. */
  has(stream: string): boolean {
    return this.named.has(stream);
  }

  /**
   * What is named and was not met. A store is asked again, since it may have grown after it was read; a file is what it is.
   */
  async *faults(store?: EventStore): AsyncGenerator<FoundFault> {
    for (const [stream, { revision, by }] of this.named) {
      const last = this.seen.lastRevision(stream);
      if (last >= revision) continue;
      const missing = { stream, revision: last + 1, fault: 'missing' } as const;
      const detail =
        last === -1
          ? `The whole stream is missing: ${by} names it.`
          : `Its end is missing: ${by} has seen it up to revision ${revision}.`;
      const cut = store === undefined ? detail : await notFound(store, stream, revision, detail);
      if (cut !== undefined) yield { ...missing, detail: cut };
    }
  }

  private name(stream: string, named: Named): void {
    if (this.seen.lastRevision(stream) >= named.revision) return;
    if (named.revision >= (this.named.get(stream)?.revision ?? -1)) this.named.set(stream, named);
  }
}

/** Undefined when the event is there after all. */
async function notFound(
  store: EventStore,
  stream: string,
  revision: Revision,
  detail: string,
): Promise<string | undefined> {
  try {
    for await (const _ of store.read(stream, { from: revision, to: revision })) return undefined;
    return detail;
  } catch (error) {
    if (error instanceof StreamCutError) return `${detail} ${error.message}`;
    throw error;
  }
}

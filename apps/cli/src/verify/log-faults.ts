import { streamsNamedIn } from '@redress/complaints';
import {
  type ChainFault,
  ChainVerifier,
  type EventStore,
  type KeyEntry,
  type KeyStore,
  LOG_START,
  personOf,
  type Position,
  type ReadStore,
  type RecordedEvent,
  type Revision,
  StreamCutError,
  type StreamName,
  toPosition,
  toStreamName,
  WHOLE_LOG,
} from '@redress/eventing';
import { services } from '@redress/standalone';

/** The next item on a walk along a log: an event, or unreadable data. */
export type MetOnWalk = { readonly line?: number } & (
  { readonly event: RecordedEvent } | { readonly unreadable: string }
);

/** A fault and, in a file, its line. */
export interface FoundFault extends ChainFault {
  readonly line?: number;
}

/** Verifies the chains of a whole log, from its first event. Yields faults as they are found. */
export class ChainWalk {
  private readonly verifier: ChainVerifier;
  private last: Position = LOG_START;
  /** Position of the last unreadable data, whose absence after it is not reported again. */
  private unreadableFrom: Position | undefined;

  constructor(options: { readonly densePositions: boolean }) {
    this.verifier = new ChainVerifier(options);
  }

  get events(): number {
    return this.verifier.events;
  }

  get streams(): number {
    return this.verifier.streams;
  }

  lastRevision(stream: StreamName): Revision {
    return this.verifier.lastRevision(stream);
  }

  /** Yields faults that only show at the end of the log. */
  unfinished(): readonly FoundFault[] {
    return this.verifier.finish();
  }

  /** Yields the faults of one item. */
  faultsOf(met: MetOnWalk): readonly FoundFault[] {
    const line = met.line === undefined ? {} : { line: met.line };
    if ('unreadable' in met) {
      this.unreadableFrom ??= toPosition(this.last + 1n);
      const fault = {
        stream: WHOLE_LOG,
        revision: -1,
        position: toPosition(this.last + 1n),
        fault: 'unreadable',
      } as const;
      return [{ ...fault, detail: met.unreadable, ...line }];
    }
    const faults = this.verifier.add(met.event);
    this.last = met.event.position;
    const told = this.unreadableFrom;
    this.unreadableFrom = undefined;
    return faults
      .filter(({ stream, fault, position }) => !(stream === WHOLE_LOG && fault === 'missing' && position === told))
      .map((fault) => ({ ...fault, ...line }));
  }
}

/** An event that must exist, and the evidence. */
interface Named {
  readonly revision: Revision;
  readonly by: string;
}

/** The known end of each stream. */
interface Seen {
  /** Revision of a stream's last event; -1 if it has none. */
  lastRevision(stream: StreamName): Revision;
}

/** One view of each service: each sees every complaint and is stored in a separate database. */
const VIEWS = services.flatMap(({ projections }) => projections.slice(0, 1));

/**
 * Finds streams, or ends of streams, that are missing without a trace in the log: other streams' events name them, or views have seen
 * them. Holds only named streams that were not found yet.
 */
export class MissedStreams {
  private readonly named = new Map<StreamName, Named>();

  constructor(private readonly seen: Seen) {}

  /** Takes an event of the log and the streams that it names. */
  take(event: RecordedEvent): void {
    for (const stream of streamsNamedIn(event)) this.name(stream, { revision: 0, by: `an event of ${event.stream}` });
  }

  /** Takes what a service's views have seen. */
  async takeViews(views: ReadStore): Promise<void> {
    for (const { view, streamPrefix } of VIEWS) {
      await views.define(view);
      for await (const { id, revision } of views.scan(view.name)) {
        if (id.startsWith(streamPrefix)) this.name(toStreamName(id), { revision, by: `the view ${view.name}` });
      }
    }
  }

  /** Tells whether a stream is named, whether it exists or not. */
  has(stream: StreamName): boolean {
    return this.named.has(stream);
  }

  /**
   * Returns a fault for each named stream that was not found. A store is queried again, because it may have grown since.
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

  private name(stream: StreamName, named: Named): void {
    if (this.seen.lastRevision(stream) >= named.revision) return;
    if (named.revision >= (this.named.get(stream)?.revision ?? -1)) this.named.set(stream, named);
  }
}

/** Returns undefined if the event exists after all. */
async function notFound(
  store: EventStore,
  stream: StreamName,
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

/** Subjects per query; with a person for each message they stay within the limit of a key store. */
const SUBJECTS_PER_LOOK = 500;

/** Events of one stream sealed under missing keys. */
interface Locked {
  readonly first: Revision;
  events: number;
}

/** Finds streams that cannot be opened although no person was erased, because their keys are missing. Needs no master key. */
export class MissingKeys {
  private readonly locked = new Map<StreamName, Locked>();
  private waiting: { readonly stream: StreamName; readonly revision: Revision; readonly subject: string }[] = [];

  constructor(private readonly keys: KeyStore) {}

  async take({ stream, revision, personal }: RecordedEvent): Promise<void> {
    if (personal === undefined) return;
    if (this.waiting.push({ stream, revision, subject: personal.subject }) >= SUBJECTS_PER_LOOK) await this.look();
  }

  /** Returns one fault for each such stream, after every event was taken. */
  async faults(): Promise<readonly FoundFault[]> {
    await this.look();
    return [...this.locked].map(([stream, { first, events }]) => ({
      stream,
      revision: first,
      fault: 'key-missing',
      detail:
        `The key to the personal data in ${events} of its events is missing from the key store, without an erasure. ` +
        'Restore the key store from a newer backup.',
    }));
  }

  private async look(): Promise<void> {
    const looked = this.waiting;
    this.waiting = [];
    if (looked.length === 0) return;
    const subjects = new Set(looked.flatMap(({ subject }) => [subject, personOf(subject) ?? subject]));
    const entries = await this.keys.get([...subjects]);
    for (const { stream, revision, subject } of looked) {
      if (!isMissing(entries, subject)) continue;
      const known = this.locked.get(stream);
      if (known === undefined) this.locked.set(stream, { first: revision, events: 1 });
      else known.events += 1;
    }
  }
}

/** A destroyed key of the person or the message explains a missing other one: an erased person's messages are erased too. */
function isMissing(entries: ReadonlyMap<string, KeyEntry>, subject: string): boolean {
  const needed = [entries.get(subject), entries.get(personOf(subject) ?? subject)];
  return needed.every((entry) => entry?.state !== 'destroyed') && needed.includes(undefined);
}

import { streamsNamedIn } from '@redress/complaints';
import {
  type ChainFault,
  ChainVerifier,
  type EventStore,
  type KeyEntry,
  type KeyStore,
  personOf,
  type Position,
  type ReadStore,
  type RecordedEvent,
  type Revision,
  StreamCutError,
} from '@redress/eventing';
import { services } from '@redress/standalone';

/** What a walk along a log meets next: an event, or something that cannot be read as one. */
export type MetOnWalk = { readonly line?: number } & (
  { readonly event: RecordedEvent } | { readonly unreadable: string }
);

/** A fault and, in a file, the line that showed it. */
export interface FoundFault extends ChainFault {
  readonly line?: number;
}

/** Follows the chains of a whole log, from its first event. Faults come as they are found. */
export class ChainWalk {
  private readonly verifier: ChainVerifier;
  private last: Position = 0n;
  /** Where what could not be read began: that it is missing behind it goes without saying. */
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

  lastRevision(stream: string): Revision {
    return this.verifier.lastRevision(stream);
  }

  /** What only the end of the log shows. */
  unfinished(): readonly FoundFault[] {
    return this.verifier.finish();
  }

  /** What one piece of the log shows. */
  faultsOf(met: MetOnWalk): readonly FoundFault[] {
    const line = met.line === undefined ? {} : { line: met.line };
    if ('unreadable' in met) {
      this.unreadableFrom ??= this.last + 1n;
      const fault = { stream: '$all', revision: -1, position: this.last + 1n, fault: 'unreadable' } as const;
      return [{ ...fault, detail: met.unreadable, ...line }];
    }
    const faults = this.verifier.add(met.event);
    this.last = met.event.position;
    const told = this.unreadableFrom;
    this.unreadableFrom = undefined;
    return faults
      .filter(({ stream, fault, position }) => !(stream === '$all' && fault === 'missing' && position === told))
      .map((fault) => ({ ...fault, ...line }));
  }
}

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

/** Subjects whose entries are asked for together; with a person for each message they stay within what a key store answers at once. */
const SUBJECTS_PER_LOOK = 500;

/** What is sealed in one stream under keys that are neither there nor destroyed. */
interface Locked {
  readonly first: Revision;
  events: number;
}

/** Finds streams that cannot be opened although no person was erased: their keys are missing from the key store. Needs no master key. */
export class MissingKeys {
  private readonly locked = new Map<string, Locked>();
  private waiting: { readonly stream: string; readonly revision: Revision; readonly subject: string }[] = [];

  constructor(private readonly keys: KeyStore) {}

  async take({ stream, revision, personal }: RecordedEvent): Promise<void> {
    if (personal === undefined) return;
    if (this.waiting.push({ stream, revision, subject: personal.subject }) >= SUBJECTS_PER_LOOK) await this.look();
  }

  /** One fault for each such stream, once every event was taken. */
  async faults(): Promise<readonly FoundFault[]> {
    await this.look();
    return [...this.locked].map(([stream, { first, events }]) => ({
      stream,
      revision: first,
      fault: 'key-missing',
      detail:
        `The key to what is personal in ${events} of its events is neither in the key store nor destroyed by erasure. ` +
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

/** An erased person's messages are erased, and a redacted message is no longer there, whatever became of the other key. */
function isMissing(entries: ReadonlyMap<string, KeyEntry>, subject: string): boolean {
  const needed = [entries.get(subject), entries.get(personOf(subject) ?? subject)];
  return needed.every((entry) => entry?.state !== 'destroyed') && needed.includes(undefined);
}

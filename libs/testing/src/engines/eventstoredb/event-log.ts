import { randomUUID } from 'node:crypto';
import {
  checkAppend,
  EVERYTHING,
  firstVisible,
  isSoftDeleted,
  type Decision,
  type Expected,
  type StreamState,
} from './append-check.js';
import { encodeFrame } from './frame.js';
import { comparePositions, type LogEntry, type LogPosition, type ProposedEvent } from './log-entry.js';
import { LogFile } from './log-file.js';

export interface EventLogOptions {
  readonly folder: string;
  /** Number of appends after which the server writes its own event. 0 for never. */
  readonly systemEventEvery: number;
  /** Gives the events of one append a shared commit position, like transactions of older servers. */
  readonly sharedCommitPositions: boolean;
}

export interface Append {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly ProposedEvent[];
}

/** The outcome of an append, new or repeated, with its last event. */
export type Outcome = Exclude<Decision, { kind: 'write' }> | { readonly kind: 'written'; readonly last: LogEntry };

interface MutableStream extends StreamState {
  readonly entries: LogEntry[];
  truncateBefore: number;
  maxCount: number;
  maxAge_s: number;
  scavengedBefore: number;
  tombstoned: boolean;
}

/** The stream metadata that determines what readers see. */
interface StreamMetadata {
  readonly $tb?: number;
  readonly $maxCount?: number;
  readonly $maxAge?: number;
}

const NO_ORDERS = { truncateBefore: 0, maxCount: Infinity, maxAge_s: Infinity };
const NOTHING: StreamState = { entries: [], ...NO_ORDERS, scavengedBefore: 0, tombstoned: false };
/** Written after a scavenge, so that a restart removes the same events again. */
const SCAVENGE_COMPLETED = '$scavengeCompleted';
export const STREAM_DELETED = '$streamDeleted';
export const STREAM_METADATA = '$metadata';
const JSON_TYPE = 'application/json';

/** All events in order, their streams, and the waiters for the next one. */
export class EventLog {
  private readonly options: EventLogOptions;
  private readonly file: LogFile;
  private readonly all: LogEntry[] = [];
  private readonly streams = new Map<string, MutableStream>();
  private readonly waiting = new Set<() => void>();
  private appends = 0;

  constructor(options: EventLogOptions) {
    this.options = options;
    this.file = new LogFile(options.folder);
    for (const entry of this.file.entries) this.index(entry);
    if (this.all.length === 0) this.writeFirstEvents();
  }

  get entries(): readonly LogEntry[] {
    return this.all;
  }

  stream(name: string): StreamState {
    return this.streams.get(name) ?? NOTHING;
  }

  /** Tells whether an event was not scavenged, which removes it from `$all` and from its stream. */
  isKept({ stream, revision, type }: LogEntry): boolean {
    return type === STREAM_DELETED || revision >= this.stream(stream).scavengedBefore;
  }

  /**
   * Permanently removes what readers of single streams no longer see. As on the server, a stream without a tombstone keeps its last
   * event, visible or not, which holds its last revision.
   */
  scavenge(): void {
    this.writeSystem('$scavenges', SCAVENGE_COMPLETED, {});
    this.file.flush();
    this.wake();
  }

  /** Content of an event, read from disk. */
  contentOf(entry: LogEntry): { readonly data: Buffer; readonly metadata: Buffer } {
    return this.file.contentOf(entry);
  }

  /** Index in `entries` of the first event at or after a position. */
  indexFrom(position: LogPosition): number {
    let low = 0;
    let high = this.all.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (comparePositions(this.all[middle]!.position, position) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Writes the accepted ones of these appends, in order, and returns when they are on disk. */
  append(appends: readonly Append[]): readonly Outcome[] {
    const before = this.all.length;
    const outcomes = appends.map((append) => this.appendOne(append));
    if (this.all.length > before) this.file.flush();
    this.wake();
    return outcomes;
  }

  /** Writes an event of the server, and returns when it is on disk. */
  writeAtOnce(write: () => LogEntry): LogEntry {
    const entry = write();
    this.file.flush();
    this.wake();
    return entry;
  }

  /** Calls back once, at the next append or at `close`. The returned function cancels it. */
  onNext(wake: () => void): () => void {
    this.waiting.add(wake);
    return () => this.waiting.delete(wake);
  }

  close(): void {
    this.wake();
    this.file.close();
  }

  private appendOne({ stream, expected, events }: Append): Outcome {
    const state = this.stream(stream);
    // Metadata are as final as the tombstone of their stream.
    if (stream.startsWith('$$') && this.stream(stream.slice(2)).tombstoned) return { kind: 'deleted' };
    const decision = checkAppend(state, expected, events);
    if (decision.kind !== 'write') return decision;
    if (isSoftDeleted(state)) this.writeMetadata(stream, { $tb: decision.first });
    const written = this.write(stream, decision.first, events);
    this.appends += 1;
    const { systemEventEvery } = this.options;
    if (systemEventEvery > 0 && this.appends % systemEventEvery === 0) this.writeSystemEvent();
    return { kind: 'written', last: written.at(-1)! };
  }

  private write(stream: string, first: number, events: readonly ProposedEvent[]): readonly LogEntry[] {
    const { sharedCommitPositions: shared } = this.options;
    const written = this.file.write(encodeFrame({ stream, first, created: Date.now(), shared, events }));
    for (const entry of written) this.index(entry);
    return written;
  }

  private index(entry: LogEntry): void {
    this.all.push(entry);
    const state = this.mutable(entry.stream);
    if (entry.type === STREAM_DELETED) state.tombstoned = true;
    else state.entries.push(entry);
    if (entry.type === STREAM_METADATA && entry.stream.startsWith('$$')) {
      const metadata = JSON.parse(this.file.contentOf(entry).data.toString()) as StreamMetadata;
      const ordered = this.mutable(entry.stream.slice(2));
      ordered.truncateBefore = Math.min(metadata.$tb ?? NO_ORDERS.truncateBefore, EVERYTHING);
      ordered.maxCount = metadata.$maxCount ?? NO_ORDERS.maxCount;
      ordered.maxAge_s = metadata.$maxAge ?? NO_ORDERS.maxAge_s;
    }
    if (entry.type === SCAVENGE_COMPLETED) for (const state of this.streams.values()) scavenge(state, entry.created);
  }

  private mutable(name: string): MutableStream {
    const known = this.streams.get(name);
    if (known !== undefined) return known;
    const state = { entries: [], ...NO_ORDERS, scavengedBefore: 0, tombstoned: false };
    this.streams.set(name, state);
    return state;
  }

  /** Writes a new server's own first events: its users. */
  private writeFirstEvents(): void {
    this.writeSystem('$user-admin', '$UserCreated', {});
    this.writeSystem('$user-ops', '$UserCreated', {});
    this.file.flush();
  }

  private writeSystemEvent(): void {
    if (this.appends % (2 * this.options.systemEventEvery) === 0)
      this.writeMetadata('$stats-stand-in', { $maxAge: 86_400 });
    else this.writeSystem('$stats-stand-in', '$statsCollected', { appends: this.appends });
  }

  writeMetadata(stream: string, metadata: object): LogEntry {
    return this.writeSystem(`$$${stream}`, STREAM_METADATA, metadata);
  }

  writeSystem(stream: string, type: string, data: object): LogEntry {
    const event = {
      id: randomUUID(),
      type,
      contentType: JSON_TYPE,
      data: Buffer.from(JSON.stringify(data)),
      metadata: Buffer.alloc(0),
    };
    return this.write(stream, this.stream(stream).entries.length, [event])[0]!;
  }

  private wake(): void {
    const woken = [...this.waiting];
    this.waiting.clear();
    for (const wake of woken) wake();
  }
}

function scavenge(state: MutableStream, now: number): void {
  const { entries, tombstoned } = state;
  const before = Math.min(firstVisible(state, now), Math.max(0, entries.length - 1));
  state.scavengedBefore = tombstoned ? entries.length : before;
}

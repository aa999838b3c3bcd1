import type { DecidedEvent, Decider, PastEvent } from '../decider.js';
import { StreamCutError } from '../errors.js';
import type { JsonObject, RecordedEvent, Revision, StreamName } from '../event.js';
import { GENESIS_HASH } from '../integrity/hash-chain.js';
import type { EventStore } from '../ports/event-store.js';
import type { EventCodec } from '../sealing/event-codec.js';
import { ERASED } from '../sealing/sealed-values.js';

/** A stream folded up to some revision. */
export interface Loaded<State> {
  readonly state: State;
  /** Revision of the last event folded; -1 for none. */
  readonly revision: Revision;
  /** Hash of that event; `GENESIS_HASH` for none. */
  readonly lastHash: string;
  /** The person whose key is missing, if any: their values were folded as if erased, so no decision may depend on them. */
  readonly keyMissing?: string;
}

/** The record of one command in the log. */
export interface RecordedCommand {
  readonly hash: string;
  readonly lastRevision: Revision;
  readonly events: readonly string[];
}

/** Events opened at a time, so that a long stream need not fit in memory. */
const EVENTS_PER_FOLD = 256;

interface Folding<Command, State, Event extends DecidedEvent> {
  readonly store: EventStore;
  readonly codec: EventCodec;
  readonly decider: Decider<Command, State, Event>;
}

interface Reading {
  readonly upTo?: Revision;
  readonly seen?: (event: RecordedEvent) => void;
}

/**
 * Reads and folds a stream, from its beginning or from an earlier result (`after`), up to a revision (default: its end). Passes every event to
 * `seen`. Throws `StreamCutError` when the store omits an event.
 */
export function foldStream<Command, State, Event extends DecidedEvent>(
  folding: Folding<Command, State, Event>,
  stream: StreamName,
  { after, ...options }: Reading & { readonly after?: Loaded<State> } = {},
): Promise<Loaded<State>> {
  const start = after ?? { state: folding.decider.initialState, revision: -1, lastHash: GENESIS_HASH };
  return foldedOn(folding, start, read(folding.store, stream, start, options), options.seen);
}

/**
 * Goes on from an earlier result as {@link foldStream} does, but reads the last event known once more: undefined when it is not there as it
 * was, because the store was restored or is another, and the result is worth nothing.
 */
export async function continueStream<Command, State, Event extends DecidedEvent>(
  folding: Folding<Command, State, Event>,
  stream: StreamName,
  after: Loaded<State>,
  options: Reading = {},
): Promise<Loaded<State> | undefined> {
  const events = read(folding.store, stream, { revision: after.revision - 1 }, options);
  const last = await events.next();
  if (last.done === true || last.value.metadata.hash !== after.lastHash) return undefined;
  return foldedOn(folding, after, events, options.seen);
}

/** The events of a stream after a revision, with none left out. */
async function* read(
  store: EventStore,
  stream: StreamName,
  after: { readonly revision: Revision },
  { upTo }: Reading,
): AsyncGenerator<RecordedEvent> {
  let { revision } = after;
  for await (const event of store.read(stream, { from: revision + 1, ...(upTo !== undefined && { to: upTo }) })) {
    if (event.revision !== revision + 1) {
      throw new StreamCutError(stream, revision + 1, event.revision, 'Restore the event store from a backup.');
    }
    yield event;
    revision = event.revision;
  }
}

async function foldedOn<Command, State, Event extends DecidedEvent>(
  { codec, decider }: Folding<Command, State, Event>,
  after: Loaded<State>,
  events: AsyncIterable<RecordedEvent>,
  seen?: (event: RecordedEvent) => void,
): Promise<Loaded<State>> {
  let { state, revision, lastHash, keyMissing } = after;
  let waiting: RecordedEvent[] = [];
  const foldWaiting = async (): Promise<void> => {
    const opened = await codec.open(waiting, {
      ...(decider.wordsUnused && { leaveSealed: decider.wordsUnused }),
      withoutKey: (subject) => {
        keyMissing = subject;
        return ERASED;
      },
    });
    for (const event of opened) state = decider.evolve(state, pastEventOf(event, event.data, event.hasOwnKey === true));
    waiting = [];
  };
  for await (const event of events) {
    seen?.(event);
    revision = event.revision;
    lastHash = event.metadata.hash;
    if (waiting.push(event) === EVENTS_PER_FOLD) await foldWaiting();
  }
  await foldWaiting();
  return { state, revision, lastHash, ...(keyMissing !== undefined && { keyMissing }) };
}

/** What a decision may know about an event: of its metadata only what is listed. */
export function pastEventOf(
  { type, metadata: { actor, occurredAt, commandId, policyVersion } }: Pick<RecordedEvent, 'type' | 'metadata'>,
  data: JsonObject,
  hasOwnKey: boolean,
): PastEvent {
  return {
    type,
    data,
    actor,
    occurredAt,
    commandId,
    ...(policyVersion !== undefined && { policyVersion }),
    ...(hasOwnKey && { hasOwnKey }),
  };
}

/** Layers of recorded commands before they are copied into one: enough that few continuations copy, few enough to look through. */
const LAYERS_MAX = 32;

/**
 * Collects the commands recorded in a stream; the events of one may be anywhere in it. Continues what was collected before without changing
 * it, because others may be looking at that, and one of two continuations may come to nothing.
 */
export class RecordedCommands {
  private readonly byId = new Map<string, RecordedCommand>();
  private readonly layers: number;
  private readonly earlier: RecordedCommands | undefined;

  constructor(earlier?: RecordedCommands) {
    const isDeep = earlier !== undefined && earlier.layers === LAYERS_MAX;
    this.earlier = isDeep ? undefined : earlier;
    this.layers = 1 + (this.earlier?.layers ?? 0);
    if (isDeep) earlier.copyTo(this.byId);
  }

  find(commandId: string): RecordedCommand | undefined {
    return this.byId.get(commandId) ?? this.earlier?.find(commandId);
  }

  see({
    type,
    revision,
    metadata: { commandId, commandHash },
  }: Pick<RecordedEvent, 'type' | 'revision' | 'metadata'>): void {
    const earlier = this.find(commandId);
    this.byId.set(commandId, {
      hash: earlier?.hash ?? commandHash,
      lastRevision: revision,
      events: [...(earlier?.events ?? []), type],
    });
  }

  private copyTo(all: Map<string, RecordedCommand>): void {
    this.earlier?.copyTo(all);
    for (const [commandId, command] of this.byId) all.set(commandId, command);
  }
}

export interface KeptStreamsOptions<State> {
  readonly decider: Decider<never, State, DecidedEvent>;
  readonly store: EventStore;
  readonly codec: EventCodec;
}

/**
 * Cache for streams that are read often and written rarely: each is folded once, and a later load reads only newer events. It misses no
 * event, whichever process recorded it, because streams only grow. Nothing is evicted, so use it for few, short streams.
 */
export class KeptStreams<State> {
  private readonly kept = new Map<StreamName, Loaded<State>>();

  constructor(private readonly options: KeptStreamsOptions<State>) {}

  /** The stream folded up to its end at some moment after the call. Throws the errors of `EventStore` and `EventCodec`. */
  async load(stream: StreamName): Promise<State> {
    const after = this.kept.get(stream);
    const loaded = await foldStream(this.options, stream, after === undefined ? {} : { after });
    // Of two concurrent loads, the earlier one may finish last.
    if (loaded.revision > (this.kept.get(stream)?.revision ?? -1)) this.kept.set(stream, loaded);
    return loaded.state;
  }
}

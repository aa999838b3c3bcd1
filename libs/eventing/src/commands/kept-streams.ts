import type { Decider, DecidedEvent } from '../decider.js';
import type { EventStore } from '../ports/event-store.js';
import type { EventCodec } from '../sealing/event-codec.js';
import { foldStream, type Loaded } from './stream-history.js';

export interface KeptStreamsOptions<State> {
  readonly decider: Decider<never, State, DecidedEvent>;
  readonly store: EventStore;
  readonly codec: EventCodec;
}

/**
 * Streams that are read again and again and seldom written: each is folded once and kept, and a later load asks the store only for what
 * was recorded since. It misses nothing, whoever recorded it, since a stream only ever grows. Nothing kept is ever let go, so this is
 * for few and short streams.
 */
export class KeptStreams<State> {
  private readonly kept = new Map<string, Loaded<State>>();

  constructor(private readonly options: KeptStreamsOptions<State>) {}

  /** The stream folded up to its end at some moment after the call. Throws what `EventStore` and `EventCodec` throw. */
  async load(stream: string): Promise<State> {
    const after = this.kept.get(stream);
    const loaded = await foldStream(this.options, stream, after === undefined ? {} : { after });
    // Of two loads at once, the one that began first may end last.
    if (loaded.revision > (this.kept.get(stream)?.revision ?? -1)) this.kept.set(stream, loaded);
    return loaded.state;
  }
}

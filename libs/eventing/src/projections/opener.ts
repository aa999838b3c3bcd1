import type { RecordedEvent } from '../event.js';
import type { OpenedContent, Projection } from '../projection.js';
import type { EventCodec } from '../sealing/event-codec.js';
import type { KnownKey } from '../sealing/key-ring.js';
import { refuseWithoutKey } from '../sealing/sealed-values.js';
import type { TermIndex } from '../sealing/index-keys.js';

/** Opens what an event of a prepared batch says. Throws `SealBrokenError` and `KeyMissingError`. */
export type OpenContent = () => OpenedContent;

interface OpenerOptions {
  readonly projection: Projection;
  readonly codec: EventCodec;
  /** Whose key the terms are made with. */
  readonly generation: number;
}

/**
 * Opens events for a projection that asks for it, with the keys of a batch looked up at once. An error of the key store is one of the batch, and
 * one of a key or a seal belongs to its event.
 */
export class Opener {
  private keys: ReadonlyMap<string, KnownKey | 'unknown'> = new Map();
  private index: TermIndex | undefined;

  constructor(private readonly options: OpenerOptions) {}

  /** Looks up the keys of these events. Those of others are looked up when they are opened. */
  async prepare(events: readonly RecordedEvent[]): Promise<void> {
    const { projection, codec, generation } = this.options;
    const { opening, streamPrefix, view } = projection;
    if (opening === undefined) return;
    const own = events.filter(({ stream }) => stream.startsWith(streamPrefix));
    if (own.length === 0) return;
    this.index ??= await codec.index.forWriting(view.name, generation);
    const persons = own.map(({ stream }) => opening.personOf(stream));
    const opened = own.filter(({ type }) => opening.types.has(type));
    this.keys = new Map([...this.keys, ...(await codec.keysOf(opened, persons))]);
  }

  /** Whether {@link openerOf} has all that it needs. Otherwise the event is to be prepared. */
  isReadyFor(event: RecordedEvent): boolean {
    const { opening } = this.options.projection;
    if (opening === undefined) return true;
    if (this.index === undefined || !this.keys.has(opening.personOf(event.stream))) return false;
    return !opening.types.has(event.type) || this.options.codec.subjectsOf(event).every((one) => this.keys.has(one));
  }

  /** Undefined for a projection that opens nothing. */
  openerOf(event: RecordedEvent): OpenContent | undefined {
    const { projection, codec } = this.options;
    const { opening } = projection;
    if (opening === undefined) return undefined;
    const { keys, index } = this;
    return () => ({
      data: opening.types.has(event.type) ? codec.openWith(event, keys, refuseWithoutKey).data : {},
      isErased: keys.get(opening.personOf(event.stream)) === 'destroyed',
      termOf: index!.termOf,
    });
  }
}

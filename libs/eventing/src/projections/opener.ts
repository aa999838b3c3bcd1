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

  /** Undefined for a projection that opens nothing. */
  async openerOf(event: RecordedEvent): Promise<OpenContent | undefined> {
    const { projection, codec } = this.options;
    const { opening } = projection;
    if (opening === undefined) return undefined;
    const person = opening.personOf(event.stream);
    const isOpened = opening.types.has(event.type);
    const isReady = this.keys.has(person) && (!isOpened || codec.subjectsOf(event).every((one) => this.keys.has(one)));
    if (this.index === undefined || !isReady) await this.prepare([event]);
    const { keys, index } = this;
    return () => ({
      data: isOpened ? codec.openWith(event, keys, refuseWithoutKey).data : {},
      isErased: keys.get(person) === 'destroyed',
      termOf: (token) => index!.termOf(token),
    });
  }
}

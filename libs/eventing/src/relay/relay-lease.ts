import { DocumentConflictError, StoreUnavailableError } from '../errors.js';
import { type JsonObject, LOG_START, type LogPlace, type Position, type Revision } from '../event.js';
import { placeReached } from '../log-place.js';
import type { StreamEnds } from '../ports/event-stream.js';
import type { ReadStore, ViewDefinition } from '../ports/read-store.js';
import { placeText, positionOfText, positionText } from '../position-text.js';

/** A view with one document per destination, so that every read store can hold it. */
export const RELAY_VIEW: ViewDefinition = { name: 'relay', fields: {}, indexes: [] };

/** A publishing relay writes about once a second: at most one write interferes, hardly ever two. */
const MOVES_MAX = 20;

/** The document's content; its revision is the fencing token: each write requires the previous one. */
interface LeaseDocument {
  readonly revision: Revision | 'none';
  readonly holder: string;
  readonly place: LogPlace;
  /** How far the destination reached when the place was saved. */
  readonly ends: StreamEnds;
}

export interface RelayLeaseOptions {
  readonly readStore: ReadStore;
  /** One lease per destination: the topic that is written to. */
  readonly destination: string;
  /** Random, to distinguish this process from every other. */
  readonly holder: string;
  /** Position after which to start a new destination. Default `0n`. */
  readonly from?: Position;
}

/**
 * Who may publish, and up to where everything has been published, in one document. Every write is guarded by the revision its writer last
 * saw, so that a relay that lost the lease learns it from its next write and can undo nothing. No clock is shared: a challenger takes the
 * lease when the document has not moved for some time by the challenger's own clock.
 */
export class RelayLease {
  private seen: LeaseDocument;

  constructor(private readonly options: RelayLeaseOptions) {
    this.seen = this.untouched();
  }

  /** Must precede every other call. */
  start(): Promise<void> {
    return this.options.readStore.define(RELAY_VIEW);
  }

  /** Place up to which everything has been published, as last seen by this process. */
  get place(): LogPlace {
    return this.seen.place;
  }

  /** How far the destination must reach at least, as last seen by this process. */
  get ends(): StreamEnds {
    return this.seen.ends;
  }

  /** Reads the document. Returns whether it has moved since it was last seen. */
  async look(): Promise<boolean> {
    const document = await this.options.readStore.get(RELAY_VIEW.name, this.options.destination);
    const before = this.seen.revision;
    this.seen =
      document === undefined
        ? this.untouched()
        : {
            revision: document.revision,
            holder: document.body['holder'] as string,
            place: placeIn(document.body),
            ends: endsIn(document.body),
          };
    return this.seen.revision !== before;
  }

  /** True when the lease was never held, or was released: it may be taken at once. */
  get isFree(): boolean {
    return this.seen.holder === '';
  }

  /** Makes this process the holder, continuing from the place. False when another process was faster. */
  take(place: LogPlace): Promise<boolean> {
    return this.write(this.options.holder, place, this.ends);
  }

  /** Saves the place and renews the lease. False when another process has taken it: nothing more may be published then. */
  save(place: LogPlace, ends: StreamEnds = {}): Promise<boolean> {
    return this.write(this.options.holder, place, { ...this.ends, ...ends });
  }

  /** Moves the place, also back, and frees the lease. False when another process wrote meanwhile. */
  move(place: LogPlace, ends = this.ends): Promise<boolean> {
    return this.write('', place, ends);
  }

  /** Releases the lease, so that the next holder need not wait. */
  async release(): Promise<void> {
    await this.write('', this.seen.place, this.ends);
  }

  private untouched(): LeaseDocument {
    return { revision: 'none', holder: '', place: { position: this.options.from ?? LOG_START }, ends: {} };
  }

  /**
   * A read store treats a write of the same revision as a repeat, so both of two racing writers appear to succeed. The stored document
   * shows which one did.
   */
  private async write(holder: string, { position, ...rest }: LogPlace, ends: StreamEnds): Promise<boolean> {
    const { readStore, destination } = this.options;
    const { revision: expected } = this.seen;
    const revision = expected === 'none' ? 0 : expected + 1;
    const body = { holder, position: positionText(position), ...rest, ends };
    try {
      const generation = await readStore.activeGeneration(RELAY_VIEW.name);
      const changes = [{ id: destination, expected, revision, body }];
      await readStore.commit(RELAY_VIEW.name, { generation, changes, park: [], unpark: [] });
    } catch (error) {
      if (error instanceof DocumentConflictError) return false;
      throw error;
    }
    await this.look();
    return this.seen.revision === revision && this.seen.holder === holder;
  }
}

/** The place of each destination, for operators who correct it. */
export async function relayPlaces(readStore: ReadStore): Promise<ReadonlyMap<string, LogPlace>> {
  await readStore.define(RELAY_VIEW);
  const documents = await Array.fromAsync(readStore.scan(RELAY_VIEW.name));
  return new Map(documents.map(({ id, body }) => [id, placeIn(body)]));
}

/** How far each destination must reach at least, for operators. */
export async function relayEnds(readStore: ReadStore): Promise<ReadonlyMap<string, StreamEnds>> {
  await readStore.define(RELAY_VIEW);
  const documents = await Array.fromAsync(readStore.scan(RELAY_VIEW.name));
  return new Map(documents.map(({ id, body }) => [id, endsIn(body)]));
}

/**
 * Makes the relay of a destination continue from another place, possibly an earlier one. An active relay loses its lease and takes it again
 * from there. `ends`: how far the destination reaches, when it is another than before.
 */
export async function moveRelayPlace(
  readStore: ReadStore,
  destination: string,
  to: LogPlace,
  ends?: StreamEnds,
): Promise<void> {
  const lease = new RelayLease({ readStore, destination, holder: '' });
  await lease.start();
  for (let tries = 1; tries <= MOVES_MAX; tries += 1) {
    await lease.look();
    if ((await lease.move(to, ends)) && placeText(lease.place) === placeText(to)) return;
  }
  throw new StoreUnavailableError(`Too many write to the lease of the relay to ${destination}.`);
}

function placeIn({ position, eventId, recordedAt }: JsonObject): LogPlace {
  const kept = { position: positionOfText(position as string), eventId, recordedAt } as LogPlace;
  return placeReached(kept) ?? { position: LOG_START };
}

/** Leases of earlier versions have none. */
function endsIn({ ends = {} }: JsonObject): StreamEnds {
  return ends as StreamEnds;
}

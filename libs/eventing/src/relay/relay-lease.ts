import { DocumentConflictError, StoreUnavailableError } from '../errors.js';
import type { JsonObject, LogPlace, Position, Revision } from '../event.js';
import { placeReached } from '../log-place.js';
import type { ReadStore, ViewDefinition } from '../ports/read-store.js';
import { placeText, positionOfText, positionText } from '../position-text.js';

/** A view of one document for each destination, so that every read store can hold it. */
export const RELAY_VIEW: ViewDefinition = { name: 'relay', fields: {}, indexes: [] };

/** Of a relay that publishes one write a second comes between, and hardly ever two. */
const MOVES_MAX = 20;

/** What the document says; its revision is the fencing token: each write needs the one before. */
interface LeaseDocument {
  readonly revision: Revision | 'none';
  readonly holder: string;
  readonly place: LogPlace;
}

export interface RelayLeaseOptions {
  readonly readStore: ReadStore;
  /** One lease per destination: the topic that is written to. */
  readonly destination: string;
  /** Tells this process from every other: random. */
  readonly holder: string;
  /** Where a destination that nothing was published to yet begins: after this position. Default `0n`. */
  readonly from?: Position;
}

/**
 * Who may publish, and up to where everything has been published, in one document. Every write is guarded by the revision that its writer
 * last saw, so that whoever was overtaken learns it from its next write and can undo nothing. No clock is shared: a challenger takes
 * the lease when the document has not moved for a time by the challenger's own clock.
 */
export class RelayLease {
  private seen: LeaseDocument;

  constructor(private readonly options: RelayLeaseOptions) {
    this.seen = this.untouched();
  }

  /** Must precede everything else. */
  start(): Promise<void> {
    return this.options.readStore.define(RELAY_VIEW);
  }

  /** Up to here everything has been published, as far as this process has seen. */
  get place(): LogPlace {
    return this.seen.place;
  }

  /** Reads the document. Answers whether it has moved since it was last seen. */
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
          };
    return this.seen.revision !== before;
  }

  /** True when nobody has ever held the lease, or its holder gave it back: it may be taken at once. */
  get isFree(): boolean {
    return this.seen.holder === '';
  }

  /** Makes this process the holder, which goes on from the place. False when another was faster. */
  take(place: LogPlace): Promise<boolean> {
    return this.write(this.options.holder, place);
  }

  /** Saves the place and keeps the lease. False when another process has taken it: nothing more may be published then. */
  save(place: LogPlace): Promise<boolean> {
    return this.write(this.options.holder, place);
  }

  /** Puts the place elsewhere, also back, and leaves the lease to whoever takes it first. False when another process wrote meanwhile. */
  move(place: LogPlace): Promise<boolean> {
    return this.write('', place);
  }

  /** Gives the lease back, so that another need not wait. */
  async release(): Promise<void> {
    await this.write('', this.seen.place);
  }

  private untouched(): LeaseDocument {
    return { revision: 'none', holder: '', place: { position: this.options.from ?? 0n } };
  }

  /**
   * The guard of a read store takes a write of the same revision for a repeat of its own, so of two that raced both are told that they
   * were written. What is stored tells who was.
   */
  private async write(holder: string, { position, ...rest }: LogPlace): Promise<boolean> {
    const { readStore, destination } = this.options;
    const { revision: expected } = this.seen;
    const revision = expected === 'none' ? 0 : expected + 1;
    const body = { holder, position: positionText(position), ...rest };
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

/** Up to where each destination has everything, for those who set it right. */
export async function relayPlaces(readStore: ReadStore): Promise<ReadonlyMap<string, LogPlace>> {
  await readStore.define(RELAY_VIEW);
  const documents = await Array.fromAsync(readStore.scan(RELAY_VIEW.name));
  return new Map(documents.map(({ id, body }) => [id, placeIn(body)]));
}

/**
 * Has whoever publishes to a destination go on from another place, which may be an earlier one. A relay that is publishing meanwhile loses
 * its lease by it, and takes it anew from there.
 */
export async function moveRelayPlace(readStore: ReadStore, destination: string, to: LogPlace): Promise<void> {
  const lease = new RelayLease({ readStore, destination, holder: '' });
  await lease.start();
  for (let tries = 1; tries <= MOVES_MAX; tries += 1) {
    await lease.look();
    if ((await lease.move(to)) && placeText(lease.place) === placeText(to)) return;
  }
  throw new StoreUnavailableError(`Too many write to the lease of the relay to ${destination}.`);
}

function placeIn({ position, eventId, recordedAt }: JsonObject): LogPlace {
  const kept = { position: positionOfText(position as string), eventId, recordedAt } as LogPlace;
  return placeReached(kept) ?? { position: 0n };
}

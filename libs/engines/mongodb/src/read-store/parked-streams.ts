import type { ParkedStream } from '@redress/eventing';
import type { AnyBulkWriteOperation } from 'mongodb';
import type { Collections } from './collections.js';

export type StoredParked = Omit<ParkedStream, 'stream'> & { readonly _id: string };

const listedMax = 1_000;

/** The streams that wait, by view and generation. */
export class ParkedStreams {
  constructor(private readonly collections: Collections) {}

  async write(
    view: string,
    generation: number,
    park: readonly ParkedStream[],
    unpark: readonly string[],
  ): Promise<void> {
    const writes: AnyBulkWriteOperation<StoredParked>[] = [
      ...unpark.map((_id) => ({ deleteOne: { filter: { _id } } })),
      ...park.map(({ stream: _id, ...replacement }) => ({
        replaceOne: { filter: { _id }, replacement, upsert: true },
      })),
    ];
    if (writes.length > 0) await this.collections.parked(view, generation).bulkWrite(writes, { ordered: true });
  }

  async oldest(view: string, generation: number): Promise<readonly ParkedStream[]> {
    const found = this.collections.parked(view, generation).find({}).sort({ parkedAt: 1, _id: 1 }).limit(listedMax);
    return (await found.toArray()).map(parkedOf);
  }

  async among(
    view: string,
    generation: number,
    streams: readonly string[],
  ): Promise<ReadonlyMap<string, ParkedStream>> {
    if (streams.length === 0) return new Map();
    const collection = this.collections.parked(view, generation);
    // Asked for every batch, and nearly always nothing is parked: one look is then cheaper than hundreds of ids.
    if ((await collection.findOne({}, { projection: { _id: 1 } })) === null) return new Map();
    const found = await collection.find({ _id: { $in: [...streams] } }).toArray();
    return new Map(found.map((stored) => [stored._id, parkedOf(stored)]));
  }
}

function parkedOf({ _id: stream, ...rest }: StoredParked): ParkedStream {
  return { stream, ...rest };
}

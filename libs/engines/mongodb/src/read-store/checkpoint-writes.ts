import type { LogPlace } from '@redress/eventing';
import { placeText } from '@redress/eventing';
import type { Collections } from './collections.js';
import { generationKey } from './view-state.js';

interface CheckpointWrite {
  readonly filter: { readonly [field: string]: unknown };
  readonly update: { readonly $max: { readonly [field: string]: string } };
  readonly settle: PromiseWithResolvers<boolean>;
}

/**
 * Moves checkpoints, those that are asked for within one turn of the event loop by one request: a service has several views and process
 * managers, all of which come to the end of the same batch at nearly the same time.
 */
export class CheckpointWrites {
  private waiting: CheckpointWrite[] = [];

  constructor(private readonly collections: Collections) {}

  /** Moves a checkpoint on, never back. False when the generation is not kept. */
  move(view: string, generation: number, place: LogPlace): Promise<boolean> {
    const key = generationKey(generation);
    const settle = Promise.withResolvers<boolean>();
    const filter = { _id: view, [key]: { $exists: true } };
    this.waiting.push({ filter, update: { $max: { [key]: placeText(place) } }, settle });
    if (this.waiting.length === 1) setImmediate(() => void this.write());
    return settle.promise;
  }

  /** Never rejects. */
  private async write(): Promise<void> {
    const writes = this.waiting;
    this.waiting = [];
    try {
      const areMoved = await this.areMoved(writes);
      writes.forEach(({ settle }, index) => settle.resolve(areMoved[index] === true));
    } catch (error) {
      for (const { settle } of writes) settle.reject(error);
    }
  }

  private async areMoved(writes: readonly CheckpointWrite[]): Promise<readonly boolean[]> {
    const operations = writes.map(({ filter, update }) => ({ updateOne: { filter, update } }));
    const { matchedCount } = await this.collections.states.bulkWrite(operations, { ordered: false });
    if (matchedCount === writes.length) return writes.map(() => true);
    // Only their number is answered. Which of them they are is asked one by one: a repeat changes nothing.
    return Promise.all(
      writes.map(async ({ filter, update }) => {
        const alone = await this.collections.states.updateOne(filter, update);
        return alone.matchedCount > 0;
      }),
    );
  }
}

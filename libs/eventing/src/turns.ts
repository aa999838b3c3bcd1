/** Serializes work by name: work under one name runs in order, one at a time; under different names concurrently. */
export class Turns {
  private readonly queues = new Map<string, { last: Promise<void>; length: number }>();

  /** @param lengthMax work running or waiting under one name before `take` refuses more. */
  constructor(private readonly lengthMax = 1_000) {}

  /** Runs `work` once everything queued earlier under this name has settled. Rejects with the result of `full` when too many wait. */
  async take<Result>(name: string, work: () => Promise<Result>, full: () => Error): Promise<Result> {
    const queue = this.queues.get(name) ?? { last: Promise.resolve(), length: 0 };
    if (queue.length >= this.lengthMax) throw full();
    const earlier = queue.last;
    const { promise: done, resolve: finish } = Promise.withResolvers<void>();
    queue.last = done;
    queue.length += 1;
    this.queues.set(name, queue);
    await earlier;
    try {
      return await work();
    } finally {
      queue.length -= 1;
      if (queue.length === 0) this.queues.delete(name);
      finish();
    }
  }
}

/** Concurrent work: enough for its appends to share one commit to disk, few enough for any mail server. */
export const SIDE_BY_SIDE_MAX = 16;

/**
 * Runs the work on all items, at most `most` at a time, and returns the results in no particular order. After a failure
 * no more work starts; rejects with the first failure once all running work has settled.
 */
export async function sideBySide<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  most = SIDE_BY_SIDE_MAX,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const queue = items.values();
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      if (failures.length > 0) return;
      await work(item).then(
        (result) => results.push(result),
        (error: unknown) => failures.push(error),
      );
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}

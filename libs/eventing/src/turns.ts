/** Runs work on one thing in the order asked, one at a time, and work on different things side by side. */
export class Turns {
  private readonly queues = new Map<string, { last: Promise<void>; length: number }>();

  /** @param lengthMax work that may wait for or hold one thing before `take` refuses more. */
  constructor(private readonly lengthMax = 1_000) {}

  /** Runs `work` when everything asked earlier under this name has settled. Rejects with what `full` makes when too many wait. */
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

/** Work in hand at once: enough for its appends to share one commit to disk, few enough for any mail server. */
export const SIDE_BY_SIDE_MAX = 16;

/**
 * Runs the work on all items, at most {@link SIDE_BY_SIDE_MAX} at a time, and returns the results in no order. After a failure no more
 * work is begun; rejects with the first failure once all work in hand has settled.
 */
export async function sideBySide<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
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
  await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE_MAX, items.length) }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}

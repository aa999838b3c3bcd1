/** Work in hand at once: enough for its appends to share one commit to disk, few enough for any mail server. */
export const SIDE_BY_SIDE_MAX = 16;

/**
 * Runs the work on all items, at most {@link SIDE_BY_SIDE_MAX} at a time, and answers the results in no order. After a failure nothing
 * more is begun; rejects with the first failure once all work in hand has settled.
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

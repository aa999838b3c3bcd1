/**
 * Runs `work`, with a sign of life each time that `interval_ms` has passed: kafkajs sends none by itself while a batch is in hand, and the
 * broker gives the partitions of a silent member away. A failing heartbeat does not end the work: it is finished, and the commit
 * that follows says whether it still counts.
 */
export async function keptAlive<Result>(
  heartbeat: () => Promise<void>,
  interval_ms: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const timer = setInterval(() => void heartbeat().catch(() => undefined), interval_ms);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

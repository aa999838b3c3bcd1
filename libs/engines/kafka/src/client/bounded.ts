import { setTimeout as after } from 'node:timers/promises';

/** What `work` answers, or a rejection when that takes longer than `limit_ms`. The work itself is not stopped. */
export async function bounded<Result>(work: Promise<Result>, limit_ms: number): Promise<Result> {
  const timer = new AbortController();
  const late = after(limit_ms, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`No answer within ${limit_ms} ms.`);
  });
  late.catch(() => undefined); // the timer's own abort
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
    work.catch(() => undefined);
  }
}

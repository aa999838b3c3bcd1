/** Resolves after `duration_ms`, or immediately when the signal is aborted. Never rejects. */
export function pause(duration_ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, duration_ms);
    signal?.addEventListener('abort', end, { once: true });
  });
}

/** Wait before the attempt following the given one (from 1): doubles each time, at most `longest_ms`. */
export function doubling(attempt: number, shortest_ms: number, longest_ms: number): number {
  return Math.min(longest_ms, shortest_ms * 2 ** Math.min(attempt - 1, 30));
}

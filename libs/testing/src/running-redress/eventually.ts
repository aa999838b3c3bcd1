import { setTimeout as pause } from 'node:timers/promises';

const WAIT_MS_MAX = 15_000;
const PAUSE_MS = 20;

/** Polls until the answer is as expected, and returns it; rejects with the last answer after the deadline. */
export async function eventually<Value>(
  ask: () => Promise<Value>,
  isWanted: (value: Value) => boolean,
  wait_ms = WAIT_MS_MAX,
): Promise<Value> {
  const deadline = performance.now() + wait_ms;
  for (;;) {
    const value = await ask();
    if (isWanted(value)) return value;
    if (performance.now() > deadline) throw new Error(`Still not as wanted: ${JSON.stringify(value)}`);
    await pause(PAUSE_MS);
  }
}

/** The secret of the sign-in link that a server without accounts prints, which is a while after it listens. */
export function printedLink(redress: { readonly output: string }): Promise<string> {
  return eventually(
    () => Promise.resolve(/\/sign-in#(\S+)\n/.exec(redress.output)?.[1] ?? ''),
    (link) => link !== '',
  );
}

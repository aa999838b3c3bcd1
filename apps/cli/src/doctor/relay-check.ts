import { type EventStore, pause, type ReadStore, RelayLease } from '@redress/eventing';
import { fail, type Finding, ok, warn } from '@redress/standalone';

const RELAY = 'relay';
/** A running relay renews its lease more than once a second; another may take over one that was not renewed for 5. */
const RENEWED_WITHIN_MS = 6_000;
const LOOK_EVERY_MS = 250;
const START_IT = 'Start one: redress serve relay.';

/**
 * Checks that a relay publishes what is recorded: without one, complaints are taken in and shown to nobody, because every view and every
 * message waits for the topic. Takes up to six seconds when none runs.
 */
export async function checkRelay(
  destination: string,
  { events, views }: { readonly events: EventStore; readonly views: ReadStore },
  wait: (ms: number) => Promise<void> = pause,
): Promise<Finding> {
  try {
    const lease = new RelayLease({ readStore: views, destination, holder: '' });
    await lease.start();
    await lease.look();
    const isRunning = !lease.isFree && (await hasMoved(lease, wait));
    const [waiting] = await Array.fromAsync(events.readAll(lease.place.position, { limit: 1 }));
    if (!isRunning && waiting !== undefined) {
      const found = `No relay runs, and what was recorded since is not on ${destination}: no view shows it and no message is sent.`;
      return fail(RELAY, found, START_IT);
    }
    if (!isRunning) return warn(RELAY, `No relay runs. Everything recorded so far is on ${destination}.`, START_IT);
    return ok(RELAY, `one runs, and publishes to ${destination}`);
  } catch (error) {
    return fail(
      RELAY,
      error instanceof Error ? error.message : String(error),
      'Start the event store and the read store.',
    );
  }
}

/** Whether the holder of the lease renews it. */
async function hasMoved(lease: RelayLease, wait: (ms: number) => Promise<void>): Promise<boolean> {
  for (let waited = 0; waited < RENEWED_WITHIN_MS; waited += LOOK_EVERY_MS) {
    await wait(LOOK_EVERY_MS);
    if (await lease.look()) return !lease.isFree;
  }
  return false;
}

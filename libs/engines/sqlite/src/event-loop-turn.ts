import { setImmediate as nextTurnOfTheLoop } from 'node:timers/promises';

/**
 * Lets everything else that waits have its turn. SQLite answers without waiting, so a loop over pages would otherwise keep requests,
 * and the group commit itself, from running until it ends.
 */
export async function yieldTurn(): Promise<void> {
  await nextTurnOfTheLoop();
}

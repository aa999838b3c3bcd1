import { userInfo } from 'node:os';
import { type Actor, StoreUnavailableError, toActorId } from '@redress/eventing';
import { type AccessEntry, AccessLog, Metrics, type RedressConfig, timeSourceOf } from '@redress/platform';
import { unusable } from './exit.js';
import { openViews } from './session.js';

/**
 * Whoever works at the machine. Nobody has signed in there, so the account of the operating system stands for the person: `operator:anna`.
 */
export function operator(): Pick<Actor, 'id' | 'role'> {
  return { id: toActorId(`operator:${accountName()}`), role: 'operator' };
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run as a number that has no name.
    return String(process.getuid?.());
  }
}

/**
 * Records in the access log that personal data is shown, with or without a running server. To be called before it is shown: throws a `Failure`
 * where it cannot be recorded.
 */
export async function recordRead(
  config: RedressConfig,
  read: Pick<AccessEntry, 'kind' | 'actor' | 'reference'>,
): Promise<void> {
  try {
    const views = await openViews(config);
    try {
      const log = new AccessLog(views, timeSourceOf(config), new Metrics());
      log.note(read);
      await log.written();
    } finally {
      await views.close();
    }
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    throw unusable(
      `${error.message} Personal data is shown only where the access log can record it: give the read store with REDRESS_READ_STORE.`,
      error,
    );
  }
}

import {
  BACKWARDS,
  END,
  type EventStoreDBClient,
  jsonEvent,
  NO_STREAM,
  StreamNotFoundError,
} from '@eventstore/db-client';
import { OneCallPerAppend } from '../connection/client.js';
import type { EventStoreDbUser } from '../connection/url.js';
import { drain } from '../event-store/client-reads.js';
import type { StoredEvent } from '../event-store/event-format.js';
import { metadataIn } from '../event-store/forget-orders.js';
import { readFailureOf } from '../event-store/failures.js';
import type { AccessLists } from './least-rights.js';

export interface SetPermissionsOptions {
  /** The connection string of an administrator. Must be valid, see `eventStoreDbUrlFault`. */
  readonly url: string;
  /** Created if missing. The password of one that is there stays as it is. */
  readonly user: EventStoreDbUser;
  readonly lists: AccessLists;
}

/** What was changed, and what was there already. */
export interface PermissionsSet {
  readonly created: boolean;
  readonly written: readonly (keyof AccessLists)[];
}

const CALL_MS_MAX = 10_000;
/** Where each list is stored, and the type of its events. */
const PLACES = {
  $settings: { stream: '$settings', type: 'update-default-acl' },
  $all: { stream: '$$$all', type: '$metadata' },
} as const;

/**
 * Creates the user and writes the lists that differ, keeping what else stands beside them. Rejects with `StoreUnavailableError` when the server
 * does not answer or denies it.
 */
export async function setPermissions({ url, user, lists }: SetPermissionsOptions): Promise<PermissionsSet> {
  const client = OneCallPerAppend.connect(url);
  try {
    const created = await OneCallPerAppend.createUser(client, user, CALL_MS_MAX);
    const written: (keyof AccessLists)[] = [];
    for (const name of Object.keys(PLACES) as (keyof AccessLists)[]) {
      if (await write(client, PLACES[name], lists[name])) written.push(name);
    }
    return { created, written };
  } catch (error) {
    throw readFailureOf('the access control lists', error);
  } finally {
    await OneCallPerAppend.close(client);
  }
}

/** False if the stream's newest event has these values already. */
async function write(
  client: EventStoreDBClient,
  { stream, type }: { readonly stream: string; readonly type: string },
  wanted: object,
): Promise<boolean> {
  const newest = await newestOf(client, stream);
  const present = newest === undefined ? {} : metadataIn(newest);
  const isThere = Object.entries(wanted).every(
    ([key, value]) => JSON.stringify(present[key]) === JSON.stringify(value),
  );
  if (isThere) return false;
  const event = jsonEvent({ type, data: { ...present, ...wanted } });
  await client.appendToStream(stream, event, {
    expectedRevision: newest?.revision ?? NO_STREAM,
    deadline: CALL_MS_MAX,
  });
  return true;
}

async function newestOf(client: EventStoreDBClient, stream: string): Promise<StoredEvent | undefined> {
  let newest: StoredEvent | undefined;
  try {
    await drain(client.readStream(stream, { direction: BACKWARDS, fromRevision: END, maxCount: 1 }), (event) => {
      newest = event;
      return false;
    });
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error;
  }
  return newest;
}

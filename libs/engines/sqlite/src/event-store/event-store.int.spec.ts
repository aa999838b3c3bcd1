import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore } from '@redress/eventing';
import { eventStoreContract, type EventStoreHarness } from '@redress/testing';
import { openSqliteEventStore } from './open.js';

/** Each store in a folder of its own. */
class SqliteHarness implements EventStoreHarness {
  private folder = '';

  async open(): Promise<EventStore> {
    this.folder = await mkdtemp(join(tmpdir(), 'redress-events-'));
    return openSqliteEventStore({ file: join(this.folder, 'events.db') });
  }

  async reopen(store: EventStore): Promise<EventStore> {
    await store.close();
    return openSqliteEventStore({ file: join(this.folder, 'events.db') });
  }

  async destroy(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

eventStoreContract('SQLite', new SqliteHarness());

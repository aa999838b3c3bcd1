import { describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { type EventCodec, type EventStore, type Projection, type ReadStore, toPosition } from '@redress/eventing';
import type { Engines } from '@redress/platform';
import type { Policies } from '@redress/policies';
import { eventually } from '@redress/testing';
import { Rebuilds } from './rebuilds.js';

Logger.overrideLogger(false);

const NOW = '2026-11-02T09:00:00.000Z';

/** A read store in which a rebuild begins, and goes on or fails when it is told to. */
class SlowStore {
  readonly begun: string[] = [];
  readonly generation = Promise.withResolvers<number>();
  isOfAnotherLog = false;

  get store(): ReadStore {
    return {
      places: async () =>
        this.isOfAnotherLog
          ? new Map([['cases', { position: toPosition(9n), eventId: 'of-another-log', recordedAt: NOW }]])
          : new Map(),
      define: async () => undefined,
      beginGeneration: (view: string) => {
        this.begun.push(view);
        return this.generation.promise;
      },
    } as unknown as ReadStore;
  }
}

const projectionOf = (name: string): Projection =>
  ({ view: { name, fields: {}, indexes: [] } }) as unknown as Projection;

function rebuildsOn(slow: SlowStore): Rebuilds {
  const events = { eventIdAt: async () => 'of-this-log' } as unknown as EventStore;
  const engines = { readStore: slow.store } as unknown as Engines;
  return new Rebuilds(engines, events, {} as EventCodec, { now: () => NOW }, {} as Policies);
}

describe('Rebuilds', () => {
  it('run one at a time, and the same one is begun once however often it is asked for', async () => {
    const slow = new SlowStore();
    const rebuilds = rebuildsOn(slow);
    await rebuilds.start(projectionOf('cases'));
    await rebuilds.start(projectionOf('cases'));
    await expect(rebuilds.start(projectionOf('tasks'))).rejects.toMatchObject({ code: 'rebuild-running' });
    expect([slow.begun, rebuilds.of('cases')]).toEqual([
      ['cases'],
      { state: 'running', startedAt: NOW, reached: '0', of: '0' },
    ]);

    // One that failed is in the way of no other.
    slow.generation.reject(new Error('The disk is full.'));
    await eventually(
      async () => rebuilds.of('cases'),
      (rebuild) => rebuild?.state === 'failed',
    );
    await rebuilds.start(projectionOf('tasks'));
    expect(slow.begun).toEqual(['cases', 'tasks']);
  });

  it('are left to the command line where a view knows another log', async () => {
    const slow = new SlowStore();
    slow.isOfAnotherLog = true;
    await expect(rebuildsOn(slow).start(projectionOf('cases'))).rejects.toMatchObject({ code: 'view-of-another-log' });
    expect(slow.begun).toEqual([]);
  });
});

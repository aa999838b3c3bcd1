import { once } from 'node:events';
import { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { StoreUnavailableError } from '@redress/eventing';
import { wakeWriters, whenItServes } from './connection.js';

const WAITS = { attempt_ms: 20, total_ms: 10_000 };

/** Opens after this many attempts that found no server. */
function startingAfter(attempts: number) {
  const waits: number[] = [];
  const open = async (wait_ms: number): Promise<string> => {
    waits.push(wait_ms);
    if (waits.length > attempts) return 'open';
    // A timer may fire slightly early by the measuring clock.
    await pause(wait_ms + 5);
    throw new StoreUnavailableError('Out of reach.');
  };
  return { open, waits };
}

describe('An engine that is opened while it is still starting', () => {
  it('is tried again, and never told to wait longer than one attempt', async () => {
    const { open, waits } = startingAfter(3);
    await expect(whenItServes(open, WAITS)).resolves.toBe('open');
    expect(waits).toEqual([20, 20, 20, 20]);
  });

  it('is given up in the end', async () => {
    const { open, waits } = startingAfter(Infinity);
    await expect(whenItServes(open, { attempt_ms: 20, total_ms: 50 })).rejects.toThrow('Out of reach.');
    expect(waits.length).toBeGreaterThan(1);
  });

  it('is not asked again when it refuses', async () => {
    let asked = 0;
    const refusing = (): Promise<never> => {
      asked += 1;
      return Promise.reject(new StoreUnavailableError('Wrong password.'));
    };
    await expect(whenItServes(refusing, { attempt_ms: 1_000, total_ms: 10_000 })).rejects.toThrow('Wrong password.');
    expect(asked).toBe(1);
  });
});

describe('On a closed socket', () => {
  it('a writer that waits is woken', async () => {
    const socket = new Socket();
    const drained = once(socket, 'drain');
    wakeWriters(socket);
    await expect(drained).resolves.toEqual([]);
  });

  it('a writer that comes to wait is woken', async () => {
    const socket = new Socket();
    wakeWriters(socket);
    await expect(once(socket, 'drain')).resolves.toEqual([]);
    await expect(once(socket, 'drain')).resolves.toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { wakeWriters } from './closed-sockets.js';

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

import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { FastifyReply } from 'fastify';
import { once } from 'node:events';
import { Writable } from 'node:stream';
import { sendAttachment } from './attachment-routes.js';

describe('A file on its way to its reader', () => {
  let raw: Writable;
  let released: number;
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
    released = 0;
    raw = new Writable({ write: () => undefined });
    const reply = { raw, header: () => reply, send: () => reply };
    const file = { mediaType: 'text/plain', name: 'a.txt', content: Buffer.from('a'), release: () => (released += 1) };
    sendAttachment(reply as unknown as FastifyReply, file);
  });
  afterEach(() => void jest.useRealTimers());

  it('is cut off after two minutes, and its room given back', async () => {
    jest.advanceTimersByTime(119_999);
    expect([raw.destroyed, released]).toEqual([false, 0]);
    jest.advanceTimersByTime(1);
    await once(raw, 'close');
    expect([raw.destroyed, released]).toEqual([true, 1]);
  });

  it('gives its room back once it is there, and is not cut off afterwards', async () => {
    raw.end();
    await once(raw, 'close');
    expect([released, jest.getTimerCount()]).toEqual([1, 0]);
  });

  it('gives its room back when its reader is gone', async () => {
    raw.destroy();
    await once(raw, 'close');
    expect([released, jest.getTimerCount()]).toEqual([1, 0]);
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, RunningRedress } from '@redress/testing';
import { LiveReader } from '../live-reader.js';
import { type Browser, firstAdministrator, invited } from './browser.js';

let redress: RunningRedress;
const readers: LiveReader[] = [];

beforeAll(async () => {
  redress = await RunningRedress.start();
});
afterAll(() => redress[Symbol.asyncDispose]());
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close();
});

describe('A session that ends', () => {
  let admin: Browser;
  beforeAll(async () => {
    admin = await firstAdministrator(redress);
  });

  it.each<[how: string, username: string, end: (own: Browser) => Promise<Answer>]>([
    ['by signing out', 'hugo', (own) => own.delete('/api/session')],
    ['with its account', 'henry', () => admin.post('/api/accounts/henry/disable')],
    ['with its roles', 'helen', () => admin.post('/api/accounts/helen/change-roles', { roles: ['supervisor'] })],
  ])('%s ends the stream within seconds, and no other', async (_how, username, end) => {
    const own = await invited(redress, admin, { username, roles: ['handler'] });
    const other = await invited(redress, admin, { username: `${username}-too`, roles: ['handler'] });
    const [stream, others] = [
      await LiveReader.openWithCookie(redress, own.cookie),
      await LiveReader.openWithCookie(redress, other.cookie),
    ];
    readers.push(stream, others);
    await stream.begun();
    await others.begun();
    expect((await end(own)).status).toBeLessThan(300);
    await stream.ended();
    expect(others.hasEnded).toBe(false);
  });
});

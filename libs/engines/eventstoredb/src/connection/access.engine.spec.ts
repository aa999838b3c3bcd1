import { describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { all, appendOne, eventually, Following, ServerBench } from '../server.fixture.spec.js';

/** A certificate for the loopback interface, and its key: useless anywhere else. */
const certFile = fileURLToPath(new URL('../../fixtures/localhost.crt', import.meta.url));
const keyFile = fileURLToPath(new URL('../../fixtures/localhost.key', import.meta.url));
const password = 'p@ss:w/rd#1';

describe('A server that asks who is there', () => {
  const bench = new ServerBench({
    tls: { certFile, keyFile },
    users: [{ username: 'redress', password, groups: ['$admins'] }],
  });
  const url = (credentials: string, options = `tls=true&tlsCAFile=${encodeURIComponent(certFile)}`) =>
    `esdb://${credentials}localhost:${bench.server.port}?${options}`;
  const known = `redress:${encodeURIComponent(password)}@`;

  it('serves one whose credentials are right, over TLS', async () => {
    const store = await bench.open({ url: url(known) });
    const following = new Following(store);
    await appendOne(store, 'complaint-A', 0);
    await eventually(() => expect(following.events).toHaveLength(1));
    expect(await all(store)).toEqual(following.events);
    await following.end();
  });

  it.each([
    { what: 'another password', credentials: 'redress:secret-guess@' },
    { what: 'no credentials', credentials: '' },
  ])('denies $what at once, and the error names no secret', async ({ credentials }) => {
    const failure = await bench.open({ url: url(credentials), wait_ms: 60_000 }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'store-unavailable', message: expect.stringContaining('denies access') });
    expect(String(failure)).not.toContain('secret-guess');
  });

  it('is found by gossip over TLS', async () => {
    const store = await bench.open({ url: url(known).replace('esdb:', 'esdb+discover:') });
    await appendOne(store, 'complaint-A', 0);
    expect(await all(store)).toHaveLength(1);
  });

  it('is not trusted without its certificate', async () => {
    const failure = await bench.open({ url: url(known, 'tls=true'), wait_ms: 0 }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'store-unavailable' });
    expect(String(failure)).not.toContain('w%2Frd');
  });

  it('has its certificate named by a file that is there, or the error says so', async () => {
    const failure = await bench
      .open({ url: url(known, 'tls=true&tlsCAFile=nowhere.crt'), wait_ms: 0 })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'store-unavailable', message: expect.stringContaining('certificate') });
  });
});

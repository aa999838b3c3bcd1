import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { sealedEvents } from '@redress/testing';
import { all, appendOne, eventually, Following, ServerBench } from '../server.fixture.spec.js';
import { leastRights } from './least-rights.js';
import { setPermissions } from './set-permissions.js';

const certFile = fileURLToPath(new URL('../../fixtures/localhost.crt', import.meta.url));
const keyFile = fileURLToPath(new URL('../../fixtures/localhost.key', import.meta.url));
const user = { username: 'redress', password: 'p@ss:w/rd#1' };
const administrator = { username: 'admin', password: 'changeit', groups: ['$admins'] };
const reporting = { username: 'reporting', password: 'r3porting' };

describe('The least rights on EventStoreDB', () => {
  const bench = new ServerBench({ tls: { certFile, keyFile }, users: [administrator, reporting] });
  const clients: EventStoreDBClient[] = [];
  const urlOf = ({ username, password }: typeof user) =>
    `esdb://${username}:${encodeURIComponent(password)}@localhost:${bench.server.port}?tls=true&tlsCAFile=${encodeURIComponent(certFile)}`;
  const clientOf = (one: typeof user) => {
    const client = EventStoreDBClient.connectionString(urlOf(one));
    clients.push(client);
    return client;
  };
  const set = (lists = leastRights(user.username)) => setPermissions({ url: urlOf(administrator), user, lists });
  const openAsUser = () => bench.open({ url: urlOf(user), attempt_ms: 5_000 });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.dispose()));
  });

  it('let the user work, who could not before', async () => {
    const denied = { code: 'store-unavailable', message: expect.stringContaining('denies access') };
    await expect(openAsUser()).rejects.toMatchObject(denied);
    await expect(bench.open({ url: urlOf(reporting) })).rejects.toMatchObject(denied);
    expect(await set()).toEqual({ created: true, written: ['$settings', '$all'] });
    const store = await openAsUser();
    const following = new Following(store);
    await store.append('complaint-A', 'none', sealedEvents('complaint-A', { count: 2 }));
    await eventually(() => expect(following.events).toHaveLength(2));
    expect(await Array.fromAsync(store.read('complaint-A'))).toEqual(following.events);
    expect(await store.eventIdAt(await store.head())).toBe(following.events.at(-1)!.id);
    await following.end();
  });

  it('are written once, keep what else the administrator has set, and leave a password as it is', async () => {
    const client = clientOf(administrator);
    const metadata = jsonEvent({ type: '$metadata', data: { owner: 'platform', $acl: { $r: '$all' } } });
    await client.appendToStream('$$$all', metadata, { expectedRevision: NO_STREAM });
    await set();
    expect(await set()).toEqual({ created: false, written: [] });
    const [newest] = await Array.fromAsync(
      client.readStream('$$$all', { direction: 'backwards', fromRevision: 'end' as const, maxCount: 1 }),
    );
    expect(newest!.event!.data).toEqual({ owner: 'platform', $acl: { $r: ['redress', '$admins'] } });
    const other = { url: urlOf(administrator), user: { ...user, password: 'another' }, lists: leastRights('redress') };
    expect(await setPermissions(other)).toEqual({ created: false, written: [] });
    await openAsUser();
  });

  describe('once set', () => {
    beforeEach(async () => {
      await set(leastRights(user.username));
      await appendOne(await openAsUser(), 'complaint-A', 0);
    });

    it('deny the user whatever cuts a stream, and the rights themselves', async () => {
      const client = clientOf(user);
      const attempts: Readonly<Record<string, () => Promise<unknown>>> = {
        $maxCount: () => client.setStreamMetadata('complaint-A', { maxCount: 1 }),
        $tb: () => client.setStreamMetadata('complaint-A', { truncateBefore: 1 }),
        $maxAge: () => client.setStreamMetadata('complaint-A', { maxAge: 1 }),
        deletion: () => client.deleteStream('complaint-A'),
        'a tombstone': () => client.tombstoneStream('complaint-A'),
        'metadata of a stream to come': () => client.setStreamMetadata('complaint-Z', { maxAge: 1 }),
        'the rights to the log': () => client.setStreamMetadata('$all', { acl: { readRoles: ['$all'] } }),
        'the rights to streams': () => client.appendToStream('$settings', jsonEvent({ type: 'x', data: {} })),
      };
      for (const [what, attempt] of Object.entries(attempts)) {
        const outcome = await attempt().then(
          () => 'done',
          ({ type }) => type as unknown,
        );
        expect([what, outcome]).toEqual([what, 'access-denied']);
      }
      expect(await all(await openAsUser())).toHaveLength(1);
    });

    it('deny other users everything, unless they are named', async () => {
      const client = clientOf(reporting);
      const read = () => Array.fromAsync(client.readStream('complaint-A'));
      await expect(read()).rejects.toMatchObject({ type: 'access-denied' });
      await set(leastRights(user.username, ['reporting']));
      expect(await read()).toHaveLength(1);
      await expect(client.deleteStream('complaint-A')).rejects.toMatchObject({ type: 'access-denied' });
    });

    it('end the subscription of a user from whom they are taken, who is told', async () => {
      const following = new Following(await openAsUser());
      await eventually(() => expect(following.caughtUp).toBe(true));
      await set(leastRights('somebody-else'));
      await expect(following.ended).rejects.toMatchObject({
        code: 'store-unavailable',
        message: expect.stringContaining('denies access'),
      });
    });
  });

  it('are not set by a user who may not', async () => {
    const setting = setPermissions({ url: urlOf(reporting), user, lists: leastRights('redress') });
    await expect(setting).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('denies access'),
    });
  });
});

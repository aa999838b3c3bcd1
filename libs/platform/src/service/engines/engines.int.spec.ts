import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryReadStore } from '@redress/testing';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../configuration/load-config.js';
import { openEngines, openRelayEngines } from './engines.js';
import { ReadStoreByOwner } from './read-store-by-owner.js';
import { toPosition } from '@redress/eventing';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'redress-engines-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

describe('The embedded engines', () => {
  it('are opened in a data folder that nobody else may look into, and closed together', async () => {
    const data = join(parent, 'new', 'data');
    const engines = await openEngines(loadConfig({ REDRESS_DATA: data }), []);
    expect((await stat(data)).mode & 0o077).toBe(0);
    expect(await engines.eventStore.head()).toBe(0n);
    await engines.close();
    await expect(engines.eventStore.head()).rejects.toMatchObject({ code: 'store-closed' });
    await expect(engines.keyStore.get(['a'])).rejects.toMatchObject({ code: 'store-closed' });
    await engines.close();
  });

  it('are closed again when one of them cannot be opened', async () => {
    const file = join(parent, 'file');
    await writeFile(file, '');
    const broken = loadConfig({ REDRESS_DATA: parent, REDRESS_READ_STORE: `sqlite:${join(file, 'views.db')}` });
    await expect(openEngines(broken, [])).rejects.toMatchObject({ code: 'store-unavailable' });
    const engines = await openEngines(loadConfig({ REDRESS_DATA: parent }), []);
    await engines.close();
  });
});

describe('Engines that there are not', () => {
  it('are named, all at once, without their credentials', async () => {
    const config = loadConfig({
      REDRESS_DATA: parent,
      REDRESS_EVENT_STORE: 'postgres://admin:marked-secret@host:2113',
      REDRESS_EVENT_STREAM: 'amqp://guest:marked-secret@host',
      REDRESS_READ_STORE: 'redis://user:marked-secret@host',
      REDRESS_KEY_STORE: 'sqlite:',
    });
    const refusal = (await openEngines(config, []).catch((error: unknown) => error)) as Error;
    expect(refusal).toMatchObject({
      code: 'config',
      faults: [
        { variable: 'REDRESS_EVENT_STORE' },
        { variable: 'REDRESS_EVENT_STREAM' },
        { variable: 'REDRESS_READ_STORE' },
        { variable: 'REDRESS_KEY_STORE', problem: 'names no file.' },
      ],
    });
    expect(refusal.message).toContain('esdb:');
    expect(refusal.message).not.toContain('marked-secret');
  });

  it('do not matter to a relay where it does not use them, and a stream that cannot be written to does', async () => {
    const config = loadConfig({ REDRESS_DATA: parent, REDRESS_KEY_STORE: 'redis://host' });
    const refusal = await openRelayEngines(config).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'config', faults: [{ variable: 'REDRESS_EVENT_STREAM' }] });
  });
});

describe('Several services in one process', () => {
  it('each have the views that they own in their own store', async () => {
    const [intake, cases] = [new MemoryReadStore(), new MemoryReadStore()];
    const store = new ReadStoreByOwner([
      { owner: { views: ['tracking'] }, store: intake },
      { owner: { views: ['cases'] }, store: cases },
    ]);
    await store.define({ name: 'cases', fields: {}, indexes: [] });
    await store.commit('cases', { generation: 1, changes: [], park: [], unpark: [], position: toPosition(7n) });
    expect(await cases.checkpoint('cases')).toBe(7n);
    await expect(intake.checkpoint('cases')).rejects.toMatchObject({ code: 'invalid-query' });
    expect(() => store.checkpoint('facts')).toThrow('No service of this process keeps the view facts.');
    await store.close();
    await expect(intake.checkpoint('tracking')).rejects.toMatchObject({ code: 'store-closed' });
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../config/load-config.js';
import { openEngines } from './engines.js';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'redress-engines-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

describe('The embedded engines', () => {
  it('are opened in a data folder that nobody else may look into, and closed together', async () => {
    const data = join(parent, 'new', 'data');
    const engines = await openEngines(loadConfig({ REDRESS_DATA: data }));
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
    await expect(openEngines(broken)).rejects.toBeDefined();
    const engines = await openEngines(loadConfig({ REDRESS_DATA: parent }));
    await engines.close();
  });
});

describe('Engines that this build does not have', () => {
  it('are named, all at once, without their credentials', async () => {
    const config = loadConfig({
      REDRESS_DATA: parent,
      REDRESS_EVENT_STORE: 'esdb://admin:marked-secret@host:2113',
      REDRESS_EVENT_STREAM: 'kafka://host:9092',
      REDRESS_READ_STORE: 'mongodb://user:marked-secret@host',
    });
    const refusal = (await openEngines(config).catch((error: unknown) => error)) as Error;
    expect(refusal).toMatchObject({
      code: 'config',
      faults: [
        { variable: 'REDRESS_EVENT_STORE' },
        { variable: 'REDRESS_EVENT_STREAM' },
        { variable: 'REDRESS_READ_STORE' },
      ],
    });
    expect(refusal.message).toContain('esdb:');
    expect(refusal.message).not.toContain('marked-secret');
  });
});

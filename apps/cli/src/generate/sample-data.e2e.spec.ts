import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toReference } from '@redress/domain';
import { loadConfig, mintToken, ServerSecrets } from '@redress/platform';
import { call, RunningRedress, ScratchFolder } from '@redress/testing';
import { CommandLine } from '../command-line.mother.spec.js';

interface Item {
  readonly reference: string;
  readonly language: 'en' | 'fa';
}

interface Page {
  readonly items: readonly Item[];
  readonly next: string | null;
}

interface Figures {
  readonly rows: readonly { readonly count: number; readonly open: number }[];
}

/** Confidential ones are shown to those alone whom they name. */
const CONFIDENTIAL_MAX = 6;

/** For a server and four commands, on a machine that does other things. */
const RUN_MS_MAX = 180_000;

describe('An installation with sample data', () => {
  let data: ScratchFolder;
  let cli: CommandLine;
  beforeEach(async () => {
    data = new ScratchFolder();
    cli = await CommandLine.open({ REDRESS_DATA: data.path });
  });
  afterEach(async () => {
    await cli.close();
    data.remove();
  });

  it(
    'shows the same complaints wherever one looks, and writes to nobody',
    async () => {
      const made = await cli.json('sample-data');
      const redress = await RunningRedress.start({ data: data.path });
      try {
        await redress.settled();
        const get = await asSupervisor(redress);
        const items = await everyCase(get);
        expect(made.complaints - items.length).toBeGreaterThanOrEqual(0);
        expect(made.complaints - items.length).toBeLessThan(CONFIDENTIAL_MAX);
        expect(new Set(items.map(({ reference }) => reference)).size).toBe(items.length);
        const [open, all] = [await everyCase(get, '&open=true'), await get<Figures>('/api/analytics/summary')];
        expect(all.rows).toEqual([expect.objectContaining({ count: items.length, open: open.length })]);

        const secrets = new ServerSecrets(
          Buffer.from((await readFile(join(data.path, 'master.key'), 'utf8')).trim(), 'hex'),
        );
        for (const language of ['en', 'fa']) {
          const reference = items.find((item) => item.language === language)?.reference ?? '';
          const trackingCode = secrets.trackingCode(toReference(reference.replaceAll('-', '')));
          const tracked = await call('POST', `${redress.url}/api/track`, { body: { reference, trackingCode } });
          expect([language, tracked.status]).toEqual([language, 200]);
        }
        expect(existsSync(join(data.path, 'outbox'))).toBe(false);
        expect(await cli.json('verify')).toMatchObject({ passed: true });
        expect((await cli.run(['check', 'views'])).exitCode).toBe(0);
        expect((await cli.run(['parked'])).out).toContain('Nothing is parked.');
      } finally {
        await redress[Symbol.asyncDispose]();
      }
    },
    RUN_MS_MAX,
  );
});

type Get = <Body>(path: string) => Promise<Body>;

async function asSupervisor({ url, data }: RunningRedress): Promise<Get> {
  const config = loadConfig({ REDRESS_DATA: data });
  const token = await mintToken(config, { sub: 'supervisor', roles: ['supervisor'], ttlSeconds: 600 });
  return async <Body>(path: string) => (await call<Body>('GET', `${url}${path}`, { token })).body;
}

async function everyCase(get: Get, filter = ''): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let next: string | null = ''; next !== null;) {
    const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
    const page: Page = await get<Page>(`/api/cases?limit=100${filter}${cursor}`);
    items.push(...page.items);
    ({ next } = page);
  }
  return items;
}

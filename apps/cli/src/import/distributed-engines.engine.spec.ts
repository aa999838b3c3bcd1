import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadConfig, mintToken } from '@redress/platform';
import { call, DistributedEngines, RunningRedress, ScratchFolder } from '@redress/testing';
import { CommandLine } from '../command-line.mother.spec.js';
import { wideFile, type RowValues } from './cfpb/bureau-file.mother.spec.js';

const ROWS: readonly RowValues[] = Array.from({ length: 120 }, (_, index) => ({
  id: String(5_000 + index),
  product: ['Bicycle insurance', 'Pet insurance', 'Tram passes'][index % 3]!,
  response: ['Closed with explanation', 'In progress'][index % 2]!,
}));

interface Row {
  readonly group: { readonly product: string };
  readonly count: number;
}

describe('The command line beside five services and a relay, each a process, on engines apart', () => {
  let redress: RunningRedress;
  let cli: CommandLine;
  let file: string;

  beforeAll(async () => {
    redress = await RunningRedress.start();
    cli = await CommandLine.open(redress.env);
    file = await cli.write('bureau.csv', wideFile(ROWS));
  });
  afterAll(async () => {
    await cli.close();
    await redress[Symbol.asyncDispose]();
  });

  it('imports the complaints of the Bureau, each once', async () => {
    expect(await cli.json('import', 'cfpb', file)).toMatchObject({ rows: 120, added: 120, rejected: 0 });
    expect(await cli.json('import', 'cfpb', file)).toMatchObject({ rows: 120, added: 0, there: 120, events: 0 });
    expect(await cli.json('verify')).toMatchObject({ passed: true, streams: 120 });
  });

  it('finds them counted by the analytics service as the file has them', async () => {
    await redress.settled();
    const token = await mintToken(loadConfig(redress.env), { sub: 'anna', roles: ['analyst'], ttlSeconds: 60 });
    const url = `${redress.url}/api/analytics/summary?groupBy=product`;
    const { body } = await call<{ rows: readonly Row[] }>('GET', url, { token });
    expect(Object.fromEntries(body.rows.map(({ group, count }) => [group.product, count]))).toEqual({
      'Bicycle insurance': 40,
      'Pet insurance': 40,
      'Tram passes': 40,
    });
  });

  it('builds every view anew beside the running ones, and finds nothing parked', async () => {
    const recorded = async () => (await cli.json('verify'))['events'] as number;
    const before = await recorded();
    const { rebuilt } = await cli.json('rebuild', '--all');
    expect(rebuilt.length).toBeGreaterThan(3);
    // The log goes on: whatever fell due in the complaints that are open is being recorded.
    const after = await recorded();
    for (const { events, generation } of rebuilt) {
      expect([generation, events >= before, events <= after]).toEqual([2, true, true]);
    }
    expect(await cli.json('parked')).toEqual({ parked: [] });
  });

  it('finds its engines in order', async () => {
    expect(await cli.json('doctor')).toMatchObject({ healthy: true });
  });
});

describe('An export of embedded engines', () => {
  const folder = new ScratchFolder();
  let engines: DistributedEngines;

  beforeAll(async () => {
    engines = await DistributedEngines.start(folder.file('distributed'));
  });
  afterAll(async () => {
    await engines.eventStore.stop();
    folder.remove();
  });

  it('comes back from engines apart as it was, byte for byte, and can be read back from there', async () => {
    const embedded = await CommandLine.open();
    const apart = await CommandLine.open(engines.env);
    try {
      await embedded.run(['import', 'cfpb', await embedded.write('bureau.csv', wideFile(ROWS))]);
      const first = embedded.path('first.jsonl');
      expect((await embedded.run(['export', '--out', first])).exitCode).toBe(0);
      expect(await apart.json('import', 'redress', first)).toMatchObject({ streams: 120 });
      expect(await apart.json('verify')).toMatchObject({ passed: true, streams: 120 });
      const second = apart.path('second.jsonl');
      expect((await apart.run(['export', '--out', second])).exitCode).toBe(0);
      expect(await apart.text('second.jsonl')).toBe(await embedded.text('first.jsonl'));
      const back = ['import', 'redress', second, '--data', embedded.path('back')];
      expect((await embedded.run(back)).exitCode).toBe(0);
      const third = ['export', '--out', embedded.path('third.jsonl'), '--data', embedded.path('back')];
      expect((await embedded.run(third)).exitCode).toBe(0);
      expect(await embedded.text('third.jsonl')).toBe(await embedded.text('first.jsonl'));
    } finally {
      await embedded.close();
      await apart.close();
    }
  });
});

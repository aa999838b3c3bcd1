import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openSqliteEventStore, openSqliteReadStore } from '@redress/engine-sqlite';
import type { AggregateRow } from '@redress/eventing';
import { services } from '@redress/standalone';
import { rm } from 'node:fs/promises';
import { CommandLine } from '../command-line.mother.spec.js';
import { wideFile } from '../import/cfpb/bureau-file.mother.spec.js';

const FACTS = 'complaint-facts';

let cli: CommandLine;
beforeEach(async () => {
  cli = await CommandLine.open();
  const rows = [{}, { id: '2', product: 'Tandem insurance' }, { id: '3', response: 'In progress' }];
  await cli.run(['import', 'cfpb', await cli.write('a.csv', wideFile(rows))]);
});
afterEach(() => cli.close());

async function countsBy(field: string): Promise<readonly AggregateRow[]> {
  const store = await openSqliteReadStore({ file: `${cli.data}/views.db` });
  const facts = services.flatMap(({ projections }) => projections).find(({ view }) => view.name === FACTS)!;
  await store.define(facts.view);
  const { rows } = await store.aggregate(FACTS, { where: [], groupBy: [field], measures: [] });
  await store.close();
  return rows;
}

describe('rebuilding a view', () => {
  it('builds it from the log and swaps it in', async () => {
    const { exitCode, out } = await cli.run(['rebuild', FACTS]);
    expect(exitCode).toBe(0);
    expect(out).toBe(`${FACTS}: built from 21 events (generation 2).\n`);
    expect(await countsBy('product')).toMatchObject([
      { group: ['Bicycle insurance'], count: 2 },
      { group: ['Tandem insurance'], count: 1 },
    ]);
    expect(await countsBy('responseKind')).toMatchObject([
      { group: [null], count: 1 },
      { group: ['Closed with explanation'], count: 2 },
    ]);
  });

  it('rebuilds all of them, again and again', async () => {
    const names = services.flatMap(({ projections }) => projections.map(({ view }) => view.name));
    for (const generation of [2, 3]) {
      const { rebuilt } = await cli.json('rebuild', '--all');
      expect(rebuilt).toEqual(names.map((name) => ({ name, events: 21, generation })));
    }
  });

  it('needs the master key only for the view that is searched', async () => {
    await rm(`${cli.data}/master.key`);
    const { exitCode, err } = await cli.run(['rebuild', 'case-search']);
    expect([exitCode, err]).toEqual([3, expect.stringContaining('master.key')]);
    expect((await cli.run(['rebuild', FACTS])).exitCode).toBe(0);
  });

  it('works beside the process that writes the events', async () => {
    const writer = await openSqliteEventStore({ file: `${cli.data}/events.db` });
    expect((await cli.run(['rebuild', FACTS])).exitCode).toBe(0);
    await writer.close();
  });

  it.each([[['x']], [[]], [[FACTS, '--all']]])('lists the views when asked for %j', async (args) => {
    const { exitCode, err } = await cli.run(['rebuild', ...args]);
    expect(exitCode).toBe(2);
    expect(err).toContain(FACTS);
  });
});

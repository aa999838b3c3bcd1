import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openSqliteEventStore, openSqliteReadStore } from '@redress/engine-sqlite';
import { type ReadStore, toPosition, type ViewDocument } from '@redress/eventing';
import { formatReference } from '@redress/domain';
import { referenceOf } from '@redress/complaints';
import { services } from '@redress/standalone';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { CommandLine } from '../command-line.mother.spec.js';
import { wideFile } from '../import/cfpb/bureau-file.mother.spec.js';

const NAMES = services.flatMap(({ projections }) => projections.map(({ view }) => view.name));
const CASES = 'cases';
const EVENTS = 21;

let cli: CommandLine;
beforeEach(async () => {
  cli = await CommandLine.open();
  const rows = [{}, { id: '2', product: 'Tandem insurance' }, { id: '3', response: 'In progress' }];
  await cli.run(['import', 'cfpb', await cli.write('a.csv', wideFile(rows))]);
  await cli.run(['rebuild', '--all']);
});
afterEach(() => cli.close());

/** Works on the stored cases, as no command does. */
async function onCases<Result>(work: (store: ReadStore, documents: readonly ViewDocument[]) => Promise<Result>) {
  const store = await openSqliteReadStore({ file: `${cli.data}/views.db` });
  const { view } = services.flatMap(({ projections }) => projections).find(({ view: { name } }) => name === CASES)!;
  await store.define(view);
  try {
    return await work(store, await Array.fromAsync(store.scan(CASES)));
  } finally {
    await store.close();
  }
}

/** Gives a case another title, and returns its reference. */
function falsified(): Promise<string> {
  return onCases(async (store, [found]) => {
    const { id, revision, body } = found!;
    const generation = await store.activeGeneration(CASES);
    const changed = { id, expected: revision, revision: revision + 1, body: { ...body, channel: 'pigeon' } };
    await store.commit(CASES, { generation, changes: [changed], park: [], unpark: [] });
    return formatReference(referenceOf(found!.id));
  });
}

describe('redress check views', () => {
  it('finds nothing in views that are what the log makes of them', async () => {
    const { checked } = await cli.json('check', 'views');
    expect(checked).toEqual(
      NAMES.map((name) =>
        expect.objectContaining({ name, parked: 0, position: String(EVENTS), faultCount: 0, faults: [] }),
      ),
    );
    const { exitCode, out } = await cli.run(['check', 'views', CASES]);
    expect([exitCode, out]).toEqual([0, `cases: 3 documents, all as the log up to position ${EVENTS} makes them.\n`]);
  });

  it('names a document that is not, and a rebuild sets it right', async () => {
    const reference = await falsified();
    const { exitCode, out } = await cli.run(['check', 'views', CASES]);
    expect(exitCode).toBe(1);
    expect(out).toContain('cases: 1 of 3 documents differ. Run redress rebuild cases.');
    expect(out).toContain(`  ${reference} has more than the log`);
    await cli.run(['rebuild', CASES]);
    expect((await cli.run(['check', 'views', CASES])).exitCode).toBe(0);
  });

  it('leaves no copy of the views behind', async () => {
    await cli.run(['check', 'views', CASES]);
    const own = (await readdir(tmpdir())).filter((name) => name.startsWith(`redress-check-${process.pid}-`));
    expect(own).toEqual([]);
  });

  it('lists the views when asked for another', async () => {
    const { exitCode, err } = await cli.run(['check', 'views', 'x']);
    expect(exitCode).toBe(2);
    expect(err).toContain(CASES);
  });

  it('stops when it is told to', async () => {
    const stopped = new AbortController();
    stopped.abort();
    const { exitCode, out } = await cli.run(['check', 'views'], stopped.signal);
    expect([exitCode, out]).toEqual([130, '']);
  });
});

describe('redress views', () => {
  it('tells how far each has applied the log, and what it holds', async () => {
    const { views } = await cli.json('views');
    expect(views.map(({ name }: { name: string }) => name)).toEqual(NAMES);
    expect(views.find(({ name }: { name: string }) => name === CASES)).toEqual({
      name: CASES,
      state: 'running',
      version: expect.any(Number),
      generation: 2,
      position: String(EVENTS),
      appliedUntil: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      behind: 0,
      documents: 3,
      parked: 0,
    });
    const { exitCode, out } = await cli.run(['views']);
    expect(exitCode).toBe(0);
    expect(out.split('\n')[0]).toMatch(/^view +state +behind +applied until +documents +parked +version/);
  });

  it('counts what a view has not applied', async () => {
    await cli.run(['import', 'cfpb', await cli.write('b.csv', wideFile([{ id: '4' }]))]);
    const log = await openSqliteEventStore({ file: `${cli.data}/events.db`, readOnly: true });
    const behind = Number(await log.head()) - EVENTS;
    await log.close();
    expect(behind).toBeGreaterThan(0);
    const { views } = await cli.json('views');
    expect(views.find(({ name }: { name: string }) => name === CASES)).toMatchObject({ behind, documents: 3 });
  });

  it('names a view of another log', async () => {
    await onCases(async (store) => {
      const generation = await store.activeGeneration(CASES);
      const position = toPosition(1_000n);
      await store.commit(CASES, { generation, changes: [], park: [], unpark: [], position });
    });
    const { exitCode, out } = await cli.run(['views']);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^cases +another log /m);
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openSqliteEventStore } from '@redress/engine-sqlite';
import { CommandLine } from '../../command-line.mother.spec.js';
import { narrowFile, wideFile } from './bureau-file.mother.spec.js';

let cli: CommandLine;
beforeEach(async () => {
  cli = await CommandLine.open();
});
afterEach(() => cli.close());

const manyRows = (count: number) => Array.from({ length: count }, (_, index) => ({ id: String(1_000 + index) }));

describe('importing the complaints of the Bureau', () => {
  it('records each row as a history, and the second time nothing', async () => {
    const file = await cli.write(
      'a.csv',
      wideFile([{}, { id: '2', response: 'In progress' }, { id: '3', disputed: 'Yes' }]),
    );
    expect(await cli.json('import', 'cfpb', file)).toMatchObject({ rows: 3, added: 3, rejected: 0, events: 21 });
    expect(await cli.json('import', 'cfpb', file)).toMatchObject({ rows: 3, added: 0, there: 3, events: 0 });
    expect(await cli.json('verify')).toMatchObject({ passed: true, events: 21, streams: 3 });
  });

  it('takes identical rows without a number for as many complaints, once each', async () => {
    const file = await cli.write('a.csv', narrowFile([{}, {}, { state: 'NH' }]));
    expect(await cli.json('import', 'cfpb', file)).toMatchObject({ layout: '5 columns', added: 3, events: 6 });
    expect(await cli.json('import', 'cfpb', file)).toMatchObject({ there: 3, events: 0 });
  });

  it('rejects bad rows by line and column, lets the others in, and takes the mended rejects file', async () => {
    const text = wideFile([{}, { id: '2', received: 'soon' }, { id: '3', product: '' }, { id: '4' }]);
    const file = await cli.write('a.csv', text.replace('"4"', '"4","surplus","surplus"'));
    const { exitCode, out, err } = await cli.run(['import', 'cfpb', file]);
    expect(exitCode).toBe(1);
    expect(out).toContain('rejected   3');
    expect(err).toContain(`${file}: line 3, Date received: is not a date like 2023-08-25`);
    expect(err).toContain(`${file}: line 4, Product: is missing`);
    expect(err).toContain('line 5, the whole record: has 20 columns instead of 18');
    const mended = (await cli.text('a.csv.rejects.csv')).replace('soon', '2024-03-05').split('\n').slice(0, 2);
    expect(mended[1]).toContain('"line 3, Date received: is not a date like 2023-08-25"');
    const second = await cli.write('mended.csv', mended.join('\n'));
    expect(await cli.json('import', 'cfpb', second)).toMatchObject({ rows: 1, added: 1, rejected: 0 });
  });

  it('goes on where it was interrupted', async () => {
    const file = await cli.write('a.csv', wideFile(manyRows(200)));
    const { exitCode, out } = await cli.run(['import', 'cfpb', file, '--json'], abortedAtLook(100));
    const first = JSON.parse(out);
    expect(exitCode).toBe(130);
    expect(first).toMatchObject({ interrupted: true, added: 99 });
    const second = await cli.json('import', 'cfpb', file);
    expect(first.added + second.added).toBe(200);
    expect(first.events + second.events).toBe(200 * 9);
    expect(second).toMatchObject({ rows: 200, rejected: 0 });
  });

  it('finishes a complaint whose history was broken off in the middle', async () => {
    const file = await cli.write('a.csv', wideFile([{}]));
    await cli.run(['import', 'cfpb', file]);
    await removeEventsBehind(cli, 4);
    expect(await cli.json('import', 'cfpb', file)).toMatchObject({ added: 0, continued: 1, events: 5 });
    expect(await cli.json('verify')).toMatchObject({ passed: true, events: 9 });
  });

  it('adds the answer that a later file has for a complaint that was in progress', async () => {
    await cli.run(['import', 'cfpb', await cli.write('a.csv', wideFile([{ response: 'In progress' }]))]);
    const later = await cli.write('b.csv', wideFile([{}]));
    expect(await cli.json('import', 'cfpb', later)).toMatchObject({ continued: 1, rejected: 0, events: 7 });
  });

  it('corrects a complaint that a later file gives otherwise', async () => {
    await cli.run(['import', 'cfpb', await cli.write('a.csv', wideFile([{}]))]);
    const later = await cli.write('b.csv', wideFile([{ product: 'Tandem', narrative: 'I asked.' }]));
    expect(await cli.json('import', 'cfpb', later)).toMatchObject({ continued: 1, rejected: 0, events: 2 });
    expect(await cli.json('import', 'cfpb', later)).toMatchObject({ there: 1, events: 0 });
  });

  it('refuses a file with another header, and names what it expects', async () => {
    const file = await cli.write('a.csv', 'Date;Product\n2024-03-04;Bicycle\n');
    const { exitCode, err } = await cli.run(['import', 'cfpb', file]);
    expect(exitCode).toBe(2);
    expect(err).toContain('line 1 is not the header of a file this import knows: Date received is missing');
    expect(err).toContain('separated by semicolon');
  });

  it('reads dates in the order that the file shows, or that is given, and refuses to guess', async () => {
    const rows = (...days: readonly string[]) =>
      wideFile(days.map((day, id) => ({ id: `${id}`, received: day, sent: day })));
    const clear = await cli.write('a.csv', rows('03/04/2024', '03/18/2024'));
    expect(await cli.json('import', 'cfpb', clear)).toMatchObject({ added: 2, rejected: 0 });
    const unclear = await cli.write('b.csv', rows('03/04/2024', '03/05/2024'));
    const refused = await cli.run(['import', 'cfpb', unclear]);
    expect([refused.exitCode, refused.err]).toEqual([2, expect.stringContaining('--dates mdy or --dates dmy')]);
    expect(await cli.json('import', 'cfpb', unclear, '--dates', 'mdy')).toMatchObject({ there: 1, continued: 1 });
  });

  it('refuses to run while another process writes to the folder', async () => {
    const other = await openSqliteEventStore({ file: `${cli.data}/events.db` });
    const { exitCode, err } = await cli.run(['import', 'cfpb', await cli.write('a.csv', wideFile([{}]))]);
    await other.close();
    expect(exitCode).toBe(3);
    expect(err).toContain('Another process is writing to the data folder');
  });
});

/** Ctrl-C when the import looks for it the nth time, which it does before each row. */
function abortedAtLook(nth: number): AbortSignal {
  let looks = 0;
  const { signal } = new AbortController();
  return Object.defineProperty(signal, 'aborted', { get: () => (looks += 1) >= nth });
}

/** As after a kill: the later commands were never recorded. */
async function removeEventsBehind(cli: CommandLine, position: number): Promise<void> {
  const { DatabaseSync } = await import('node:sqlite');
  const db = new DatabaseSync(`${cli.data}/events.db`);
  db.prepare('DELETE FROM events WHERE position > ?').run(position);
  db.close();
}

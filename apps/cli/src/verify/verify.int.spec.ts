import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import { CommandLine } from '../command-line.mother.spec.js';
import { wideFile } from '../import/cfpb/bureau-file.mother.spec.js';

let cli: CommandLine;
beforeEach(async () => {
  cli = await filled();
});
afterEach(() => cli.close());

async function filled(): Promise<CommandLine> {
  const opened = await CommandLine.open();
  // One complaint after the other, so that a stream's events are neighbours in the log.
  for (const id of ['1', '2']) {
    await opened.run(['import', 'cfpb', await opened.write(`${id}.csv`, wideFile([{ id }]))]);
  }
  return opened;
}

const alter = (sql: string) => {
  const db = new DatabaseSync(`${cli.data}/events.db`);
  db.exec(sql);
  db.close();
};
const faultsOf = async (...args: readonly string[]) => {
  const { faults, passed } = await cli.json('verify', ...args);
  expect(passed).toBe(faults.length === 0);
  return faults.map(({ fault, revision, position, line }: Record<string, unknown>) => ({
    fault,
    revision,
    ...(position !== undefined && { position }),
    ...(line !== undefined && { line }),
  }));
};

describe('verifying the store', () => {
  it('passes what nobody touched', async () => {
    const { exitCode, out } = await cli.run(['verify']);
    expect(exitCode).toBe(0);
    expect(out).toContain('18 events in 2 streams, every chain holds.');
  });

  it('finds a changed byte, names stream and revision, and ends with 1', async () => {
    alter(`UPDATE events SET data = replace(data, 'Pedal', 'Petal') WHERE position = 1`);
    const { exitCode, out } = await cli.run(['verify']);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^CHANGED {2}position 1, stream complaint-[0-9A-Z]{12}, revision 0: /);
  });

  it.each(['id', 'type', 'version', 'data', 'personal', 'metadata'])('finds a change of the %s', async (column) => {
    const changed: Record<string, string> = {
      id: `'00000000-0000-4000-8000-000000000000'`,
      type: `'NoteAdded'`,
      version: '7',
      data: `json_set(data, '$.added', 1)`,
      personal: `json_set(personal, '$.subject', 'X')`,
      metadata: `json_set(metadata, '$.actor.id', 'somebody-else')`,
    };
    alter(`UPDATE events SET ${column} = ${changed[column]!} WHERE position = 1`);
    expect(await faultsOf()).toEqual([{ fault: 'changed', revision: 0, position: '1' }]);
  });

  it('finds a removed event, in its stream and in the log', async () => {
    alter('DELETE FROM events WHERE position = 4');
    expect(await faultsOf()).toEqual([
      { fault: 'missing', revision: -1, position: '4' },
      { fault: 'missing', revision: 3 },
    ]);
  });

  it('finds two swapped events', async () => {
    alter(
      'UPDATE events SET position = 100 WHERE position = 4; UPDATE events SET position = 4 WHERE position = 5; UPDATE events SET position = 5 WHERE position = 100',
    );
    expect(await faultsOf()).toEqual([{ fault: 'reordered', revision: 3, position: '5' }]);
  });

  it('finds an inserted event', async () => {
    alter(
      `INSERT INTO events SELECT 19, stream, 9, 'x', type, version, data, personal, metadata FROM events WHERE position = 9`,
    );
    expect((await faultsOf())[0]).toEqual({ fault: 'changed', revision: 9, position: '19' });
  });

  it('names events that cannot be read and goes on behind them', async () => {
    alter(`UPDATE events SET data = '{' WHERE position = 2`);
    alter(`UPDATE events SET data = replace(data, 'resolved', 'dissolved') WHERE position = 18`);
    expect(await faultsOf()).toEqual([
      { fault: 'unreadable', revision: -1, position: '2' },
      { fault: 'changed', revision: 8, position: '18' },
      { fault: 'missing', revision: 1 },
    ]);
  });

  it.each([
    { what: 'the newest event', from: 18, named: { fault: 'missing', revision: 8 } },
    { what: 'the newest stream', from: 10, named: { fault: 'missing', revision: 0 } },
  ])('misses $what, once views have seen it, though it left no trace in the log', async ({ from, named }) => {
    alter(`DELETE FROM events WHERE position >= ${from}`);
    expect(await faultsOf()).toEqual([]);
    await cli.close();
    cli = await filled();
    expect((await cli.run(['rebuild', '--all'])).exitCode).toBe(0);
    expect(await faultsOf()).toEqual([]);
    alter(`DELETE FROM events WHERE position >= ${from}`);
    expect(await faultsOf()).toEqual([named]);
    const { exitCode, out } = await cli.run(['verify']);
    expect([exitCode, out]).toEqual([
      1,
      expect.stringMatching(/MISSING {2}stream complaint-\w{12}, revision \d: .* the view /),
    ]);
  });

  it('finds streams whose keys are missing when asked to, and takes none for missing that was destroyed', async () => {
    const keys = (sql: string) => {
      const db = new DatabaseSync(`${cli.data}/keys.db`);
      db.exec(sql);
      db.close();
    };
    const keysFound = async () => {
      const { findings } = await cli.json('doctor', '--keys');
      return findings.find(({ check }: { check: string }) => check === 'keys')?.state;
    };
    expect([await faultsOf('--keys'), await keysFound()]).toEqual([[], 'ok']);
    keys(`INSERT INTO destroyed SELECT subject, '2027-01-01T00:00:00.000Z' FROM keys
      WHERE subject NOT LIKE '$%' AND subject NOT LIKE '%/%' ORDER BY subject LIMIT 1`);
    keys('DELETE FROM keys WHERE subject IN (SELECT subject FROM destroyed)');
    expect([await faultsOf('--keys'), await keysFound()]).toEqual([[], 'ok']);
    keys(`DELETE FROM keys WHERE subject NOT LIKE '$%'`);
    expect(await faultsOf()).toEqual([]);
    expect([await faultsOf('--keys'), await keysFound()]).toEqual([[{ fault: 'key-missing', revision: 0 }], 'fail']);
    const { exitCode, out } = await cli.run(['verify', '--keys']);
    expect([exitCode, out]).toEqual([1, expect.stringMatching(/KEY-MISSING {2}stream complaint-\w{12}, revision 0: /)]);
  });

  it('says where it looked when there is no store, and ends with 3', async () => {
    const { exitCode, err } = await cli.run(['verify', '--data', cli.path('nowhere')]);
    expect(exitCode).toBe(3);
    expect(err).toContain(`There is no event store at ${cli.path('nowhere')}`);
  });
});

describe('verifying an export', () => {
  let lines: string[];
  beforeEach(async () => {
    await cli.run(['export', '--out', cli.path('export.jsonl')]);
    lines = (await cli.text('export.jsonl')).trimEnd().split('\n');
  });
  const verified = async (altered: readonly string[]) =>
    faultsOf('--file', await cli.write('altered.jsonl', `${altered.join('\n')}\n`));

  it('needs neither store nor keys', async () => {
    expect(await verified(lines)).toEqual([]);
  });

  it('finds a changed byte by its line', async () => {
    expect(await verified(lines.with(2, lines[2]!.replace('internal', 'complainant')))).toEqual([
      { fault: 'changed', revision: 2, position: '3', line: 3 },
    ]);
  });

  it('finds a removed line', async () => {
    expect(await verified(lines.toSpliced(3, 1))).toEqual([
      { fault: 'missing', revision: -1, position: '4', line: 4 },
      { fault: 'missing', revision: 3 },
    ]);
  });

  it('finds two swapped lines', async () => {
    const faults = await verified(lines.with(3, lines[4]!).with(4, lines[3]!));
    expect(faults).toContainEqual({ fault: 'reordered', revision: 3, position: '4', line: 5 });
  });

  it('finds a line that comes twice', async () => {
    expect(await verified(lines.toSpliced(4, 0, lines[3]!))).toContainEqual({
      fault: 'inserted',
      revision: 3,
      position: '4',
      line: 5,
    });
  });

  it('finds a line that is no event and goes on behind it', async () => {
    expect(await verified(lines.with(1, '{'))).toEqual([
      { fault: 'unreadable', revision: -1, position: '2', line: 2 },
      { fault: 'missing', revision: 1 },
    ]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCsv } from '../csv/csv-file.js';
import { OrderEvidence } from '../csv/days.js';
import { CsvRows } from './csv-row.js';
import { importMapIn } from './import-map.js';
import { isKnownColumn } from './known-columns.js';
import { MAKERS_FILES } from './makers.mother.spec.js';
import { suggestedMap } from './suggested-map.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maps-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('The suggested map', () => {
  it.each(MAKERS_FILES)('reads an export in the form of $maker', async ({ maker, text, added = [], first }) => {
    const file = join(folder, 'other.csv');
    await writeFile(file, text);
    const source = await openCsv(file, {}, (titles) => titles.filter(isKnownColumn).length);
    const suggested = (await suggestedMap(source)).split('\n');
    expect(suggested).toContain(`source: ${maker}`);
    const at = suggested.findIndex((line) =>
      line.startsWith(`  ${added[0]?.startsWith('    ') ? '  # otherwise' : '# outcome'}`),
    );
    const map = importMapIn(
      suggested.toSpliced(at < 0 ? suggested.indexOf('fields:') + 1 : at, 0, ...added).join('\n'),
      'map.yaml',
      source.header,
    );
    const records = (await Array.fromAsync(source.records())).flatMap((record) =>
      'fields' in record ? [record.fields] : [],
    );
    const now = '2026-06-01T00:00:00.000Z';
    const evidence = new OrderEvidence();
    for (const fields of records) new CsvRows(map, source.header, { now }).addTo(evidence, fields, 2);
    const verdict = evidence.verdict();
    const order = 'problem' in verdict ? undefined : verdict.order;
    expect(new CsvRows(map, source.header, { now, order }).read(records[0]!)).toMatchObject(first);
  });

  it('lists each word of a column, and leaves out what nobody can guess', async () => {
    const file = join(folder, 'desk.csv');
    await writeFile(file, 'Ticket,Status,Created\n1,Parked,2026-03-18\n2,"No: 2",2026-03-18\n3,Open,2026-03-18\n');
    const source = await openCsv(file, {}, () => 0);
    const suggested = await suggestedMap(source);
    expect(suggested).toContain('      # Parked: # unknown: give one of open, answered, closed, withdrawn');
    expect(suggested).toContain('      # "No: 2": # unknown');
    expect(suggested).toContain('      Open: open');
    expect(suggested).toContain('  # description: is needed');
  });
});

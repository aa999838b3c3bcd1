import { describe, expect, it } from '@jest/globals';
import { catalogues } from '@redress/texts';
import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { NOW, question, standingOf, storeOf, type Known } from '../facts/facts.fixture.spec.js';
import { dictionaryIn, ExportFacts, exportFormats, ExportFactsHandler, type ExportFormat } from './export.js';
import { columnNames } from './fact-columns.js';

const known: readonly Known[] = [
  { product: '=HYPERLINK("https://example.org")', handler: 'hana', team: 'Cards', hoursToDecision: 1.5, safety: 0 },
  { product: 'کارت, "طلایی"\nنو', walls: { conflicts: ['staff-noor'] } },
  { product: '-1', issue: '@me', walls: { conflicts: ['sara'] } },
];

async function exported(format: ExportFormat, facts = known) {
  const store = await storeOf(facts);
  const handler = new ExportFactsHandler(store, standingOf(store));
  const { standing, content } = await handler.execute(new ExportFacts(question(), format));
  const bytes = await buffer(content);
  return { standing, bytes, table: bytes.toString() };
}

describe('The fact table', () => {
  it('says which position in the log it stands for', async () => {
    expect((await exported('csv')).standing).toEqual({ position: '42', asOf: NOW, lagEvents: null });
  });

  it('as CSV has one row for each complaint that the reader may know of, and is empty where nothing is known', async () => {
    const { table } = await exported('csv');
    expect(table.startsWith('\uFEFFreceivedAt,')).toBe(true);
    expect(table.split('\r\n')).toHaveLength(4);
    const rows: Record<string, string>[] = parse(table, { bom: true, columns: true });
    expect(rows).toMatchObject([
      { team: 'Cards', hoursToDecision: '1.5', safety: '0', vulnerable: '', remedies: '[]' },
      { product: 'کارت, "طلایی"\nنو', team: '', safety: '' },
    ]);
    expect(JSON.parse(rows[0]!['course']!)).toEqual([{ status: 'received', since: '2026-11-02T09:00:00.000Z' }]);
  });

  it('as CSV has no cell that a spreadsheet would compute', async () => {
    const signs = ['=', '+', '-', '@', '\t', '\r'].map((sign) => ({ product: `${sign}1+1` }));
    const { table } = await exported('csv', signs);
    const rows: Record<string, string>[] = parse(table, { bom: true, columns: true });
    expect(rows.map(({ product }) => product)).toEqual(signs.map(({ product }) => `'${product}`));
    expect(rows.flatMap((row) => Object.values(row)).filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  });

  it('as JSON Lines has the same rows with their types', async () => {
    const { table } = await exported('jsonl');
    const rows = table
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as object);
    expect(rows).toMatchObject([
      { product: known[0]!.product, team: 'Cards', hoursToDecision: 1.5, safety: 0, vulnerable: null, remedies: [] },
      { product: known[1]!.product, team: null },
    ]);
    for (const row of rows) expect(Object.keys(row)).toEqual(columnNames);
  });

  it('names nobody: neither who handles a complaint, nor who may not know of it', async () => {
    for (const format of exportFormats) {
      expect((await exported(format)).table).not.toMatch(/hana|noor|sara|complaint-\d|conflicts/);
    }
  });

  it('breaks off when the store fails, so that half a table is not taken for a whole one', async () => {
    const many = await storeOf(Array.from({ length: 201 }, () => ({ product: 'card' })));
    const whole = many.find.bind(many);
    many.find = (view, asked) =>
      asked.cursor === undefined ? whole(view, asked) : Promise.reject(new Error('unreachable'));
    const handler = new ExportFactsHandler(many, standingOf(many));
    for (const format of exportFormats) {
      const { content } = await handler.execute(new ExportFacts(question(), format));
      await expect(buffer(content)).rejects.toThrow('unreachable');
    }
  });
});

describe('The dictionary', () => {
  it('has every column in both languages, with the words that it can hold', () => {
    const english = dictionaryIn('en');
    expect(english.map(({ name }) => name)).toEqual(columnNames);
    expect(english.find(({ name }) => name === 'finalDecision')).toEqual({
      name: 'finalDecision',
      type: 'word',
      meaning: 'The last decision that was communicated.',
      words: ['upheld', 'partly-upheld', 'not-upheld'],
      fields: null,
    });
    expect(english.find(({ name }) => name === 'product')).toMatchObject({ words: null });
    expect(dictionaryIn('fa')[0]!.meaning).toBe(catalogues.fa['fact.receivedAt']);
  });

  it('is the one in the documentation', () => {
    const page = readFileSync(`${import.meta.dirname}/../../../../docs/reference/fact-table.md`, 'utf8');
    const documented = [...page.matchAll(/^\| `([A-Za-z]+)` +\| (\w+) +\| (.*?) *\|$/gm)].map((row) => row.slice(1));
    expect(documented).toEqual(dictionaryIn('en').map(({ name, type, meaning }) => [name, type, meaning]));
    const fields = [...page.matchAll(/^\| `(\w+)` +\| `(\w+)` +\| `(\w+)` +\|$/gm)].map((row) => row.slice(1));
    const lists = dictionaryIn('en').flatMap(
      ({ name, fields }) => fields?.map((field) => [name, field.name, field.type]) ?? [],
    );
    expect(fields).toEqual(lists);
  });
});

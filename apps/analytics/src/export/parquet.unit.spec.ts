import { describe, expect, it } from '@jest/globals';
import { parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet';
import { buffer } from 'node:stream/consumers';
import { factWith, NOW, question, standingOf, storeOf, type Known } from '../facts/facts.fixture.spec.js';
import { ExportFacts, ExportFactsHandler } from './export.js';
import { columnNames, factColumns, rowOf } from './fact-columns.js';
import { GROUP_ROWS, parquetOf } from './parquet.js';

async function written(facts: readonly Known[]) {
  const store = await storeOf(facts);
  const handler = new ExportFactsHandler(store, standingOf(store));
  const { content } = await handler.execute(new ExportFacts(question(), 'parquet'));
  const bytes = await buffer(content);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return { metadata: parquetMetadata(file), rows: await parquetReadObjects({ file }) };
}

const remedy = { kind: 'refund', value: '999999999999999.9999', currency: 'IRR', source: 'decision' } as const;
const clock = { name: 'answer', run: 1, purpose: 'answer', state: 'paused', startedAt: NOW, dueAt: null } as const;

describe('The fact table as Parquet', () => {
  it('has a type for each value, and nulls', async () => {
    const { rows } = await written([
      {
        product: 'کارت',
        safety: 0,
        reopened: 1,
        satisfaction: 4,
        hoursToDecision: 1.25,
        decisionDueAt: NOW,
        remedies: [
          { ...remedy, delivered: 1, current: 0 },
          { ...remedy, value: '0.5', currency: null, delivered: 0, current: 1 },
          { ...remedy, value: null, delivered: 0, current: 1 },
        ],
        clocks: [{ ...clock, grossHours: 0.5, netHours: null }],
      },
    ]);
    expect(rows).toEqual([
      expect.objectContaining({
        receivedAt: new Date('2026-11-02T09:00:00.000Z'),
        product: 'کارت',
        issue: null,
        team: null,
        safety: false,
        vulnerable: null,
        reopened: true,
        satisfaction: 4,
        hoursToDecision: 1.25,
        hoursToClosure: null,
        decisionDueAt: new Date(NOW),
        // This reader makes numbers of decimals.
        remedies: [
          { ...remedy, value: 1e15, delivered: true, current: false },
          { ...remedy, value: 0.5, currency: null, delivered: false, current: true },
          { ...remedy, value: null, delivered: false, current: true },
        ],
        clocks: [{ ...clock, startedAt: new Date(NOW), grossHours: 0.5, netHours: null }],
        course: [{ status: 'received', since: new Date('2026-11-02T09:00:00.000Z') }],
      }),
    ]);
  });

  it('has the columns of the dictionary, which it carries in both languages with what it stands for', async () => {
    const { metadata, rows } = await written([]);
    expect(rows).toEqual([]);
    const columns = parquetSchema(metadata).children;
    expect(columns.map(({ element }) => element.name)).toEqual(columnNames);
    const types = columns.map(({ element: { name, logical_type, type } }) => [name, logical_type?.type ?? type]);
    expect(Object.fromEntries(types)).toMatchObject({
      receivedAt: 'TIMESTAMP',
      product: 'STRING',
      open: 'BOOLEAN',
      stage: 'INT32',
      hoursToDecision: 'DOUBLE',
      remedies: 'LIST',
      clocks: 'LIST',
      course: 'LIST',
    });
    const about = new Map(metadata.key_value_metadata?.map(({ key, value }) => [key, value]));
    expect([about.get('redress.position'), about.get('redress.as-of')]).toEqual(['42', NOW]);
    const dictionary: Record<string, { type: string }[]> = JSON.parse(about.get('redress.dictionary')!);
    expect(Object.keys(dictionary)).toEqual(['en', 'fa']);
    for (const described of Object.values(dictionary))
      expect(described.map(({ type }) => type)).toEqual(columnNames.map((name) => factColumns[name].type));
  });

  it('is given away group by group, so that no more than one is held', async () => {
    let read = 0;
    const rows = async function* () {
      for (; read < 2 * GROUP_ROWS + 1; read += 1) yield rowOf(factWith({ product: `product ${read}` }));
    };
    const taken: (readonly [rows: number, bytes: number])[] = [];
    const pieces: Uint8Array[] = [];
    for await (const piece of parquetOf(rows(), {})) {
      taken.push([read, piece.length]);
      pieces.push(piece);
    }
    expect(taken.map(([rows]) => rows)).toEqual([GROUP_ROWS - 1, 2 * GROUP_ROWS - 1, 2 * GROUP_ROWS + 1]);
    const file = Uint8Array.from(Buffer.concat(pieces)).buffer;
    expect(parquetMetadata(file).row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([
      GROUP_ROWS,
      GROUP_ROWS,
      1,
    ]);
    const found = await parquetReadObjects({ file, columns: ['product'] });
    expect(found.map(({ product }) => product)).toEqual(Array.from({ length: read }, (_, at) => `product ${at}`));
  });
});

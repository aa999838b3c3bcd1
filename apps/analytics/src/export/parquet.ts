import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { type CellType, columnNames, factColumns, type FactRow, type ListFields } from './fact-columns.js';

/** Registered at IANA. */
export const PARQUET_MEDIA_TYPE = 'application/vnd.apache.parquet';

/** Rows of one group: what is held in memory, and encoded in one go while other requests wait. */
export const GROUP_ROWS = 1_000;

/** Money has up to 15 digits and four of a fraction: nine bytes hold each such number. */
const FRACTION_DIGITS = 4;
const MONEY_DIGITS = 19;
const MONEY_BYTES = 9;

/** What Parquet calls each type of a cell. */
const cellElements: { readonly [type in CellType]: Omit<SchemaElement, 'name'> } = {
  instant: { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' } },
  word: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  integer: { type: 'INT32' },
  number: { type: 'DOUBLE' },
  decimal: {
    type: 'FIXED_LEN_BYTE_ARRAY',
    type_length: MONEY_BYTES,
    converted_type: 'DECIMAL',
    logical_type: { type: 'DECIMAL', precision: MONEY_DIGITS, scale: FRACTION_DIGITS },
    precision: MONEY_DIGITS,
    scale: FRACTION_DIGITS,
  },
  flag: { type: 'BOOLEAN' },
};

const schema: SchemaElement[] = [
  { name: 'facts', num_children: columnNames.length },
  ...columnNames.flatMap((name) => {
    const column = factColumns[name];
    return column.type === 'list' ? listElements(name, column.fields) : [cellElement(name, column.type)];
  }),
];

function cellElement(name: string, type: CellType): SchemaElement {
  return { name, repetition_type: 'OPTIONAL', ...cellElements[type] };
}

/** A list in three levels, as the Parquet format wants it: https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#lists. */
function listElements(name: string, fields: ListFields): readonly SchemaElement[] {
  const cells = Object.entries(fields);
  return [
    { name, repetition_type: 'REQUIRED', converted_type: 'LIST', logical_type: { type: 'LIST' }, num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'REQUIRED', num_children: cells.length },
    ...cells.map(([field, type]) => cellElement(field, type)),
  ];
}

/**
 * The rows as a Parquet file, in pieces of one group each; `about` is its key-value metadata. Throws what reading the rows throws: a file that
 * was cut short has no footer, and no program takes it for a whole one.
 */
export async function* parquetOf(
  rows: AsyncIterable<FactRow>,
  about: Readonly<Record<string, string>>,
): AsyncGenerator<Uint8Array> {
  const writer = new Pieces();
  const kvMetadata = Object.entries(about).map(([key, value]) => ({ key, value }));
  const file = new ParquetWriter({ writer, schema, kvMetadata, createdBy: 'redress' });
  let group: FactRow[] = [];
  for await (const row of rows) {
    group.push(row);
    if (group.length < GROUP_ROWS) continue;
    await writeGroup(file, group);
    yield writer.take();
    group = [];
  }
  if (group.length > 0) await writeGroup(file, group);
  await file.finish();
  yield writer.take();
}

/** Gives away what was written so far, and continues from there. */
class Pieces extends ByteWriter {
  take(): Uint8Array {
    const piece = this.getBytes().slice();
    this.index = 0;
    return piece;
  }
}

async function writeGroup(file: ParquetWriter, group: readonly FactRow[]): Promise<void> {
  const columnData = columnNames.map((name) => {
    const column = factColumns[name];
    const cells = group.map((row) => row[name]);
    const data =
      column.type === 'list' ? cells.map((list) => listOf(list, column.fields)) : cells.map(cellOf(column.type));
    // An index of pages helps nobody: a column of a group is one page.
    return { name, data, offsetIndex: false };
  });
  await file.write({ columnData, rowGroupSize: GROUP_ROWS });
}

/** A value of the table as the writer takes it. */
function cellOf(type: CellType): (value: unknown) => unknown {
  switch (type) {
    case 'instant':
      return (value) => (typeof value === 'string' ? new Date(value) : null);
    case 'decimal':
      return (value) => (typeof value === 'string' ? unscaled(value) : null);
    case 'flag':
      return (value) => (value === null ? null : value === 1);
    case 'word':
    case 'integer':
    case 'number':
      return (value) => value;
  }
}

/** `12.5` as the whole number of its last decimal: 125000. Through a number it would be rounded. */
function unscaled(amount: string): bigint {
  const [whole = '', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(FRACTION_DIGITS, '0'));
}

function listOf(list: unknown, fields: ListFields): readonly object[] {
  const cells = Object.entries(fields).map(([field, type]) => [field, cellOf(type)] as const);
  const entries: readonly Readonly<Record<string, unknown>>[] = Array.isArray(list) ? list : [];
  return entries.map((entry) => Object.fromEntries(cells.map(([field, cell]) => [field, cell(entry[field] ?? null)])));
}

import { stringify } from 'csv-stringify';
import { pipeline, Readable } from 'node:stream';

/** Media type of {@link csvTable}. */
export const CSV_MEDIA_TYPE = 'text/csv; charset=utf-8';

/**
 * A table with a header (RFC 4180), made of rows as the client takes them. A cell that a spreadsheet would compute begins with an apostrophe, and
 * the table with a byte order mark, without which some spreadsheets do not read Persian. When either end fails or closes, so does the other: the
 * reader of a table that was cut short sees its connection break.
 */
export function csvTable<Row extends object>(
  columns: readonly (keyof Row & string)[],
  rows: AsyncIterable<Row>,
): Readable {
  const lines = stringify({
    header: true,
    columns: columns.map((key) => ({ key })),
    escape_formulas: true,
    bom: true,
    record_delimiter: 'windows',
  });
  pipeline(Readable.from(rows), lines, () => undefined);
  return lines;
}

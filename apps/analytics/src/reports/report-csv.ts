import { text } from '@redress/texts';
import { stringify } from 'csv-stringify/sync';
import type { TableCell, ReportDocument } from './report-tables.js';

/**
 * The figures of a report as a table of single values, one a line, so that a spreadsheet or a program finds any of them by its names (RFC
 * 4180). Numbers are in plain digits whatever the language: shares of 1, and hours. A cell that a spreadsheet would compute begins with an
 * apostrophe, and the table with a byte order mark, without which some spreadsheets do not read Persian.
 */
export function reportCsv({ language, period, tables }: ReportDocument): Uint8Array {
  const headers = [
    'desk.figures.period',
    'report.table',
    'report.row',
    'report.column',
    'desk.figures.value',
    'report.position',
    'report.as-of',
  ] as const;
  const rows = tables.flatMap(({ title, columns, rows: named, standing: { position, asOf } }) =>
    named.flatMap(({ name, cells }) =>
      cells.map((cell, place) => [
        ...[period, title, name, columns[place] ?? '', written(cell)].map(plain),
        position,
        asOf,
      ]),
    ),
  );
  function written(cell: TableCell): string {
    if (cell === null) return '';
    if (cell === 'suppressed') return text(language, 'desk.figures.cell-suppressed');
    return 'words' in cell ? cell.words : String(cell.number);
  }
  const lines = [headers.map((key) => text(language, key)), ...rows];
  return Buffer.from(stringify(lines, { escape_formulas: true, bom: true, record_delimiter: 'windows' }));
}

/** Without the marks that isolate words from text of another direction: cells stand alone. */
function plain(words: string): string {
  return words.replaceAll(/[\u2066-\u2069\u200E\u200F]/gu, '');
}

import { type BureauColumns, bureauColumns, type Column, COLUMNS, titleOf } from './bureau-columns.js';

/** The columns of the subset in the Bureau's own fixtures. */
const NARROW = ['received', 'product', 'issue', 'state', 'sent'] as const satisfies readonly Column[];
const NARROW_TITLES = ['date_received', 'product', 'issue', 'state', 'date_sent_to_company'];

/** Columns with these titles. */
export function columnsTitled(header: readonly string[]): BureauColumns {
  const form = { encoding: 'utf-8', lineBreak: '\n', delimiter: ',' } as const;
  const headerRecord = { line: 1, startsAtByte: 0, endsAtByte: 1, fields: header };
  return bureauColumns({ file: 'a.csv', form, header, headerRecord, records: () => Array.fromAsync([]) as never });
}

export const WIDE_COLUMNS = columnsTitled(COLUMNS.map(titleOf));
export const NARROW_COLUMNS = columnsTitled(NARROW_TITLES);

/** A row of the Bureau's file by what its columns mean. */
export type RowValues = { readonly [column in Column]?: string };

const ANSWERED: RowValues = {
  received: '2024-03-04',
  product: 'Bicycle insurance',
  subProduct: 'Theft cover',
  issue: 'Claim refused',
  subIssue: 'No reason given',
  company: 'Pedal Mutual',
  state: 'VT',
  zip: '05001',
  submittedVia: 'Web',
  sent: '2024-03-06',
  response: 'Closed with explanation',
  timely: 'Yes',
  disputed: 'N/A',
  id: '900001',
};

/** The fields of a row in the 18 columns' order: a complaint that was answered, but for what is given. */
export function wideFields(values: RowValues = {}): readonly string[] {
  const row = { ...ANSWERED, ...values };
  return COLUMNS.map((column) => row[column] ?? '');
}

/** The fields of a row in the 5 columns' order. */
export function narrowFields(values: RowValues = {}): readonly string[] {
  const row = { ...ANSWERED, ...values };
  return NARROW.map((column) => row[column] ?? '');
}

export function wideFile(rows: readonly RowValues[]): string {
  return csv([COLUMNS.map(titleOf), ...rows.map(wideFields)]);
}

export function narrowFile(rows: readonly RowValues[]): string {
  return csv([NARROW_TITLES, ...rows.map(narrowFields)]);
}

function csv(records: readonly (readonly string[])[]): string {
  return records.map((fields) => `${fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(',')}\n`).join('');
}

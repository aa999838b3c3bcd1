import { type Column, LAYOUTS } from './bureau-file.js';

const [wide, narrow] = LAYOUTS;

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
  return wide!.columns.map(({ column }) => row[column] ?? '');
}

/** The fields of a row in the 5 columns' order. */
export function narrowFields(values: RowValues = {}): readonly string[] {
  const row = { ...ANSWERED, ...values };
  return narrow!.columns.map(({ column }) => row[column] ?? '');
}

export function wideFile(rows: readonly RowValues[]): string {
  return csv([wide!.columns.map(({ title }) => title), ...rows.map(wideFields)]);
}

export function narrowFile(rows: readonly RowValues[]): string {
  return csv([narrow!.columns.map(({ title }) => title), ...rows.map(narrowFields)]);
}

function csv(records: readonly (readonly string[])[]): string {
  return records.map((fields) => `${fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(',')}\n`).join('');
}

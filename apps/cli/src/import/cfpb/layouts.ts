/** A column of the Bureau's files by what it means; its name in a file depends on the file's layout. */
export type Column =
  | 'received'
  | 'product'
  | 'subProduct'
  | 'issue'
  | 'subIssue'
  | 'narrative'
  | 'publicResponse'
  | 'company'
  | 'state'
  | 'zip'
  | 'tags'
  | 'consent'
  | 'submittedVia'
  | 'sent'
  | 'response'
  | 'timely'
  | 'disputed'
  | 'id';

/** One way the Bureau lays out its complaints. Columns stand in the file's order. */
export interface Layout {
  readonly name: string;
  readonly columns: readonly { readonly column: Column; readonly title: string }[];
}

/** Rows of the rejects file carry why they are in it; read back after mending, that is ignored. */
export const REJECTION_TITLE = 'rejected because';

function layout(name: string, titles: { readonly [column in Column]?: string }): Layout {
  const columns = Object.entries(titles).map(([column, title]) => ({ column: column as Column, title }));
  return { name, columns };
}

/** The layouts known: the public database's download, and the subset in the Bureau's own fixtures. */
export const LAYOUTS: readonly Layout[] = [
  layout('18 columns', {
    received: 'Date received',
    product: 'Product',
    subProduct: 'Sub-product',
    issue: 'Issue',
    subIssue: 'Sub-issue',
    narrative: 'Consumer complaint narrative',
    publicResponse: 'Company public response',
    company: 'Company',
    state: 'State',
    zip: 'ZIP code',
    tags: 'Tags',
    consent: 'Consumer consent provided?',
    submittedVia: 'Submitted via',
    sent: 'Date sent to company',
    response: 'Company response to consumer',
    timely: 'Timely response?',
    disputed: 'Consumer disputed?',
    id: 'Complaint ID',
  }),
  layout('5 columns', {
    received: 'date_received',
    product: 'product',
    issue: 'issue',
    state: 'state',
    sent: 'date_sent_to_company',
  }),
];

/** The layout with this header, or undefined. */
export function layoutOf(header: readonly string[]): Layout | undefined {
  const titles = header.at(-1) === REJECTION_TITLE ? header.slice(0, -1) : header;
  return LAYOUTS.find(
    ({ columns }) =>
      columns.length === titles.length && columns.every(({ title }, index) => title === titles[index]?.trim()),
  );
}

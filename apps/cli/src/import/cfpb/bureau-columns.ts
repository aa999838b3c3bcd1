import { wrongUsage } from '../../exit.js';
import { type CsvFile, formInWords, REJECTION_TITLE } from '../csv/csv-file.js';

/** A column of the Bureau's files by its meaning. */
export type Column = keyof typeof TITLES;

/** The title of each column in the Bureau's download, and other names that its files and interfaces have or had. */
const TITLES = {
  received: ['Date received'],
  product: ['Product'],
  subProduct: ['Sub-product'],
  issue: ['Issue'],
  subIssue: ['Sub-issue'],
  narrative: ['Consumer complaint narrative', 'complaint_what_happened', 'Consumer Complaint'],
  publicResponse: ['Company public response'],
  company: ['Company'],
  state: ['State'],
  zip: ['ZIP code', 'ZIP'],
  tags: ['Tags'],
  consent: ['Consumer consent provided?'],
  submittedVia: ['Submitted via'],
  sent: ['Date sent to company'],
  response: ['Company response to consumer', 'company_response'],
  timely: ['Timely response?', 'timely'],
  disputed: ['Consumer disputed?'],
  id: ['Complaint ID'],
} as const satisfies { readonly [column: string]: readonly string[] };

/** Every column, in the order of the Bureau's download. */
export const COLUMNS = Object.keys(TITLES) as readonly Column[];

/** Without these a row is no complaint. */
const NEEDED: readonly Column[] = ['received', 'product'];

const COLUMN_BY_NAME = new Map(
  COLUMNS.flatMap((column) => TITLES[column].map((title) => [nameOf(title), column] as const)),
);

/** The title of a column in the Bureau's download. */
export function titleOf(column: Column): string {
  return TITLES[column][0];
}

/** `Consumer disputed?`, `consumer_disputed` and `CONSUMER DISPUTED` are one name. */
function nameOf(title: string): string {
  return title.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** The columns of one file. */
export interface BureauColumns {
  readonly width: number;
  /** Title and place of each known column, as in the file. */
  readonly known: ReadonlyMap<Column, { readonly title: string; readonly index: number }>;
  /** Columns that this import has no place for, kept word by word. */
  readonly others: readonly { readonly title: string; readonly index: number }[];
}

/** Counts the titles that this import knows. */
export function knownTitles(titles: readonly string[]): number {
  return titles.filter((title) => COLUMN_BY_NAME.has(nameOf(title))).length;
}

/** Numbers of rows, as pandas and others write them, and the reasons of a rejects file. */
function saysNothing(title: string): boolean {
  return title === '' || title === REJECTION_TITLE || /^(?:unnamed: \d+|index|row|level_0)$/i.test(title);
}

/** Finds the columns by their names, in any order. Throws a `Failure` that says what is missing or doubled, and how the file was read. */
export function bureauColumns({ file, form, header }: CsvFile): BureauColumns {
  const known = new Map<Column, { title: string; index: number }>();
  const others: { title: string; index: number }[] = [];
  for (const [index, title] of header.entries()) {
    const column = COLUMN_BY_NAME.get(nameOf(title));
    const first = column && known.get(column);
    if (first !== undefined)
      throw wrongUsage(`${file}: the columns "${first.title}" and "${title}" are the same. Remove one.`);
    if (column !== undefined) known.set(column, { title, index });
    else if (!saysNothing(title)) others.push({ title, index });
  }
  const missing = NEEDED.filter((column) => !known.has(column)).map(titleOf);
  if (missing.length > 0) {
    throw wrongUsage(
      `${file}: line 1 is not the header of a file this import knows: ${missing.join(' and ')} is missing. The file was read as ` +
        `${formInWords(form)}; use --encoding or --delimiter if that is wrong. Columns by name, in any order; needed: ` +
        `${NEEDED.map(titleOf).join(', ')}; others: ${COLUMNS.filter((column) => !NEEDED.includes(column))
          .map(titleOf)
          .join(', ')}.`,
    );
  }
  return { width: header.length, known, others };
}

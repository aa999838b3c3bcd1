import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse/sync';
import { linesOf, type TextLine } from '../../text-lines.js';

/** A column of the Bureau's files by its meaning; its title depends on the file's layout. */
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

/** One layout of the Bureau's files. Columns are in the file's order. */
export interface Layout {
  readonly name: string;
  readonly columns: readonly { readonly column: Column; readonly title: string }[];
}

/** The column of the rejects file that gives the reason; ignored when a corrected file is imported. */
const REJECTION_TITLE = 'rejected because';

function layout(name: string, titles: { readonly [column in Column]?: string }): Layout {
  const columns = Object.entries(titles).map(([column, title]) => ({ column: column as Column, title }));
  return { name, columns };
}

/** The known layouts: the public database's download, and the subset in the Bureau's own fixtures. */
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

/** Finds the layout with this header. */
export function layoutOf(header: readonly string[]): Layout | undefined {
  const titles = header.at(-1) === REJECTION_TITLE ? header.slice(0, -1) : header;
  return LAYOUTS.find(
    ({ columns }) =>
      columns.length === titles.length && columns.every(({ title }, index) => title === titles[index]?.trim()),
  );
}

/** One record of a CSV file (RFC 4180), or a line outside any record. */
export type CsvRecord = {
  /** Number of its first line, from 1. */
  readonly line: number;
  /** The text as in the file. */
  readonly raw: string;
  /** Bytes of the file read so far. */
  readonly endsAtByte: number;
} & ({ readonly fields: readonly string[] } | { readonly fault: string });

/** Longest record: a narrative of 32,000 characters with room to spare. */
const RECORD_BYTES_MAX = 1024 * 1024;
/** Most lines of one record. Otherwise an unclosed quote would swallow the rest of the file. */
const RECORD_LINES_MAX = 2_000;

/**
 * Reads a CSV file record by record. A record with wrong quotes costs only its first line: reading continues with the next one, so
 * that an unclosed quote does not swallow the good records after it. Skips blank lines.
 */
export async function* csvRecords(file: string): AsyncGenerator<CsvRecord> {
  const lines = linesOf(file, RECORD_BYTES_MAX);
  const waiting: TextLine[] = [];
  for (;;) {
    const record = await nextRecord(lines, waiting);
    if (record === undefined) return;
    waiting.splice(0, record.lines);
    if (record.value !== undefined) yield record.value;
  }
}

interface Framed {
  /** How many of the waiting lines it takes. */
  readonly lines: number;
  readonly value?: CsvRecord;
}

async function nextRecord(lines: AsyncGenerator<TextLine>, waiting: TextLine[]): Promise<Framed | undefined> {
  let open = false;
  let length = 0;
  for (let count = 0; count < RECORD_LINES_MAX && length <= RECORD_BYTES_MAX; count += 1) {
    const line = waiting[count] ?? (await pull(lines, waiting));
    if (line === undefined) return count === 0 ? undefined : rejectedLine(waiting[0] as TextLine, QUOTE_LEFT_OPEN);
    if (line.fault !== undefined) {
      return rejectedLine(waiting[0] as TextLine, count === 0 ? `the line is ${line.fault}` : QUOTE_LEFT_OPEN);
    }
    if (count === 0 && line.text.trim() === '') return { lines: 1 };
    length += line.text.length;
    if (quotesIn(line.text) % 2 === 1) open = !open;
    if (!open) return parsed(waiting.slice(0, count + 1));
  }
  return rejectedLine(waiting[0] as TextLine, QUOTE_LEFT_OPEN);
}

const QUOTE_LEFT_OPEN = 'a quote is opened and not closed';

async function pull(lines: AsyncGenerator<TextLine>, waiting: TextLine[]): Promise<TextLine | undefined> {
  const next = await lines.next();
  if (next.done === true) return undefined;
  waiting.push(next.value);
  return next.value;
}

function parsed(lines: readonly TextLine[]): Framed {
  const [first] = lines as [TextLine];
  const raw = lines
    .map(({ text }) => text)
    .join('\n')
    .replace(/\r$/, '');
  try {
    const records = parse(raw, { relax_column_count: true, record_delimiter: ['\r\n', '\n'] });
    const [fields] = records;
    if (fields === undefined || records.length > 1) return rejectedLine(first, 'it is not one record');
    const endsAtByte = lines.at(-1)?.endsAtByte ?? first.endsAtByte;
    return { lines: lines.length, value: { line: first.number, raw, endsAtByte, fields } };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return rejectedLine(first, 'a quote is in the wrong place');
  }
}

function rejectedLine({ number, text, endsAtByte }: TextLine, fault: string): Framed {
  return { lines: 1, value: { line: number, raw: text.replace(/\r$/, ''), endsAtByte, fault } };
}

function quotesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count += 1;
  return count;
}

/**
 * The file of rejected rows, unchanged, each followed by the reason. After correction the file can be imported itself. It is created
 * with the first rejected row.
 */
export class RejectsFile {
  private stream: WriteStream | undefined;
  private written = 0;

  constructor(
    readonly file: string,
    private readonly layout: Layout,
  ) {}

  get rows(): number {
    return this.written;
  }

  /** Resolves when there is room for the next row. Rejects if the file cannot be written. */
  async add(record: CsvRecord, reason: string): Promise<void> {
    this.written += 1;
    const stream = (this.stream ??= await this.begin());
    const line = csvLine([...this.originalFields(record), `line ${record.line}, ${reason}`]);
    if (!stream.write(line)) await once(stream, 'drain');
  }

  async close(): Promise<void> {
    if (this.stream === undefined) return;
    this.stream.end();
    await finished(this.stream);
  }

  private async begin(): Promise<WriteStream> {
    // The file contains people's own words.
    const stream = createWriteStream(this.file, { mode: 0o600 });
    await once(stream, 'open');
    stream.write(csvLine([...this.layout.columns.map(({ title }) => title), REJECTION_TITLE]));
    return stream;
  }

  /** Puts a record without fields, or with too many, whole into the first column. */
  private originalFields(record: CsvRecord): readonly string[] {
    const width = this.layout.columns.length;
    const fields = 'fields' in record && record.fields.length <= width + 1 ? record.fields : [record.raw];
    return Array.from({ length: width }, (_, index) => fields[index] ?? '');
  }
}

function csvLine(fields: readonly string[]): string {
  const quoted = fields.map((field) => (/[",\r\n]|^\s|\s$/.test(field) ? `"${field.replaceAll('"', '""')}"` : field));
  return `${quoted.join(',')}\n`;
}

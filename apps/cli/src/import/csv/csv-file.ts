import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse/sync';
import { wrongUsage } from '../../exit.js';
import { linesOf, type TextForm, type TextLine } from '../../text-lines.js';
import { encodingName, recognizeText } from './text-form.js';

/** The column of the rejects file that gives the reason; ignored when a corrected file is imported. */
export const REJECTION_TITLE = 'rejected because';

/** How a file of records is written. */
export interface CsvForm extends TextForm {
  readonly delimiter: string;
}

/** One record of a CSV file (RFC 4180), or a line outside any record. */
export type CsvRecord = {
  /** Number of its first line, from 1. */
  readonly line: number;
  /** Where its bytes begin in the file, and where they end, behind the line break. */
  readonly startsAtByte: number;
  readonly endsAtByte: number;
} & ({ readonly fields: readonly string[] } | { readonly fault: string });

/** A CSV file whose form is known. */
export interface CsvFile {
  readonly file: string;
  readonly form: CsvForm;
  /** The titles of the columns, trimmed. */
  readonly header: readonly string[];
  readonly headerRecord: CsvRecord;
  /** Reads the records behind the header, each time from the beginning. */
  records(): AsyncGenerator<CsvRecord>;
}

export interface CsvOptions {
  readonly encoding?: string;
  readonly delimiter?: string;
}

/** In the order in which they are preferred when a header could be read by several. */
const DELIMITERS = [',', ';', '\t', '|'];
const DELIMITER_NAMES: { readonly [delimiter: string]: string } = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
};

/** Longest record: a narrative of 32,000 characters with room to spare. */
const RECORD_BYTES_MAX = 1024 * 1024;
/** Most lines of one record. Otherwise an unclosed quote would swallow the rest of the file. */
const RECORD_LINES_MAX = 2_000;

/**
 * Opens a file and recognizes its form: `known` counts the titles that the import knows, and the delimiter that shows most of them is the
 * file's. Throws a `Failure` for a file without a header.
 */
export async function openCsv(
  file: string,
  options: CsvOptions,
  known: (titles: readonly string[]) => number,
): Promise<CsvFile> {
  const text = await recognizeText(file, options.encoding);
  const given = options.delimiter === undefined ? undefined : delimiterOf(options.delimiter);
  const [first] = await Array.fromAsync(firstOf(linesOf(file, RECORD_BYTES_MAX, text)));
  // Excel reads the delimiter from such a line.
  const declared = /^"?sep=(.)"?\r?$/i.exec(first?.text ?? '')?.[1];
  const candidates = given ? [given] : declared ? [declared] : DELIMITERS;
  const readings = await Promise.all(
    candidates.map(async (delimiter) => headerRead(file, { ...text, delimiter }, declared === undefined ? 0 : 1)),
  );
  const score = ({ header }: CsvFile): number => 1_000 * known(header) + header.length;
  const [best] = readings.filter((reading) => reading !== undefined).toSorted((a, b) => score(b) - score(a));
  if (best === undefined)
    throw wrongUsage(`${file}: there is no header in line 1. It was read as ${encodingName(text)}.`);
  return best;
}

/** `UTF-8, separated by semicolon` */
export function formInWords(form: CsvForm): string {
  return `${encodingName(form)}, separated by ${DELIMITER_NAMES[form.delimiter] ?? `"${form.delimiter}"`}`;
}

function delimiterOf(given: string): string {
  const named = Object.entries(DELIMITER_NAMES).find(([, name]) => name === given.toLowerCase())?.[0];
  const delimiter = named ?? (given === '\\t' ? '\t' : given);
  if (delimiter.length === 1 && !/["\r\n]/.test(delimiter)) return delimiter;
  throw wrongUsage(`"${given}" is not a delimiter. Give one character, or comma, semicolon, tab or bar.`);
}

async function* firstOf<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  for await (const item of items) {
    yield item;
    return;
  }
}

async function headerRead(file: string, form: CsvForm, skipped: number): Promise<CsvFile | undefined> {
  const records = () => csvRecords(file, form);
  const [header] = (await Array.fromAsync(firstOf(afterFirst(records(), skipped)))) as [CsvRecord?];
  if (header === undefined || !('fields' in header)) return undefined;
  const titles = header.fields.map((title) => title.trim());
  return { file, form, header: titles, headerRecord: header, records: () => afterFirst(records(), skipped + 1) };
}

async function* afterFirst(records: AsyncIterable<CsvRecord>, count: number): AsyncGenerator<CsvRecord> {
  let passed = 0;
  for await (const record of records) {
    if (passed >= count) yield record;
    passed += 1;
  }
}

/**
 * Reads a CSV file record by record. A record with wrong quotes costs only its first line: reading continues with the next one, so
 * that an unclosed quote does not swallow the good records after it. Skips blank lines.
 */
export async function* csvRecords(file: string, form: CsvForm): AsyncGenerator<CsvRecord> {
  const lines = linesOf(file, RECORD_BYTES_MAX, form);
  const waiting: TextLine[] = [];
  let startsAtByte = 0;
  try {
    for (;;) {
      const record = await nextRecord(lines, waiting, form);
      if (record === undefined) return;
      const endsAtByte = waiting[record.lines - 1]?.endsAtByte ?? startsAtByte;
      waiting.splice(0, record.lines);
      if (record.value !== undefined) yield { ...record.value, startsAtByte, endsAtByte };
      startsAtByte = endsAtByte;
    }
  } finally {
    await lines.return(undefined);
  }
}

interface Framed {
  /** How many of the waiting lines it takes. */
  readonly lines: number;
  readonly value?: { readonly line: number } & ({ readonly fields: readonly string[] } | { readonly fault: string });
}

async function nextRecord(
  lines: AsyncGenerator<TextLine>,
  waiting: TextLine[],
  form: CsvForm,
): Promise<Framed | undefined> {
  let isOpen = false;
  let length = 0;
  for (let count = 0; count < RECORD_LINES_MAX && length <= RECORD_BYTES_MAX; count += 1) {
    const line = waiting[count] ?? (await pull(lines, waiting));
    if (line === undefined) return count === 0 ? undefined : rejectedLine(waiting[0] as TextLine, QUOTE_LEFT_OPEN);
    if (line.fault !== undefined) {
      return rejectedLine(waiting[0] as TextLine, count === 0 ? `the line is ${line.fault}` : QUOTE_LEFT_OPEN);
    }
    if (count === 0 && line.text.trim() === '') return { lines: 1 };
    length += line.text.length;
    if (quotesIn(line.text) % 2 === 1) isOpen = !isOpen;
    if (!isOpen) return parsed(waiting.slice(0, count + 1), form);
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

function parsed(lines: readonly TextLine[], { delimiter }: CsvForm): Framed {
  const [first] = lines as [TextLine];
  const raw = lines
    .map(({ text }) => text)
    .join('\n')
    .replace(/\r$/, '');
  try {
    const records = parse(raw, { relax_column_count: true, record_delimiter: ['\r\n', '\n'], delimiter });
    const [fields] = records;
    if (fields === undefined || records.length > 1) return rejectedLine(first, 'it is not one record');
    return { lines: lines.length, value: { line: first.number, fields } };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return rejectedLine(first, 'a quote is in the wrong place');
  }
}

function rejectedLine({ number }: TextLine, fault: string): Framed {
  return { lines: 1, value: { line: number, fault } };
}

function quotesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count += 1;
  return count;
}

/**
 * The file of rejected rows: the header and the rows byte by byte as in the file, each followed by the reason in one more column. After
 * correction it can be imported itself. It is created with the first rejected row.
 */
export class RejectsFile {
  private stream: WriteStream | undefined;
  private writing: Promise<void> = Promise.resolve();
  private written = 0;

  constructor(
    readonly file: string,
    private readonly source: CsvFile,
  ) {}

  get rows(): number {
    return this.written;
  }

  /** Resolves when the row is written, one after the other. Rejects if the file cannot be written. */
  add(record: CsvRecord, reason: string): Promise<void> {
    this.written += 1;
    this.writing = this.writing.then(async () => {
      this.stream ??= await this.begin();
      await this.copy(this.stream, record, `line ${record.line}, ${reason}`);
    });
    return this.writing;
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
    await this.copy(stream, { ...this.source.headerRecord, startsAtByte: 0 }, REJECTION_TITLE);
    return stream;
  }

  private async copy(stream: WriteStream, { startsAtByte, endsAtByte }: CsvRecord, remark: string): Promise<void> {
    const { form, file } = this.source;
    const lineBreak = await lineBreakBefore(file, endsAtByte, form);
    const end = endsAtByte - lineBreak.length;
    if (end > startsAtByte) {
      for await (const piece of createReadStream(file, { start: startsAtByte, end: end - 1 })) {
        if (!stream.write(piece)) await once(stream, 'drain');
      }
    }
    stream.write(encoded(`${form.delimiter}"${remark.replaceAll('"', '""')}"`, form));
    stream.write(lineBreak.length > 0 ? lineBreak : encoded(form.lineBreak, form));
  }
}

/** Returns the bytes of the line break that ends there; none at the end of a file without one. */
async function lineBreakBefore(file: string, endsAtByte: number, form: CsvForm): Promise<Buffer> {
  const breaks = ['\r\n', form.lineBreak].map((text) => encoded(text, form));
  const longest = Math.min(endsAtByte, breaks[0]?.length ?? 0);
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(longest), 0, longest, endsAtByte - longest);
    return breaks.find((some) => buffer.subarray(-some.length).equals(some)) ?? Buffer.alloc(0);
  } finally {
    await handle.close();
  }
}

/** Encodes a remark; in encodings of one byte only letters of ASCII, which are the same in all of them. */
function encoded(text: string, { encoding }: TextForm): Buffer {
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  return encoding === 'utf-8' ? Buffer.from(text) : Buffer.from(text.replaceAll(/[^\0-\x7f]/gu, '?'), 'latin1');
}

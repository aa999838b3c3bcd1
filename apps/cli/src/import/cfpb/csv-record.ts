import { CsvError, parse } from 'csv-parse/sync';
import { linesOf, type TextLine } from '../../text-lines/lines-of.js';

/** One record of a CSV file (RFC 4180), or a line that belongs to none. */
export type CsvRecord = {
  /** Of its first line, from 1. */
  readonly line: number;
  /** As it stands in the file. */
  readonly raw: string;
  /** Bytes of the file read so far. */
  readonly endsAtByte: number;
} & ({ readonly fields: readonly string[] } | { readonly fault: string });

/** Longest record: a narrative of 32,000 characters with room to spare. */
const RECORD_BYTES_MAX = 1024 * 1024;
/** Most lines of one record. A quote that is never closed would otherwise take the rest of the file with it. */
const RECORD_LINES_MAX = 2_000;

/**
 * Reads a CSV file record by record. A record whose quotes are wrong costs only its first line: reading goes on with the next one, so
 * that a quote left open does not swallow the good records behind it. Blank lines are passed over.
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
    return rejectedLine(first, 'a quote stands in the wrong place');
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

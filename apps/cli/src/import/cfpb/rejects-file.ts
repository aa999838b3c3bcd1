import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { CsvRecord } from './csv-record.js';
import { REJECTION_TITLE, type Layout } from './layouts.js';

/**
 * The rows that did not go in, as they came, each with the reason behind it. Mended, the file can be imported itself. It is made with
 * the first rejected row.
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

  /** Resolves when there is room for the next. Rejects when the file cannot be written. */
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
    // What people wrote stands in it.
    const stream = createWriteStream(this.file, { mode: 0o600 });
    await once(stream, 'open');
    stream.write(csvLine([...this.layout.columns.map(({ title }) => title), REJECTION_TITLE]));
    return stream;
  }

  /** A record that has no fields, or too many for the columns, stands whole in the first column. */
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

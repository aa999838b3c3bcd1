import type { Complaints } from '@redress/complaints';
import { wrongUsage } from '../../exit/failure.js';
import { complaintRow, RowFault, type ComplaintRow } from './complaint-row.js';
import { csvRecords, type CsvRecord } from './csv-record.js';
import { layoutOf, LAYOUTS, type Layout } from './layouts.js';
import { RejectsFile } from './rejects-file.js';
import { importRow, StepRefusedError } from './row-import.js';
import { RowKeys } from './row-key.js';

export interface CfpbImportOptions {
  readonly file: string;
  /** Where rows go that do not go in. */
  readonly rejects: string;
  readonly complaints: Complaints;
  /** The present instant, ISO 8601 in UTC. */
  readonly now: () => string;
  readonly signal: AbortSignal;
  /** Told how many bytes of the file have been read. */
  readonly onProgress: (bytes: number) => void;
  readonly onRejected: (line: number, reason: string) => void;
}

export interface CfpbImportSummary {
  readonly layout: string;
  rows: number;
  /** Complaints recorded now. */
  added: number;
  /** Complaints that were there, and got further events. */
  continued: number;
  /** Complaints that were there with all their events. */
  there: number;
  rejected: number;
  /** Events recorded now. */
  events: number;
  interrupted: boolean;
}

/** Rows worked on side by side, begun in the file's order: enough for their appends to share each commit to disk. */
const ROWS_AT_ONCE = 64;

/** Reads a file and imports it row by row. Throws a `Failure` for a file of no known layout, and what the machinery throws. */
export async function importCfpb(options: CfpbImportOptions): Promise<CfpbImportSummary> {
  const records = csvRecords(options.file);
  const layout = await readHeader(options.file, records);
  const work = new CfpbImport(options, layout);
  try {
    return await work.run(records);
  } finally {
    await work.close();
  }
}

class CfpbImport {
  private readonly keys = new RowKeys();
  private readonly rejects: RejectsFile;
  private readonly inHand = new Set<Promise<void>>();
  private readonly failures: unknown[] = [];
  private readonly summary: CfpbImportSummary;

  constructor(
    private readonly options: CfpbImportOptions,
    private readonly layout: Layout,
  ) {
    this.rejects = new RejectsFile(options.rejects, layout);
    const counts = { rows: 0, added: 0, continued: 0, there: 0, rejected: 0, events: 0 };
    this.summary = { layout: layout.name, ...counts, interrupted: false };
  }

  async run(records: AsyncIterable<CsvRecord>): Promise<CfpbImportSummary> {
    const today = this.options.now().slice(0, 10);
    try {
      for await (const record of records) {
        if (this.options.signal.aborted) this.summary.interrupted = true;
        if (this.summary.interrupted || this.failures.length > 0) break;
        this.summary.rows += 1;
        await this.begin(record, today);
        this.options.onProgress(record.endsAtByte);
      }
    } finally {
      await Promise.all(this.inHand);
    }
    if (this.failures.length > 0) throw this.failures[0];
    return this.summary;
  }

  async close(): Promise<void> {
    this.keys.close();
    await this.rejects.close();
  }

  private async begin(record: CsvRecord, today: string): Promise<void> {
    try {
      const fields = this.fieldsOf(record);
      const row = complaintRow(fields, this.layout, today);
      const work = this.drive(record, row, this.keys.keyOf(row.id, fields)).finally(() => this.inHand.delete(work));
      this.inHand.add(work);
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      await this.reject(record, error.message);
    }
    if (this.inHand.size >= ROWS_AT_ONCE) await Promise.race(this.inHand);
  }

  /** Never rejects: the first failure of the machinery ends the import once what is in hand has settled. */
  private async drive(record: CsvRecord, row: ComplaintRow, key: string): Promise<void> {
    try {
      const { kind, events } = await importRow(this.options.complaints, key, row);
      this.summary[kind] += 1;
      this.summary.events += events;
    } catch (error) {
      if (!(error instanceof StepRefusedError)) this.failures.push(error);
      else await this.reject(record, error.message).catch((failure: unknown) => this.failures.push(failure));
    }
  }

  private fieldsOf(record: CsvRecord): readonly string[] {
    if ('fault' in record) throw new RowFault('the whole record', record.fault);
    const { length } = this.layout.columns;
    // One more is the reason why a row of a rejects file was rejected.
    if (record.fields.length === length || record.fields.length === length + 1) return record.fields.slice(0, length);
    throw new RowFault('the whole record', `has ${record.fields.length} columns instead of ${length}`);
  }

  private async reject(record: CsvRecord, reason: string): Promise<void> {
    this.summary.rejected += 1;
    this.options.onRejected(record.line, reason);
    await this.rejects.add(record, reason);
  }
}

async function readHeader(file: string, records: AsyncGenerator<CsvRecord>): Promise<Layout> {
  const first = await records.next();
  const header = first.done !== true && 'fields' in first.value ? first.value.fields : [];
  const layout = layoutOf(header);
  if (layout !== undefined) return layout;
  const expected = LAYOUTS.map(({ columns }) => `  ${columns.map(({ title }) => title).join(',')}`);
  throw wrongUsage(
    `${file}: line 1 is not the header of a file this import knows. Expected one of (exactly, in this order):\n${expected.join('\n')}`,
  );
}

import { InvalidEventError } from '@redress/contracts';
import { type CsvFile, type CsvRecord, RejectsFile } from '../csv/csv-file.js';
import { StepRefusedError } from './step.js';

/** The fault of a row, by the title of its column. Never quotes a value, which may be a person's words. */
export class RowFault extends Error {
  constructor(
    readonly column: string,
    readonly problem: string,
  ) {
    super(`${column}: ${problem}`);
    this.name = 'RowFault';
  }
}

/** What became of one row. */
export interface ImportedRow {
  /** `added` now; `continued` an incomplete or changed one; or `there`: complete already. */
  readonly kind: 'added' | 'continued' | 'there';
  /** Events recorded now. */
  readonly events: number;
}

export interface RowCounts {
  rows: number;
  /** Complaints recorded by this run. */
  added: number;
  /** Existing complaints that got further events. */
  continued: number;
  /** Existing complaints that were complete. */
  there: number;
  rejected: number;
  /** Events recorded now. */
  events: number;
  interrupted: boolean;
}

export interface RowImportOptions {
  /** Receives rejected rows; undefined: they are reported only. */
  readonly rejects: string | undefined;
  readonly signal: AbortSignal;
  /** Receives the number of bytes read. */
  readonly onProgress: (bytes: number) => void;
  readonly onRejected: (line: number, reason: string) => void;
}

/** The work on one row; undefined for a row that is left out. */
export type RowWork = (() => Promise<ImportedRow>) | undefined;

/** Rows processed concurrently, started in the file's order: enough for their appends to share each commit to disk. */
const ROWS_AT_ONCE = 64;

/** Imports a file row by row. Bad rows, and rows that a complaint refuses, go to the rejects file. */
export class RowImport {
  readonly counts: RowCounts = {
    rows: 0,
    added: 0,
    continued: 0,
    there: 0,
    rejected: 0,
    events: 0,
    interrupted: false,
  };
  private readonly rejects: RejectsFile | undefined;
  private readonly inHand = new Set<Promise<void>>();
  private readonly failures: unknown[] = [];

  /** @param read reads the fields of a record, and throws a `RowFault` for a bad one; called in the file's order. */
  constructor(
    private readonly options: RowImportOptions,
    private readonly source: CsvFile,
    private readonly read: (fields: readonly string[], record: CsvRecord) => RowWork,
  ) {
    this.rejects = options.rejects === undefined ? undefined : new RejectsFile(options.rejects, source);
  }

  /** Throws technical errors, once the rows in progress have settled. */
  async run(): Promise<RowCounts> {
    try {
      for await (const record of this.source.records()) {
        if (this.options.signal.aborted) this.counts.interrupted = true;
        if (this.counts.interrupted || this.failures.length > 0) break;
        this.counts.rows += 1;
        await this.begin(record);
        this.options.onProgress(record.endsAtByte);
      }
    } finally {
      await Promise.all(this.inHand);
      await this.rejects?.close();
    }
    if (this.failures.length > 0) throw this.failures[0];
    return this.counts;
  }

  private async begin(record: CsvRecord): Promise<void> {
    try {
      const todo = this.read(this.fieldsOf(record), record);
      if (todo === undefined) return;
      const work = this.drive(record, todo).finally(() => this.inHand.delete(work));
      this.inHand.add(work);
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      await this.reject(record, error.message);
    }
    if (this.inHand.size >= ROWS_AT_ONCE) await Promise.race(this.inHand);
  }

  /** Never rejects: the first technical error ends the import. */
  private async drive(record: CsvRecord, todo: () => Promise<ImportedRow>): Promise<void> {
    try {
      const { kind, events } = await todo();
      this.counts[kind] += 1;
      this.counts.events += events;
    } catch (error) {
      // An invalid event names the field and the rule, never the value.
      const isOfRow = error instanceof StepRefusedError || error instanceof InvalidEventError;
      if (!isOfRow) this.failures.push(error);
      else await this.reject(record, error.message).catch((failure: unknown) => this.failures.push(failure));
    }
  }

  private fieldsOf(record: CsvRecord): readonly string[] {
    if ('fault' in record) throw new RowFault('the whole record', record.fault);
    const width = this.source.header.length;
    if (record.fields.length === width) return record.fields;
    throw new RowFault('the whole record', `has ${record.fields.length} columns instead of ${width}`);
  }

  private async reject(record: CsvRecord, reason: string): Promise<void> {
    this.counts.rejected += 1;
    this.options.onRejected(record.line, reason);
    await this.rejects?.add(record, reason);
  }
}

import type { CommandContent, Complaints } from '@redress/complaints';
import type { Actor, Outcome } from '@redress/eventing';
import { wrongUsage } from '../../exit.js';
import { type CsvRecord, csvRecords, type Layout, layoutOf, LAYOUTS, RejectsFile } from './bureau-file.js';
import { ACTORS, complaintHistory, lodgingOfOld } from './complaint-history.js';
import { type ComplaintRow, complaintRow, RowFault, RowKeys } from './complaint-row.js';

interface CfpbImportOptions {
  readonly file: string;
  /** Receives rejected rows. */
  readonly rejects: string;
  readonly complaints: Complaints;
  /** The current instant, ISO 8601 in UTC. */
  readonly now: () => string;
  readonly signal: AbortSignal;
  /** Receives the number of bytes read. */
  readonly onProgress: (bytes: number) => void;
  readonly onRejected: (line: number, reason: string) => void;
}

export interface CfpbImportSummary {
  readonly layout: string;
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

/** Rows processed concurrently, started in the file's order: enough for their appends to share each commit to disk. */
const ROWS_AT_ONCE = 64;

/** Reads a file and imports it row by row. Throws a `Failure` for an unknown layout, and technical errors. */
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

  /** Never rejects: the first technical error ends the import once the rows in progress have settled. */
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
    // One more field is the reason in a rejects file.
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

/** The owner of the idempotency keys, by which a repeated import finds its records. Changing it would import everything again. */
const CALLER = 'import:cfpb';

interface ImportedRow {
  /** `added` now; `continued` an incomplete one; or `there`: complete already. */
  readonly kind: 'added' | 'continued' | 'there';
  /** Events recorded now. */
  readonly events: number;
}

/** The complaint refused a step: it was changed since, or imported before with other content. */
export class StepRefusedError extends Error {
  constructor(step: string, outcome: Exclude<Outcome, { kind: 'accepted' }>) {
    super(
      outcome.kind === 'refused'
        ? `the complaint refused the step ${step} (${outcome.refusal.refused})`
        : `the same complaint was imported before with other content (step ${step}, ${outcome.kind})`,
    );
    this.name = 'StepRefusedError';
  }
}

/**
 * Executes one row as commands on a complaint. Each command has an idempotency key made of the row's key and the step's, so a
 * repeat adds nothing and an interrupted import resumes where it stopped. Throws `StepRefusedError`, or technical errors.
 */
export async function importRow(complaints: Complaints, key: string, row: ComplaintRow): Promise<ImportedRow> {
  const { lodging, steps } = complaintHistory(row);
  const source = (actor: Actor, idempotencyKey: string) => ({ caller: CALLER, actor, idempotencyKey });
  const record = (data: CommandContent<'receive'>['data']) =>
    complaints.lodgeWithHistory(
      { data, source: source(ACTORS.complainant, key), remarks: { occurredAt: row.receivedAt } },
      steps.map(({ key: stepKey, content, actor, occurredAt, reason }) => ({
        content,
        source: source(actor, `${key}:${stepKey}`),
        remarks: { occurredAt, ...(reason !== undefined && { reason }) },
      })),
    );
  const now = await record(lodging);
  // An import by an earlier release is found again, and resumes where it stopped.
  const { outcomes } = now.outcomes[0]?.kind === 'command-reused' ? await record(lodgingOfOld(lodging)) : now;
  const names = ['receive', ...steps.map((step) => step.key)];
  const [first, ...later] = outcomes.map((outcome, index) => accepted(names[index] as string, outcome));
  const events = [first as Accepted, ...later].reduce((sum, outcome) => sum + newEventsOf(outcome), 0);
  return { kind: first?.replayed !== true ? 'added' : events > 0 ? 'continued' : 'there', events };
}

type Accepted = Extract<Outcome, { kind: 'accepted' }>;

function accepted(step: string, outcome: Outcome): Accepted {
  if (outcome.kind !== 'accepted') throw new StepRefusedError(step, outcome);
  return outcome;
}

function newEventsOf({ replayed, events }: Accepted): number {
  return replayed ? 0 : events.length;
}

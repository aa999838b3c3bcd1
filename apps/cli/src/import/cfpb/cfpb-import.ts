import type { CommandContent, Complaints } from '@redress/complaints';
import type { Actor, Outcome } from '@redress/eventing';
import { isOngoing } from '@redress/domain';
import { wrongUsage } from '../../exit.js';
import { type CsvFile, type CsvOptions, type CsvRecord, formInWords, openCsv, RejectsFile } from '../csv/csv-file.js';
import { type DateOrder, OrderEvidence } from '../csv/days.js';
import { type BureauColumns, bureauColumns, knownTitles } from './bureau-columns.js';
import { ACTORS, complaintHistory, lodgingOfOld, type Step } from './complaint-history.js';
import { type ComplaintRow, complaintRow, keyFields, RowFault, RowKeys } from './complaint-row.js';
import { isErased, laterPublication } from './later-publication.js';

export interface CfpbImportOptions {
  readonly file: string;
  readonly csv: CsvOptions & { readonly dates?: DateOrder };
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
  /** How many columns the file has. */
  readonly layout: string;
  /** How the file was read: encoding and delimiter. */
  readonly form: string;
  /** Columns that this import does not know; their values are in notes. */
  readonly unknownColumns?: readonly string[];
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

/** Reads a file and imports it row by row. Throws a `Failure` for an unknown header or ambiguous dates, and technical errors. */
export async function importCfpb(options: CfpbImportOptions): Promise<CfpbImportSummary> {
  const source = await openCsv(options.file, options.csv, knownTitles);
  const columns = bureauColumns(source);
  const order = options.csv.dates ?? (await orderIn(source, columns));
  const work = new CfpbImport(options, source, { columns, order, today: options.now().slice(0, 10) });
  try {
    return await work.run(source.records());
  } finally {
    await work.close();
  }
}

/** Recognizes the order of the dates by all of them. */
async function orderIn(source: CsvFile, { known }: BureauColumns): Promise<DateOrder | undefined> {
  const evidence = new OrderEvidence();
  for await (const record of source.records()) {
    if (!('fields' in record)) continue;
    for (const column of ['received', 'sent'] as const) {
      const place = known.get(column);
      if (place !== undefined) evidence.add(record.fields[place.index]?.trim() ?? '', record.line);
    }
  }
  const verdict = evidence.verdict();
  if (!('problem' in verdict)) return verdict.order;
  throw wrongUsage(`${source.file}: ${verdict.problem}. Say which comes first: --dates mdy or --dates dmy.`);
}

class CfpbImport {
  private readonly keys = new RowKeys();
  private readonly rejects: RejectsFile;
  private readonly inHand = new Set<Promise<void>>();
  private readonly failures: unknown[] = [];
  private readonly summary: CfpbImportSummary;

  constructor(
    private readonly options: CfpbImportOptions,
    source: CsvFile,
    private readonly reading: Parameters<typeof complaintRow>[1],
  ) {
    this.rejects = new RejectsFile(options.rejects, source);
    const { width, others } = reading.columns;
    const counts = { rows: 0, added: 0, continued: 0, there: 0, rejected: 0, events: 0 };
    const unknown = others.map(({ title }) => title);
    this.summary = {
      layout: `${width} columns`,
      form: formInWords(source.form),
      ...(unknown.length > 0 && { unknownColumns: unknown }),
      ...counts,
      interrupted: false,
    };
  }

  async run(records: AsyncIterable<CsvRecord>): Promise<CfpbImportSummary> {
    try {
      for await (const record of records) {
        if (this.options.signal.aborted) this.summary.interrupted = true;
        if (this.summary.interrupted || this.failures.length > 0) break;
        this.summary.rows += 1;
        await this.begin(record);
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

  private async begin(record: CsvRecord): Promise<void> {
    try {
      const fields = this.fieldsOf(record);
      const row = complaintRow(fields, this.reading);
      const key = this.keys.keyOf(row.id, keyFields(row, fields, this.reading.columns));
      const work = this.drive(record, row, key).finally(() => this.inHand.delete(work));
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
    const { width } = this.reading.columns;
    if (record.fields.length === width) return record.fields;
    throw new RowFault('the whole record', `has ${record.fields.length} columns instead of ${width}`);
  }

  private async reject(record: CsvRecord, reason: string): Promise<void> {
    this.summary.rejected += 1;
    this.options.onRejected(record.line, reason);
    await this.rejects.add(record, reason);
  }
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
 * repeat adds nothing and an interrupted import resumes where it stopped. A complaint that was published before with other values gets
 * what is new as corrections and further events. Throws `StepRefusedError`, or technical errors.
 */
export async function importRow(complaints: Complaints, key: string, row: ComplaintRow): Promise<ImportedRow> {
  const { lodging, steps } = complaintHistory(row);
  const source = (actor: Actor, idempotencyKey: string) => ({ caller: CALLER, actor, idempotencyKey });
  const remarksOf = ({ occurredAt, reason }: Step) => ({ occurredAt, ...(reason !== undefined && { reason }) });
  const record = (data: CommandContent<'receive'>['data']) =>
    complaints.lodgeWithHistory(
      { data, source: source(ACTORS.complainant, key), remarks: { occurredAt: row.receivedAt } },
      steps.map((step) => ({
        content: step.content,
        source: source(step.actor, `${key}:${step.key}`),
        remarks: remarksOf(step),
      })),
    );
  const now = await record(lodging);
  // An import by an earlier release is found again, and resumes where it stopped.
  const recorded = now.outcomes[0]?.kind === 'command-reused' ? await record(lodgingOfOld(lodging)) : now;
  const { reference, outcomes } = recorded;
  const [outcome] = outcomes as readonly [Outcome, ...Outcome[]];
  const first = outcome.kind === 'command-reused' ? undefined : accepted('receive', outcome);
  let events = outcomes.reduce((sum, one) => sum + (one.kind === 'accepted' ? newEventsOf(one) : 0), 0);
  const kind = () => (first?.replayed === false ? 'added' : events > 0 ? 'continued' : 'there');
  if (outcomes.length > steps.length && outcomes.every((one) => one.kind === 'accepted'))
    return { kind: kind(), events };
  const before = first === undefined ? await complaints.history(reference) : [];
  if (first === undefined && isErased(before)) return { kind: 'there', events: 0 };
  // Nothing precedes the receipt, also where a later publication gives an earlier day.
  const receivedAt = before[0]?.metadata.occurredAt ?? row.receivedAt;
  const executed = (step: Step): Promise<Outcome> => {
    const occurredAt = step.occurredAt < receivedAt ? receivedAt : step.occurredAt;
    const by = source(step.actor, `${key}:${step.key}`);
    return complaints.execute(reference, step.content, by, { ...remarksOf(step), occurredAt });
  };
  let isAgain = first === undefined;
  for (const step of steps) {
    if (isAgain && OF_FIRST_PUBLICATION.test(step.key)) continue;
    const stepped = await executed(step);
    const isTooLate = stepped.kind === 'refused' && stepped.refusal.refused === 'complaint-closed';
    if (stepped.kind === 'command-reused' || (isTooLate && first?.replayed !== false)) isAgain = true;
    else events += newEventsOf(accepted(step.key, stepped));
  }
  if (isAgain) {
    const { state } = await complaints.load(reference);
    const hasEnded = state.status !== 'unknown' && !isOngoing(state);
    for (const step of laterPublication(row, await complaints.history(reference), hasEnded)) {
      events += newEventsOf(accepted(step.key, await executed(step)));
    }
  }
  return { kind: kind(), events };
}

/** Steps that say the same as a later publication does in its own way. */
const OF_FIRST_PUBLICATION = /^add-(?:information|note):/;

type Accepted = Extract<Outcome, { kind: 'accepted' }>;

function accepted(step: string, outcome: Outcome): Accepted {
  if (outcome.kind !== 'accepted') throw new StepRefusedError(step, outcome);
  return outcome;
}

function newEventsOf({ replayed, events }: Accepted): number {
  return replayed ? 0 : events.length;
}

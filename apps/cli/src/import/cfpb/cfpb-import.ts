import type { CommandContent, Complaints } from '@redress/complaints';
import type { Actor, Outcome } from '@redress/eventing';
import { isOngoing, type Instant, latest } from '@redress/domain';
import { wrongUsage } from '../../exit.js';
import { type CsvFile, type CsvOptions, formInWords, openCsv } from '../csv/csv-file.js';
import { type DateOrder, OrderEvidence } from '../csv/days.js';
import { type ImportedRow, type RowCounts, RowImport, type RowImportOptions } from '../rows/row-import.js';
import { accepted, isErased, newEventsOf, type Step } from '../rows/step.js';
import { type BureauColumns, bureauColumns, knownTitles } from './bureau-columns.js';
import { ACTORS, complaintHistory, lodgingOfOld } from './complaint-history.js';
import { type ComplaintRow, complaintRow, keyFields, RowKeys } from './complaint-row.js';
import { laterPublication } from './later-publication.js';

export interface CfpbImportOptions extends RowImportOptions {
  readonly file: string;
  readonly csv: CsvOptions & { readonly dates?: DateOrder };
  readonly complaints: Complaints;
  /** The current instant, ISO 8601 in UTC. */
  readonly now: () => Instant;
}

export interface CfpbImportSummary extends RowCounts {
  /** How many columns the file has. */
  readonly layout: string;
  /** How the file was read: encoding and delimiter. */
  readonly form: string;
  /** Columns that this import does not know; their values are in notes. */
  readonly unknownColumns?: readonly string[];
}

/** Reads a file and imports it row by row. Throws a `Failure` for an unknown header or ambiguous dates, and technical errors. */
export async function importCfpb(options: CfpbImportOptions): Promise<CfpbImportSummary> {
  const source = await openCsv(options.file, options.csv, knownTitles);
  const columns = bureauColumns(source);
  const order = options.csv.dates ?? (await orderIn(source, columns));
  const reading = { columns, order, today: options.now().slice(0, 10) };
  const keys = new RowKeys();
  const read = (fields: readonly string[]) => {
    const row = complaintRow(fields, reading);
    const key = keys.keyOf(row.id, keyFields(row, fields, columns));
    return () => importRow(options.complaints, key, row);
  };
  const unknown = columns.others.map(({ title }) => title);
  try {
    const counts = await new RowImport(options, source, read).run();
    return {
      layout: `${columns.width} columns`,
      form: formInWords(source.form),
      ...(unknown.length > 0 && { unknownColumns: unknown }),
      ...counts,
    };
  } finally {
    keys.close();
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

/** The owner of the idempotency keys, by which a repeated import finds its records. Changing it would import everything again. */
const CALLER = 'import:cfpb';

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
  let events = outcomes.reduce((sum, one) => sum + newEventsOf(one), 0);
  const kind = () => (first?.replayed === false ? 'added' : events > 0 ? 'continued' : 'there');
  if (outcomes.length > steps.length && outcomes.every((one) => one.kind === 'accepted'))
    return { kind: kind(), events };
  const before = first === undefined ? await complaints.history(reference) : [];
  if (first === undefined && isErased(before)) return { kind: 'there', events: 0 };
  // Nothing precedes the receipt, also where a later publication gives an earlier day.
  const receivedAt = before[0]?.metadata.occurredAt ?? row.receivedAt;
  const executed = (step: Step): Promise<Outcome> => {
    const occurredAt = latest(step.occurredAt, receivedAt);
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

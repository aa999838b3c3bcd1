import type { CommandRemarks, CommandSource, Complaints, PoliciesForNew } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { type Complaint, type Policy, type StaffList, type Instant, latest } from '@redress/domain';
import { type Actor, Turns } from '@redress/eventing';
import type { Policies } from '@redress/policies';
import { type CsvFile, formInWords } from '../csv/csv-file.js';
import { type DateOrder, OrderEvidence } from '../csv/days.js';
import { type ImportedRow, type RowCounts, RowFault, RowImport, type RowImportOptions } from '../rows/row-import.js';
import { accepted, isErased, newEventsOf, type Step } from '../rows/step.js';
import { wrongUsage } from '../../exit.js';
import { CSV_ACTORS, csvLodging, csvSteps } from './csv-history.js';
import { type CsvRow, CsvRows } from './csv-row.js';
import type { ImportMap } from './import-map.js';
import { laterExport } from './later-export.js';

export interface CsvImportOptions extends RowImportOptions {
  readonly source: CsvFile;
  readonly map: ImportMap;
  readonly complaints: Complaints;
  readonly policies: Policies;
  readonly staff?: StaffList | undefined;
  /** The current instant, ISO 8601 in UTC. */
  readonly now: () => Instant;
  /** The order of dates, where the map does not say. */
  readonly dates?: DateOrder | undefined;
}

/** One of the first rows, and what it becomes. */
export interface Example {
  readonly line: number;
  readonly externalReference: string;
  readonly standing: string;
  readonly receivedAt: Instant;
  readonly commands: readonly string[];
}

export interface CsvImportSummary extends RowCounts {
  readonly source: string;
  /** How the file was read: encoding and delimiter. */
  readonly form: string;
  /** Rows that the map leaves out. */
  readonly skipped: number;
  /** Rows by where their complaints stand: `open`, `closed, upheld`. */
  readonly standings: { readonly [standing: string]: number };
  readonly examples: readonly Example[];
}

const EXAMPLES_MAX = 3;

/** Imports a file by a map. Throws a `Failure` for ambiguous dates and unknown policies, and technical errors. */
export async function importCsv(options: CsvImportOptions): Promise<CsvImportSummary> {
  const { source, map, now, staff } = options;
  const order = map.dates ?? options.dates ?? (await orderIn(options));
  const rows = new CsvRows(map, source.header, { now: now(), order, staff });
  const books = await ComplaintBooks.open(options);
  const standings = new Map<string, number>();
  const examples: Example[] = [];
  const turns = new Turns();
  let skipped = 0;
  const counts = await new RowImport(options, source, (fields, { line }) => {
    if (rows.isSkipped(fields)) {
      skipped += 1;
      return undefined;
    }
    const row = rows.read(fields);
    const complaints = books.under(row.policy);
    const standing = row.outcome === undefined ? row.status : `${row.status}, ${row.outcome}`;
    standings.set(standing, (standings.get(standing) ?? 0) + 1);
    if (examples.length < EXAMPLES_MAX) examples.push(exampleOf(line, standing, row, map.source));
    // Rows of one complaint, such as an earlier and a later state of it, follow each other.
    const { externalReference } = row;
    const crowded = (): Error => new Error('More rows of one complaint wait than rows are in hand.');
    return () => turns.take(externalReference, () => importCsvRow(complaints, row, map.source), crowded);
  }).run();
  const sorted = Object.fromEntries([...standings].sort(([one], [other]) => (one < other ? -1 : 1)));
  return { source: map.source, form: formInWords(source.form), ...counts, skipped, standings: sorted, examples };
}

function exampleOf(line: number, standing: string, row: CsvRow, source: string): Example {
  const { externalReference, receivedAt } = row;
  const commands = ['receive', ...csvSteps(row, source).map(({ content }) => content.type)];
  return { line, externalReference, standing, receivedAt, commands };
}

/** Recognizes the order of the dates by all of them. */
async function orderIn({ source, map, now }: CsvImportOptions): Promise<DateOrder | undefined> {
  const evidence = new OrderEvidence();
  const rows = new CsvRows(map, source.header, { now: now() });
  for await (const record of source.records()) {
    if ('fields' in record && !rows.isSkipped(record.fields)) rows.addTo(evidence, record.fields, record.line);
  }
  const verdict = evidence.verdict();
  if (!('problem' in verdict)) return verdict.order;
  throw wrongUsage(
    `${source.file}: ${verdict.problem}. Say which comes first, in the map: "dates: dmy" or "dates: mdy".`,
  );
}

/** The complaints under the policy that a row names, or else the one that applies to it. */
class ComplaintBooks {
  private readonly books = new Map<string, Complaints>();

  private constructor(
    private readonly complaints: Complaints,
    private readonly snapshot: PoliciesForNew,
    private readonly policies: ReadonlyMap<string, Policy>,
  ) {}

  static async open({ complaints, policies }: CsvImportOptions): Promise<ComplaintBooks> {
    const snapshot = await policies.snapshot();
    const published = (await policies.list()).filter(({ publishedAt }) => publishedAt !== undefined);
    return new ComplaintBooks(
      complaints.under(snapshot),
      snapshot,
      new Map(published.map(({ policy }) => [policy.version, policy])),
    );
  }

  /** Throws a `RowFault` for a policy that is not published. */
  under(version: string | undefined): Complaints {
    if (version === undefined) return this.complaints;
    const policy = this.policies.get(version);
    if (policy === undefined) throw new RowFault('policy', `${version} is not published. See: redress policy list`);
    const known = this.books.get(version);
    if (known !== undefined) return known;
    const book = this.complaints.under({ ...this.snapshot, choose: () => policy });
    this.books.set(version, book);
    return book;
  }
}

/**
 * Executes one row as commands on a complaint. Each command has an idempotency key made of the row's external reference and the step's, so
 * a repeat adds nothing and an interrupted import resumes where it stopped. A row that was changed since becomes corrections and further
 * events. Throws `StepRefusedError`, or technical errors.
 */
export async function importCsvRow(complaints: Complaints, row: CsvRow, source: string): Promise<ImportedRow> {
  const key = row.externalReference;
  const by = (step?: Step) => ({
    caller: `import:csv:${source}`,
    actor: step?.actor ?? CSV_ACTORS.importer,
    idempotencyKey: step === undefined ? key : `${key}:${step.key}`,
  });
  const known = await complaints.lodgedWith(by());
  if (known !== undefined) return continueRow(complaints, known, { row, source, by });
  const steps = csvSteps(row, source);
  const { outcomes } = await complaints.lodgeWithHistory(
    { data: csvLodging(row), source: by(), remarks: { occurredAt: row.receivedAt } },
    steps.map((step) => ({ content: step.content, source: by(step), remarks: remarksOf(step) })),
  );
  for (const [index, outcome] of outcomes.entries()) accepted(steps[index - 1]?.key ?? 'receive', outcome);
  return { kind: 'added', events: outcomes.reduce((sum, one) => sum + newEventsOf(one), 0) };
}

/** Adds what a known complaint lacks: the rest of an interrupted import, and what the other system changed since. */
async function continueRow(
  complaints: Complaints,
  reference: Reference,
  { row, source, by }: { readonly row: CsvRow; readonly source: string; readonly by: (step: Step) => CommandSource },
): Promise<ImportedRow> {
  const history = await complaints.history(reference);
  if (isErased(history)) return { kind: 'there', events: 0 };
  const receivedAt = history[0]?.metadata.occurredAt ?? row.receivedAt;
  let events = 0;
  const execute = async (step: Step): Promise<void> => {
    const occurredAt = latest(step.occurredAt, receivedAt);
    const remarks = { ...remarksOf(step), occurredAt };
    const outcome = await complaints.execute(reference, step.content, by(step), remarks);
    const isKnown = outcome.kind === 'command-reused';
    const isOver = outcome.kind === 'refused' && ENDED.has(outcome.refusal.refused);
    if (!isKnown && !isOver) events += newEventsOf(accepted(step.key, outcome));
  };
  const stateNow = async (): Promise<Complaint> => {
    const { state } = await complaints.load(reference);
    if (state.status === 'unknown') throw new Error('A complaint that was imported is gone.');
    return state;
  };
  const before = await stateNow();
  const round = history.filter(({ type, metadata }) => type === 'ComplaintReopened' && isByImporter(metadata)).length;
  for (const step of csvSteps(row, source, round)) if (!isSettledHere(step, before)) await execute(step);
  const later = laterExport(row, source, await complaints.history(reference), await stateNow());
  for (const step of later) await execute(step);
  return { kind: events > 0 ? 'continued' : 'there', events };
}

/** Whether a step would undo what people here decided, or say again what {@link laterExport} compares. */
function isSettledHere({ content: { type } }: Step, { assessment, route, assignee }: Complaint): boolean {
  if (type === 'assess') return assessment !== undefined;
  if (type === 'route') return route !== undefined;
  return type === 'assign' ? assignee !== undefined : type === 'add-note';
}

function isByImporter({ actor }: { readonly actor: Actor }): boolean {
  return actor.id === CSV_ACTORS.importer.id;
}

function remarksOf({ occurredAt, reason }: Step): CommandRemarks {
  return { occurredAt, ...(reason !== undefined && { reason }) };
}

/** The complaint ended here, whatever the other system did with it since. */
const ENDED: ReadonlySet<string> = new Set([
  'complaint-closed',
  'complaint-withdrawn',
  'complaint-merged',
  'complaint-referred',
]);

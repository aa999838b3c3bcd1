import { isOf } from '@redress/complaints';
import { isOngoing, type Complaint, type Instant, latest } from '@redress/domain';
import type { OpenedEvent } from '@redress/eventing';
import { noteSteps, type Step } from '../rows/step.js';
import { assessmentOf, CSV_ACTORS, csvLodging, noteTitle } from './csv-history.js';
import type { CsvRow } from './csv-row.js';

/** Fields of the receipt that a correction replaces. */
const CORRECTED = [
  'product',
  'issue',
  'organizationUnit',
  'happenedOn',
  'channel',
  'language',
] as const satisfies readonly (keyof ReturnType<typeof csvLodging>)[];

/**
 * The steps that a complaint lacks after the other system exported it again with other values. Compared with what earlier imports said and
 * not with how it is now: what people here have decided since stays.
 */
export function laterExport(
  row: CsvRow,
  source: string,
  history: readonly OpenedEvent[],
  state: Complaint,
): readonly Step[] {
  const imported = history.filter(({ metadata }) => metadata.actor.id === CSV_ACTORS.importer.id);
  const exported = { row, imported, revision: history.length, source };
  // Nothing but a receipt or a correction says when a value changed: the last date of the row stands for it.
  const occurredAt = [row.receivedAt, row.acknowledgedAt, row.answeredAt, row.closedAt].reduce<Instant>(
    (last, at) => (at === undefined ? last : latest(last, at)),
    row.receivedAt,
  );
  const steps = [
    ...reopening(exported, state),
    ...correction(exported),
    ...(isOngoing(state) && row.status === 'open' ? workSteps(exported) : []),
    ...newRemarks(exported),
  ];
  return steps.map((step) => ({ ...step, occurredAt }));
}

interface Exported {
  readonly row: CsvRow;
  /** The events of earlier imports. */
  readonly imported: readonly OpenedEvent[];
  readonly revision: number;
  readonly source: string;
}

/** A step of an export, which dates all of them at once. */
type UndatedStep = Omit<Step, 'occurredAt'>;

function stepOf(key: string, content: Step['content'], source: string): UndatedStep {
  const reason = `${source} exported the complaint again, with this value.`;
  return { key, content, actor: CSV_ACTORS.importer, reason };
}

/** Opens a complaint again that an import had closed and the other system has opened since. */
function reopening({ row, imported, revision, source }: Exported, state: Complaint): readonly UndatedStep[] {
  const wasEndedByImport = imported.some(({ type }) => type === 'ComplaintClosed' || type === 'ComplaintWithdrawn');
  if (row.status !== 'open' || isOngoing(state) || !wasEndedByImport) return [];
  return [stepOf(`reopen:${revision}`, { type: 'reopen', data: {} }, source)];
}

function correction({ row, imported, revision, source }: Exported): readonly UndatedStep[] {
  const { complainant = {}, ...lodged } = csvLodging(row);
  const receipts = imported.filter(isOf('ComplaintReceived')).map(({ data }) => data);
  const corrections = imported.filter(isOf('DetailsCorrected')).map(({ data }) => data);
  const known = Object.assign({}, ...receipts, ...corrections) as Readonly<Record<string, unknown>>;
  const person = Object.assign({}, ...[...receipts, ...corrections].map((data) => data.complainant)) as Readonly<
    Record<string, unknown>
  >;
  const changed = CORRECTED.filter((field) => lodged[field] !== undefined && lodged[field] !== known[field]);
  const moved = Object.entries(complainant).filter(([name, value]) => value !== person[name]);
  if (changed.length + moved.length === 0) return [];
  const data = {
    ...Object.fromEntries(changed.map((field) => [field, lodged[field]])),
    ...(moved.length > 0 && { complainant: Object.fromEntries(moved) }),
  };
  // The revision: a value may change, change back, and change again.
  return [stepOf(`correct-details:${revision}`, { type: 'correct-details', data }, source)];
}

/** Priority, team and assignee, where the other system changed its mind. */
function workSteps({ row, imported, revision, source }: Exported): readonly UndatedStep[] {
  const { priority, team, assignee } = row;
  const last = {
    priority: imported.findLast(isOf('ComplaintAssessed'))?.data.priority,
    team: imported.findLast(isOf('ComplaintRouted'))?.data.team,
    assignee: imported.findLast(isOf('ComplaintAssigned'))?.data.assignee,
  };
  const steps: UndatedStep[] = [];
  if (priority !== undefined && last.priority !== undefined && priority !== last.priority)
    steps.push(stepOf(`assess:${revision}`, assessmentOf(priority), source));
  if (team !== undefined && last.team !== undefined && team !== last.team)
    steps.push(stepOf(`route:${revision}`, { type: 'route', data: { team } }, source));
  if (assignee !== undefined && last.assignee !== undefined && assignee !== last.assignee)
    steps.push(stepOf(`assign:${revision}`, { type: 'assign', data: { assignee } }, source));
  return steps;
}

/** What the row says and no earlier import did, in a note. */
function newRemarks({ row, imported, source }: Exported): readonly UndatedStep[] {
  const said = new Set(imported.flatMap(({ data }) => textsIn(data)));
  const { description } = csvLodging(row);
  const lines = [
    ...(said.has(description) ? [] : [`Description: ${row.description}`]),
    ...row.remarks,
    ...(row.answer === undefined || said.has(row.answer) ? [] : [`Answer: ${row.answer}`]),
  ];
  return noteSteps(
    CSV_ACTORS.importer,
    noteTitle(source),
    lines.filter((line) => !line.split('\n').every((part) => said.has(part))),
    row.receivedAt,
  );
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value, ...value.split('\n')];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { wallParts, wallsOfParts } from '@redress/complaints';
import {
  complaintStatuses,
  may,
  teamsOf,
  type Asking,
  type ComplaintStatus,
  type Instant,
  type Walls,
} from '@redress/domain';
import {
  comparisonHolds,
  eachValuesPage,
  type Aggregated,
  type Comparison,
  type Json,
  type JsonObject,
  type ReadStore,
} from '@redress/eventing';
import { instantSchema, objectSchema, READ_STORE } from '@redress/platform';
import { caseProjection } from '../case-view/case.projection.js';
import { comparisonsOf, type QueueFilters, type QueueReader } from './queue-filters.js';

const VIEW = caseProjection.view.name;

/** Cases with a wall are asked for one by one. An office has few. */
export const WALLED_MAX = 5_000;
/** They are passed from a thread as a whole. */
const PAGE_MAX = 500;

/** What is counted, by the filters that show the same cases in the queue. */
const FIGURES = {
  open: { open: 'true' },
  overdue: { open: 'true', overdue: 'true' },
  unassigned: { open: 'true', assignee: ['none'] },
  mine: { open: 'true', assignee: ['me'] },
  myTeams: { open: 'true', team: ['mine'] },
  answered: { open: 'true', answered: 'true' },
  undelivered: { undelivered: 'true' },
} satisfies { readonly [figure: string]: QueueFilters };
type Figure = keyof typeof FIGURES;
const figures = Object.keys(FIGURES) as readonly Figure[];

const count = { type: 'integer', minimum: 0 } as const;
const countOf = (description: string) => ({ ...count, description });

/** Schema of the counts, for the API description. */
export const countsSchema = objectSchema(
  {
    at: instantSchema,
    byStatus: objectSchema(Object.fromEntries(complaintStatuses.map((status) => [status, count]))),
    open: count,
    overdue: countOf('Open, with a running clock past its due date: `open=true&overdue=true`.'),
    unassigned: countOf('Open and assigned to nobody: `open=true&assignee=none`.'),
    mine: countOf('Open and assigned to the reader: `open=true&assignee=me`.'),
    myTeams: countOf("Open and routed to one of the reader's teams: `open=true&team=mine`."),
    answered: countOf('Open, and the complainant waits for an answer of case workers: `open=true&answered=true`.'),
    undelivered: countOf(
      'A message to the complainant did not arrive and was not sent again: `undelivered=true`, ended cases too.',
    ),
    truncated: {
      type: 'boolean',
      description: `There are more than ${WALLED_MAX} confidential cases and cases in which somebody has an interest; only the latest are counted.`,
    },
  },
  { title: 'CaseCounts' },
);

/** How many cases there are, as far as the reader may know. */
export interface CaseCounts extends Readonly<Record<Figure, number>> {
  /** The instant at which running clocks were evaluated. */
  readonly at: Instant;
  readonly byStatus: Readonly<Record<ComplaintStatus, number>>;
  readonly truncated: boolean;
}

/**
 * Counts the cases that fit some filters. What is behind a wall counts for nothing. A reader who knows of the cases of some teams is told the
 * figures of those that were routed to these, are about these, wait for a team, or are assigned to the reader: not of another team's case
 * that they know of because they took it down, had it before, or have a task of it.
 */
export class CountCases extends Query<CaseCounts> {
  constructor(
    readonly filters: QueueFilters,
    readonly reader: QueueReader,
  ) {
    super();
  }
}

@QueryHandler(CountCases)
export class CountCasesHandler implements IQueryHandler<CountCases> {
  constructor(@Inject(READ_STORE) private readonly store: ReadStore) {}

  async execute({ filters, reader }: CountCases): Promise<CaseCounts> {
    const where = comparisonsOf(filters, reader);
    const byStatus = new Map<string, number>();
    const byFigure = new Map<Figure, number>();
    await this.countOpenToAll(where, reader, byStatus, byFigure);
    const truncated = await this.countWalled(where, reader, byStatus, byFigure);
    const numbers = <Name extends string>(names: readonly Name[], counted: ReadonlyMap<string, number>) =>
      Object.fromEntries(names.map((name) => [name, counted.get(name) ?? 0])) as Record<Name, number>;
    return {
      at: reader.now,
      byStatus: numbers(complaintStatuses, byStatus),
      ...numbers(figures, byFigure),
      truncated,
    };
  }

  /** Counts the cases without a wall but that of their team: from an index alone. */
  private async countOpenToAll(
    asked: readonly Comparison[],
    reader: QueueReader,
    byStatus: Map<string, number>,
    byFigure: Map<Figure, number>,
  ): Promise<void> {
    const counted = (where: readonly Comparison[], groupBy: readonly string[]) =>
      countOpenToAll(this.store, [...asked, ...where], reader.asking, groupBy);
    for (const { group, count: cases } of await counted([], ['status'])) add(byStatus, String(group[0]), cases);
    for (const figure of figures) {
      const [row] = await counted(comparisonsOf(FIGURES[figure], reader), []);
      add(byFigure, figure, row?.count ?? 0);
    }
  }

  /** Counts the cases with a wall that does not hide them from this reader. Returns whether there are more than can be asked for. */
  private async countWalled(
    asked: readonly Comparison[],
    reader: QueueReader,
    byStatus: Map<string, number>,
    byFigure: Map<Figure, number>,
  ): Promise<boolean> {
    const wanted = figures.map((figure) => [figure, comparisonsOf(FIGURES[figure], reader)] as const);
    let examined = 0;
    const compared = [asked, ...wanted.map(([, where]) => where)].flat();
    for await (const { walls, body } of walledCases(this.store, ['status', ...compared.map(({ field }) => field)])) {
      if (examined === WALLED_MAX) return true;
      examined += 1;
      if (!may(reader.asking, 'view-case', walls) || !fits(body, asked)) continue;
      add(byStatus, caseProjection.read(body).status, 1);
      for (const [figure, where] of wanted) {
        if (fits(body, where)) add(byFigure, figure, 1);
      }
    }
    return false;
  }
}

/** Counts what fits of the cases without a wall but that of their team, from an index alone. */
export async function countOpenToAll(
  store: ReadStore,
  where: readonly Comparison[],
  reader: Asking,
  groupBy: readonly string[],
): Promise<Aggregated['rows']> {
  const known = knownTo(reader);
  const open: Comparison = { field: 'queue.walled', is: 'equal', value: false };
  const query = { where: [...where, open], ...(known && { any: known }), groupBy, measures: [] };
  return (await store.aggregate(VIEW, query)).rows;
}

/** The cases with a wall besides that of their team, the latest first: their walls, and some declared fields, as in their documents. */
export async function* walledCases(
  store: ReadStore,
  fields: readonly string[],
): AsyncGenerator<{ readonly walls: Walls; readonly body: JsonObject }> {
  const [terms, single] = [true, false].map((isTerms) =>
    [...new Set(fields)].filter((field) => (caseProjection.view.fields[field] === 'terms') === isTerms),
  );
  const query = {
    where: [{ field: 'queue.walled', is: 'equal', value: true }],
    sort: { field: 'changedAt', direction: 'descending' },
    limit: PAGE_MAX,
    fields: single!,
    parts: [...wallParts, ...terms!],
  } as const;
  for await (const page of eachValuesPage((asked) => store.findValues(VIEW, asked), query)) {
    for (const { values, parts } of page) yield { walls: wallsOfParts(parts), body: nested({ ...values, ...parts }) };
  }
}

/** A document with values at dotted paths. */
function nested(values: JsonObject): JsonObject {
  const body: { [name: string]: Json } = {};
  for (const [path, value] of Object.entries(values)) {
    const names = path.split('.');
    const last = names.pop()!;
    let at = body;
    for (const name of names) at = (at[name] ??= {}) as { [name: string]: Json };
    at[last] = value;
  }
  return body;
}

/** Whether a document of a case fits all that is compared. */
export function fits(body: JsonObject, where: readonly Comparison[]): boolean {
  return where.every((one) => comparisonHolds(caseProjection.view, body, one));
}

/** What one of has to hold of a case without another wall, for a reader who knows of the cases of some teams; undefined for one of all. */
function knownTo(reader: Asking): readonly Comparison[] | undefined {
  const teams = teamsOf(reader);
  if (teams === undefined) return undefined;
  return [
    { field: 'team', is: 'in', values: teams, orNone: true },
    { field: 'organizationUnit', is: 'in', values: teams },
    { field: 'assignee', is: 'equal', value: reader.id },
  ];
}

function add<Name>(counted: Map<Name, number>, name: Name, more: number): void {
  counted.set(name, (counted.get(name) ?? 0) + more);
}

import { Inject, Injectable } from '@nestjs/common';
import { referenceOf } from '@redress/complaints';
import { complaintStatuses, isOngoing, teamsOf, type Asking } from '@redress/domain';
import {
  type Comparison,
  eachFound,
  eachValuesPage,
  type FieldValues,
  type FindQuery,
  type ReadStore,
  streamOfDocument,
  VALUES_LIMIT_MAX,
  type ViewDocument,
} from '@redress/eventing';
import { READ_STORE } from '@redress/platform';
import { caseProjection } from '../case-view/case.projection.js';
import { isVisible, VisibleCases } from '../case-view/visible-cases.js';
import { taskProjection } from '../tasks/task.projection.js';
import { countOpenToAll, WALLED_MAX } from '../work-queue/case-counts.query.js';

/** What a person has to do. */
export interface Load {
  /** Open cases that are assigned to them. */
  readonly cases: number;
  /** Open tasks on open cases that are assigned to them, whoever has the case. */
  readonly tasks: number;
}

/** Work by person, and whether there is more than was counted. */
export interface Loads {
  readonly byPerson: ReadonlyMap<string, Load>;
  readonly truncated: boolean;
}

/** More than a team has open; the count stays a matter of seconds. */
const CASES_MAX = 10_000;
/** More than an office has open, and given to somebody. */
const TASKS_MAX = 10_000;
const PAGE = 200;
const OPEN = complaintStatuses.filter((status) => isOngoing({ status }));
const IS_OPEN: Comparison = { field: 'queue.open', is: 'equal', value: true };

/** Who has how much to do, as far as the reader may know: a case behind a wall counts for nothing. */
@Injectable()
export class Workload {
  constructor(
    private readonly cases: VisibleCases,
    @Inject(READ_STORE) private readonly store: ReadStore,
  ) {}

  /** Of a reader who knows of the cases of some teams, each case has to be asked whether it is one of these. */
  async of(reader: Asking): Promise<Loads> {
    const loads = new Counted();
    if (teamsOf(reader) !== undefined) {
      const truncated = await loads.addAll(this.openCases(reader), CASES_MAX);
      return { byPerson: loads.byPerson, truncated };
    }
    for (const { group, count } of await countOpenToAll(this.store, [IS_OPEN], reader, ['assignee'])) {
      if (typeof group[0] === 'string') loads.add(group[0], { cases: count });
    }
    const isCutShort = await this.addTasks(loads);
    const truncated = await loads.addAll(this.openWalled(reader), WALLED_MAX);
    return { byPerson: loads.byPerson, truncated: truncated || isCutShort };
  }

  /** Adds the open tasks on open cases without a wall. Returns whether there are more than are counted. */
  private async addTasks(loads: Counted): Promise<boolean> {
    const query = {
      where: [{ field: 'state', is: 'equal', value: 'open' }],
      sort: { field: 'dueOn', direction: 'ascending' },
      limit: VALUES_LIMIT_MAX,
      fields: ['assignee'],
    } as const;
    let counted = 0;
    for await (const tasks of eachValuesPage((page) => this.store.findValues(taskProjection.view.name, page), query)) {
      if (counted >= TASKS_MAX) return true;
      counted += tasks.length;
      const given = tasks.filter(({ values }) => values['assignee'] !== null);
      const open = await this.openToAll(given.map(caseOf));
      for (const task of given) if (open.has(caseOf(task))) loads.add(String(task.values['assignee']), { tasks: 1 });
    }
    return false;
  }

  /** Those of at most 1000 cases that are open, and without a wall. */
  private async openToAll(references: readonly string[]): Promise<ReadonlySet<unknown>> {
    if (references.length === 0) return new Set();
    const { rows } = await this.store.findValues(caseProjection.view.name, {
      where: [
        IS_OPEN,
        { field: 'queue.walled', is: 'equal', value: false },
        { field: 'reference', is: 'in', values: [...new Set(references)] },
      ],
      sort: { field: 'dueAt', direction: 'ascending' },
      limit: VALUES_LIMIT_MAX,
      fields: ['reference'],
    });
    return new Set(rows.map(({ values }) => values['reference']));
  }

  private async *openWalled(reader: Asking): AsyncGenerator<ViewDocument> {
    const query = {
      where: [IS_OPEN, { field: 'queue.walled', is: 'equal', value: true }],
      sort: { field: 'dueAt', direction: 'ascending' },
      limit: PAGE,
    } as const;
    const find = (page: FindQuery) => this.store.find(caseProjection.view.name, page);
    for await (const document of eachFound(find, query)) if (isVisible(document, reader)) yield document;
  }

  /** Every open case that the reader may see, the most urgent first. */
  openCases(reader: Asking): AsyncIterable<ViewDocument> {
    const query = {
      where: [{ field: 'status', is: 'in', values: OPEN }],
      sort: { field: 'dueAt', direction: 'ascending' },
      limit: PAGE,
    } as const;
    return eachFound(async (page) => {
      const { items, next } = await this.cases.findSealed(page, reader);
      return { documents: items, next };
    }, query);
  }
}

/** Work by person while it is counted. */
class Counted {
  readonly byPerson = new Map<string, Load>();

  add(person: string, more: Partial<Load>): void {
    const { cases, tasks } = this.byPerson.get(person) ?? { cases: 0, tasks: 0 };
    this.byPerson.set(person, { cases: cases + (more.cases ?? 0), tasks: tasks + (more.tasks ?? 0) });
  }

  /** Adds the work in some cases. Returns whether there are more than `most`. */
  async addAll(cases: AsyncIterable<ViewDocument>, most: number): Promise<boolean> {
    let counted = 0;
    for await (const document of cases) {
      if (counted === most) return true;
      counted += 1;
      const { assignee, tasks } = workIn(document);
      if (assignee !== null) this.add(assignee, { cases: 1 });
      for (const person of tasks) this.add(person, { tasks: 1 });
    }
    return false;
  }
}

function caseOf({ id }: FieldValues): string {
  return referenceOf(streamOfDocument(id));
}

/** Who has the case, and to whom each of its open tasks is assigned. Tasks without a person belong to whoever has the case. */
export function workIn({ body }: ViewDocument): {
  readonly assignee: string | null;
  readonly tasks: readonly string[];
} {
  const { assignee, tasks } = caseProjection.read(body);
  const given = tasks.flatMap(({ state, assignee: person }) =>
    state === 'open' && person !== undefined ? [person] : [],
  );
  return { assignee, tasks: given };
}

import { Injectable } from '@nestjs/common';
import { complaintStatuses, isOngoing, type Asking } from '@redress/domain';
import { eachFound, type ViewDocument } from '@redress/eventing';
import { caseProjection } from '../case-view/case.projection.js';
import { VisibleCases } from '../case-view/visible-cases.js';

/** What a person has to do. */
export interface Load {
  /** Open cases that are assigned to them. */
  readonly cases: number;
  /** Open tasks on open cases that are assigned to them, whoever has the case. */
  readonly tasks: number;
}

/** Work by person, and whether there are more open cases than were counted. */
export interface Loads {
  readonly byPerson: ReadonlyMap<string, Load>;
  readonly truncated: boolean;
}

/** More than a team has open; the count stays a matter of seconds. */
const CASES_MAX = 10_000;
const PAGE = 200;
const OPEN = complaintStatuses.filter((status) => isOngoing({ status }));

/** Who has how much to do, as far as the reader may know: a case behind a wall counts for nothing. */
@Injectable()
export class Workload {
  constructor(private readonly cases: VisibleCases) {}

  async of(reader: Asking): Promise<Loads> {
    const byPerson = new Map<string, Load>();
    const add = (person: string, more: Partial<Load>): void => {
      const { cases, tasks } = byPerson.get(person) ?? { cases: 0, tasks: 0 };
      byPerson.set(person, { cases: cases + (more.cases ?? 0), tasks: tasks + (more.tasks ?? 0) });
    };
    let counted = 0;
    for await (const document of this.openCases(reader)) {
      if (counted === CASES_MAX) return { byPerson, truncated: true };
      counted += 1;
      const { assignee, tasks } = workIn(document);
      if (assignee !== null) add(assignee, { cases: 1 });
      for (const person of tasks) add(person, { tasks: 1 });
    }
    return { byPerson, truncated: false };
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

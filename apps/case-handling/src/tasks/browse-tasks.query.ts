import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { complaintStream, stateIn, type DocumentOf } from '@redress/complaints';
import { closed, NAME_LENGTH_MAX, taskKinds, type TaskKind } from '@redress/contracts';
import { may } from '@redress/domain';
import type { Comparison, FindQuery, ViewDocument } from '@redress/eventing';
import {
  answerOf,
  described,
  IsPlainDate,
  PAGE_LIMIT_DEFAULT,
  PageCursor,
  PageLimit,
  referenceSchema,
  SomeOfInQuery,
  TextsInQuery,
  ViewReader,
  type Page,
  fullPage,
} from '@redress/platform';
import { Policies } from '@redress/policies';
import { IsIn, IsOptional } from 'class-validator';
import Type from 'typebox';
import { caseAnswer, shownTask, type CaseAnswer } from '../case-view/case.answer.js';
import { caseDocument } from '../case-view/case.document.js';
import { caseProjection } from '../case-view/case.projection.js';
import { isVisible, VisibleCases } from '../case-view/visible-cases.js';
import { oneOf, onePersonOf, oneTeamOf, VALUES_MAX, type QueueReader } from '../work-queue/queue-filters.js';
import { taskProjection } from './task.projection.js';

const STATES = ['open', 'done', 'cancelled'] as const;
type TaskState = (typeof STATES)[number];

const SORTS = ['dueOn', '-dueOn', 'assignedAt', '-assignedAt'] as const;

/** Filters, order and page of the tasks of all cases: a task has to fit all filters, and of several values of one filter one. */
export class TasksRequest {
  @PageLimit()
  limit: number = PAGE_LIMIT_DEFAULT;

  @PageCursor()
  cursor?: string;

  /** Default: `open`. */
  @IsOptional()
  @IsIn(STATES)
  state?: TaskState;

  /** What is to be done: `send-letter` are the letters to print, `call` the calls to make. */
  @IsOptional()
  @SomeOfInQuery(taskKinds)
  kind?: TaskKind[];

  /** Staff members by their id; `me`; `none` for what the complaint's handler does. */
  @IsOptional()
  @TextsInQuery(VALUES_MAX, NAME_LENGTH_MAX)
  assignee?: string[];

  /** Departments; `mine` for the teams that the reader's token names; `none` for no department. */
  @IsOptional()
  @TextsInQuery(VALUES_MAX, NAME_LENGTH_MAX)
  department?: string[];

  /** Tasks that are due before this day. Those without a due date are left out. */
  @IsOptional()
  @IsPlainDate()
  dueBefore?: string;

  /** Default: `dueOn`, where what has no due date comes last. */
  @IsOptional()
  @IsIn(SORTS)
  sort?: (typeof SORTS)[number];
}

/** A task, and as much of its case as tells it from others. */
const listedTask = closed({
  reference: Type.String({ pattern: referenceSchema.pattern }),
  ...shownTask.properties,
  case: described(
    'The case as it is now.',
    closed({
      status: caseDocument.properties.status,
      priority: caseDocument.properties.priority,
      assignee: caseDocument.properties.assignee,
      language: caseDocument.properties.language,
      dueAt: caseDocument.properties.dueAt,
    }),
  ),
});
export type ListedTask = DocumentOf<typeof listedTask>;

/** Schema of a task in a list, for the API description. */
export const listedTaskSchema = { ...answerOf(listedTask), title: 'ListedTask' };

/** One page of the tasks that the reader may know of, across all cases. */
export class BrowseTasks extends Query<Page<ListedTask>> {
  constructor(
    readonly request: TasksRequest,
    readonly reader: QueueReader,
  ) {
    super();
  }
}

@QueryHandler(BrowseTasks)
export class BrowseTasksHandler implements IQueryHandler<BrowseTasks> {
  constructor(
    private readonly views: ViewReader,
    private readonly cases: VisibleCases,
    private readonly policies: Policies,
  ) {}

  execute({ request, reader }: BrowseTasks): Promise<Page<ListedTask>> {
    const { sort = 'dueOn', limit, cursor } = request;
    const query: FindQuery = {
      where: comparisonsOf(request, reader),
      sort: { field: sort.replace('-', ''), direction: sort.startsWith('-') ? 'descending' : 'ascending' },
      limit,
      ...(cursor !== undefined && { cursor }),
    };
    return fullPage(query, {
      fetch: (asked) => this.views.findSealed(taskProjection.view.name, asked),
      seen: (documents) => this.seen(documents, reader),
    });
  }

  /** The tasks as their cases show them to this reader. */
  private async seen(documents: readonly ViewDocument[], reader: QueueReader): Promise<readonly ListedTask[]> {
    const { asking } = reader;
    const tasks = may(asking, 'view-personal-data') ? await this.views.opened(documents) : documents;
    const streams = new Set(tasks.map(({ body }) => complaintStream(taskProjection.read(body).reference)));
    const cases = await this.views.manySealed(caseProjection.view.name, [...streams]);
    const shown: CaseAnswer[] = [];
    for (const { body } of tasks) {
      const { reference, ...task } = taskProjection.read(body);
      const known = cases.get(complaintStream(reference));
      if (known === undefined || !isVisible(known, asking)) continue;
      const policy = await this.policies.of(stateIn(known.body).policyVersion);
      const withTask = { ...known, body: { ...known.body, tasks: [task] } } as ViewDocument;
      shown.push(caseAnswer(withTask, { actor: asking, roles: asking.roles, at: reader.now, policy }));
    }
    const withoutHidden = await this.cases.withoutHidden(shown, asking);
    return withoutHidden.flatMap(({ reference, tasks: [task], status, priority, assignee, language, dueAt }) =>
      task === undefined ? [] : [{ ...task, reference, case: { status, priority, assignee, language, dueAt } }],
    );
  }
}

function comparisonsOf(request: TasksRequest, { asking, ownTeams }: QueueReader): readonly Comparison[] {
  const { state = 'open', kind, assignee, department, dueBefore } = request;
  return [
    { field: 'state', is: 'equal', value: state },
    ...(kind === undefined ? [] : [oneOf('kind', kind)]),
    ...(assignee === undefined ? [] : [onePersonOf('assignee', assignee, asking.id)]),
    ...(department === undefined ? [] : [oneTeamOf('department', department, ownTeams)]),
    ...(dueBefore === undefined ? [] : [{ field: 'dueOn', is: 'before', value: dueBefore } as const]),
  ];
}

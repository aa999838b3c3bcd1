import { beforeEach, describe, expect, it } from '@jest/globals';
import { ComplaintOffice, handler, supervisor } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { formatReference, type Asking } from '@redress/domain';
import { foldDocuments, rebuildView } from '@redress/eventing';
import { ViewReader, type Page } from '@redress/platform';
import { MemoryReadStore } from '@redress/testing';
import { caseProjection } from '../case-view/case.projection.js';
import { VisibleCases } from '../case-view/visible-cases.js';
import { BrowseTasks, BrowseTasksHandler, TasksRequest, type ListedTask } from './browse-tasks.query.js';
import { taskProjection } from './task.projection.js';

const HANA: Asking = { id: 'staff-hana', roles: ['handler'] };

describe('The tasks of all cases', () => {
  let office: ComplaintOffice;
  let readStore: MemoryReadStore;
  let browse: BrowseTasksHandler;
  let kettle: Reference;
  let loan: Reference;

  beforeEach(async () => {
    office = new ComplaintOffice();
    readStore = new MemoryReadStore();
    const views = new ViewReader(readStore, office.codec);
    browse = new BrowseTasksHandler(views, new VisibleCases(views), office.policies);
    kettle = await office.lodge();
    loan = await office.lodge();
    await assigned(kettle, { kind: 'investigate', title: 'Test the kettle.', department: 'Lab', dueOn: '2026-11-20' });
    await assigned(kettle, { task: 'call', kind: 'call', title: 'Call Ruth.', assignee: 'staff-noor' });
    await assigned(loan, { kind: 'send-letter', title: 'Print it.', assignee: 'staff-hana', dueOn: '2026-11-09' });
  });

  const assigned = (reference: Reference, task: object): Promise<unknown> =>
    office.does(reference, 'assign-task', task as never);

  async function asked(
    request: Partial<TasksRequest> = {},
    { asking = HANA, ownTeams }: { readonly asking?: Asking; readonly ownTeams?: readonly string[] } = {},
  ): Promise<Page<ListedTask>> {
    const { eventStore, codec, policies, now } = office;
    for (const projection of [caseProjection, taskProjection]) {
      await rebuildView({ projection, readStore, eventStore, codec, policies, now: () => now });
    }
    const reader = { asking, ...(ownTeams && { ownTeams }), now };
    return browse.execute(new BrowseTasks(Object.assign(new TasksRequest(), request), reader));
  }

  const namesOf = ({ items }: Page<ListedTask>): readonly string[] =>
    items.map(({ reference, task }) => `${reference === formatReference(kettle) ? 'kettle' : 'loan'} ${task}`);

  it('are the open ones by their due dates, those without one last', async () => {
    expect(namesOf(await asked())).toEqual(['loan task-1', 'kettle task-1', 'kettle call']);
    expect(namesOf(await asked({ sort: '-dueOn' }))).toEqual(['kettle task-1', 'loan task-1', 'kettle call']);
    expect(namesOf(await asked({ sort: 'assignedAt' }))).toHaveLength(3);
  });

  it('say what there is to do, in whose case', async () => {
    office.now = '2026-11-21T09:00:00.000Z';
    const { items } = await asked({ kind: ['investigate'] });
    expect(items).toEqual([
      {
        reference: formatReference(kettle),
        task: 'task-1',
        kind: 'investigate',
        title: 'Test the kettle.',
        department: 'Lab',
        dueOn: '2026-11-20',
        state: 'open',
        assignedBy: handler.id,
        assignedAt: '2026-11-02T09:00:00.000Z',
        overdue: true,
        case: {
          status: 'received',
          priority: null,
          assignee: null,
          language: 'en',
          dueAt: expect.stringContaining('2026-'),
        },
      },
    ]);
  });

  it.each<[string, Partial<TasksRequest>, readonly string[]]>([
    ['the calls and letters', { kind: ['call', 'send-letter'] }, ['loan task-1', 'kettle call']],
    ['those of the reader', { assignee: ['me'] }, ['loan task-1']],
    ['those of nobody', { assignee: ['none'] }, ['kettle task-1']],
    ['those of nobody or a person', { assignee: ['none', 'staff-noor'] }, ['kettle task-1', 'kettle call']],
    ['those of the reader’s departments', { department: ['mine'] }, ['kettle task-1']],
    ['those of no department', { department: ['none'] }, ['loan task-1', 'kettle call']],
    ['what is due before a day', { dueBefore: '2026-11-20' }, ['loan task-1']],
    ['what is done', { state: 'done' }, []],
  ])('are filtered: %s', async (_filter, request, names) => {
    expect(namesOf(await asked(request, { ownTeams: ['Lab'] }))).toEqual(names);
  });

  it('are in the list of what became of them', async () => {
    await office.does(kettle, 'complete-task', { task: 'task-1', result: 'It bursts.' });
    await office.does(kettle, 'cancel-task', { task: 'call' }, { by: supervisor, reason: 'Ruth called.' });
    expect(namesOf(await asked())).toEqual(['loan task-1']);
    expect((await asked({ state: 'done' })).items).toMatchObject([
      { task: 'task-1', state: 'done', result: 'It bursts.', overdue: false, completedBy: handler.id },
    ]);
    expect((await asked({ state: 'cancelled' })).items).toMatchObject([
      { task: 'call', state: 'cancelled', reason: 'Ruth called.', cancelledBy: supervisor.id },
    ]);
  });

  it('come page by page, each as full as if nothing were hidden', async () => {
    await office.does(loan, 'declare-conflict', { person: 'staff-hana', nature: 'A cousin.' }, { by: supervisor });
    const first = await asked({ limit: 1 });
    expect(namesOf(first)).toEqual(['kettle task-1']);
    const second = await asked({ limit: 1, cursor: first.next ?? '' });
    expect([namesOf(second), second.next]).toEqual([['kettle call'], null]);
  });

  it('do not tell of a complaint that the reader may not know of, in the name of a task about it', async () => {
    const task = { task: `written-${loan.toLowerCase()}-1`, kind: 'call', title: `About ${formatReference(loan)}.` };
    await office.does(kettle, 'link', { complaint: loan, relation: 'related', other: {} } as never);
    await assigned(kettle, task);
    expect(namesOf(await asked())).toContain(`kettle ${task.task}`);
    await office.does(loan, 'declare-conflict', { person: 'staff-hana', nature: 'A cousin.' }, { by: supervisor });
    expect(JSON.stringify(await asked()).toUpperCase()).not.toContain(loan);
  });

  it('are documents of their own, which change with nothing else in their case', async () => {
    await office.does(kettle, 'add-note', { text: 'We called.', visibility: 'internal' });
    const documents = foldDocuments(taskProjection, `complaint-${kettle}`, await office.projected(kettle));
    expect([...documents].map(([id, { revision }]) => [id, revision])).toEqual([
      [`complaint-${kettle}/task-1`, 1],
      [`complaint-${kettle}/call`, 2],
      [`complaint-${kettle}`, 3],
    ]);
  });
});

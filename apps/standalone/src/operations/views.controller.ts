import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiParam } from '@nestjs/swagger';
import type { EventStore } from '@redress/eventing';
import {
  Allow,
  Answers,
  ENGINES,
  type Engines,
  EVENT_STORE,
  instantSchema,
  listOf,
  objectSchema,
  orNull,
  Problem,
  Refuses,
  textSchema,
} from '@redress/platform';
import { separateServices } from '../separate-services.js';
import { type ListedView, listedView } from './listed-views.js';
import { type Rebuild, Rebuilds } from './rebuilds.js';

/** How the states of views are called in the API. */
const STATES = {
  running: 'running',
  'another log': 'another-log',
  'another version': 'another-version',
} as const satisfies Readonly<Record<ListedView['state'], string>>;

const count = { type: 'integer', minimum: 0 };
const rebuildSchema = objectSchema(
  {
    state: { enum: ['running', 'done', 'failed'] },
    startedAt: instantSchema,
    reached: textSchema,
    of: textSchema,
  },
  { title: 'Rebuild', optional: { finishedAt: instantSchema } },
);

const viewSchema = objectSchema(
  {
    name: textSchema,
    service: textSchema,
    state: { enum: Object.values(STATES) },
    version: count,
    generation: count,
    position: textSchema,
    appliedUntil: { ...orNull(instantSchema), description: 'When the newest event that it applied was recorded.' },
    behind: { ...orNull(count), description: 'Events it has not applied; null where positions do not count events.' },
    documents: count,
    parked: { ...count, description: 'Complaints that wait behind an event it could not apply; 1000 at most.' },
  },
  { title: 'View', optional: { rebuild: rebuildSchema } },
);

interface ShownView extends Omit<ListedView, 'state'> {
  readonly service: string;
  readonly state: (typeof STATES)[ListedView['state']];
  readonly rebuild?: Rebuild;
}

/** The views of every service. */
@Controller('operations/views')
export class ViewsController {
  constructor(
    @Inject(ENGINES) private readonly engines: Engines,
    @Inject(EVENT_STORE) private readonly events: EventStore,
    private readonly rebuilds: Rebuilds,
  ) {}

  @Get()
  @Allow('manage-views')
  @ApiOperation({
    summary: 'The views: how far each has applied the log, and what it holds. Only where all services are one process.',
  })
  @Answers(200, 'The views.', objectSchema({ items: listOf(viewSchema) }))
  async list(): Promise<{ readonly items: readonly ShownView[] }> {
    const items: ShownView[] = [];
    for (const { name: service, projections } of separateServices) {
      for (const projection of projections) {
        const { state, ...listed } = await listedView(projection, this.events, this.engines.readStore);
        const rebuild = this.rebuilds.of(listed.name);
        items.push({ ...listed, service, state: STATES[state], ...(rebuild && { rebuild }) });
      }
    }
    return { items };
  }

  /** Answers immediately; the list says how far it is. */
  @Post(':view/rebuild')
  @HttpCode(202)
  @Allow('manage-views')
  @ApiOperation({
    summary: 'Rebuilds a view from the whole log beside the running one, which answers until both are swapped.',
  })
  @ApiParam({ name: 'view', type: String })
  @Answers(202, 'Begun, or begun before.', objectSchema({ view: textSchema, rebuild: rebuildSchema }))
  @Refuses(404, 'There is no such view.')
  @Refuses(409, 'Another view is being rebuilt.')
  async rebuild(@Param('view') name: string): Promise<{ readonly view: string; readonly rebuild: Rebuild }> {
    const projection = separateServices
      .flatMap(({ projections }) => projections)
      .find(({ view }) => view.name === name);
    if (projection === undefined) throw new Problem('not-found');
    await this.rebuilds.start(projection);
    const rebuild = this.rebuilds.of(name);
    if (rebuild === undefined) throw new Error('A rebuild that was begun is not known.');
    return { view: name, rebuild };
  }
}

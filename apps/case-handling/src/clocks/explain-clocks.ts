import { Controller, Get, Headers, Inject, Query as QueryParameters } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { complaintStream } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import {
  clockStates,
  evolveTimeline,
  type DeadlinePolicy,
  type Timeline,
  type Instant,
  isAfter,
} from '@redress/domain';
import type { EventCodec, EventStore, JsonObject, Revision } from '@redress/eventing';
import {
  Allow,
  Answers,
  TIME_SOURCE,
  EVENT_CODEC,
  EVENT_STORE,
  instantSchema,
  listOf,
  objectSchema,
  preferredLanguage,
  Problem,
  RouteReference,
  referenceSchema,
  revisionSchema,
  textSchema,
  type TimeSource,
} from '@redress/platform';
import { Policies } from '@redress/policies';
import type { CaseMoment } from '../show-case/show-case.query.js';
import { momentOf, ShowCaseRequest } from '../show-case/show-case.controller.js';
import { clocksAnswer } from './clocks.answer.js';

/** Everything that a complaint's clocks depend on, as known at one moment. */
export interface KnownClocks {
  readonly revision: Revision;
  readonly timeline: Timeline;
  /** When each fact of the timeline was recorded, in the same order. */
  readonly recordedAt: readonly Instant[];
  readonly policy: DeadlinePolicy;
  /** Since when that policy applies. */
  readonly policySince: Instant;
}

/** Reads the complaint's own events, so that the answer includes the last command. Refuses with `complaint-unknown`. */
export class ExplainClocks extends Query<KnownClocks> {
  constructor(
    readonly reference: Reference,
    readonly moment: CaseMoment,
  ) {
    super();
  }
}

@QueryHandler(ExplainClocks)
export class ExplainClocksHandler implements IQueryHandler<ExplainClocks> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(EVENT_CODEC) private readonly codec: EventCodec,
    private readonly policies: Policies,
  ) {}

  async execute({ reference, moment }: ExplainClocks): Promise<KnownClocks> {
    let timeline: Timeline | undefined;
    let revision = -1;
    let policyVersion: string | undefined;
    let policySince: Instant | undefined;
    const recordedAt: Instant[] = [];
    const until = moment.kind === 'revision' ? { to: moment.revision } : {};
    for await (const recorded of this.store.read(complaintStream(reference), until)) {
      if (moment.kind === 'instant' && isAfter(recorded.metadata.recordedAt, moment.instant)) break;
      const known: number = timeline?.length ?? 0;
      timeline = evolveTimeline(timeline, this.codec.project(recorded));
      if (timeline.length > known) recordedAt.push(recorded.metadata.recordedAt);
      policyVersion = recorded.metadata.policyVersion ?? policyVersion;
      if (policySince === undefined || recorded.type === 'PolicyReplaced') policySince = recorded.metadata.occurredAt;
      revision = recorded.revision;
    }
    if (timeline === undefined || policySince === undefined) throw new Problem('complaint-unknown');
    if (moment.kind === 'revision' && revision < moment.revision) {
      throw new Problem('revision-unknown', { details: { actual: revision } });
    }
    return { revision, timeline, recordedAt, policySince, policy: await this.policies.of(policyVersion) };
  }
}

const shown = objectSchema({ utc: instantSchema, local: textSchema, jalali: textSchema }, { title: 'ShownInstant' });
const durations = { type: 'object', description: 'grossMs, netMs without pauses, countedMs of the unit.' };

/** Schema of one clock, for the API description. */
export const explainedClockSchema = objectSchema(
  {
    name: textSchema,
    run: { type: 'integer', minimum: 1 },
    state: { enum: [...clockStates] },
    overdue: { type: 'boolean' },
    calendar: textSchema,
    timeZone: textSchema,
    start: shown,
    rule: { type: 'object', description: 'As the policy states it; `when` are its conditions.' },
    limit: { type: 'object' },
    warnings: listOf({ type: 'object' }),
    pauses: listOf({ type: 'object' }),
    changes: listOf({ type: 'object' }),
    ignored: listOf({ type: 'object' }),
    fired: { ...listOf({ type: 'object' }), description: 'What came due, when that was, and when it was recorded.' },
    days: { ...listOf({ type: 'object' }), description: 'Each day counted or skipped, and why.' },
    daysLeftOut: { type: 'integer', minimum: 0 },
    words: { ...listOf(textSchema), description: 'The same in sentences, by Accept-Language.' },
  },
  { title: 'ExplainedClock', optional: { due: shown, stopped: shown, allowed: durations, used: durations } },
);

export const clocksSchema = objectSchema(
  {
    reference: referenceSchema,
    revision: revisionSchema,
    at: instantSchema,
    policy: textSchema,
    policySince: { ...instantSchema, description: 'Receipt, or when another policy came to apply.' },
    clocks: listOf(explainedClockSchema),
  },
  { title: 'Clocks' },
);

@Controller('cases/:reference/clocks')
export class ExplainClocksController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
  ) {}

  @Get()
  @Allow('view-case')
  @ApiOperation({ summary: 'Every clock of a case, worked out in words and numbers, as it is or as it was known.' })
  @Answers(200, 'The clocks, their runs oldest first.', clocksSchema)
  async explain(
    @RouteReference() reference: Reference,
    @QueryParameters() request: ShowCaseRequest,
    @Headers('accept-language') accepted: string | undefined,
  ): Promise<JsonObject> {
    const moment = momentOf(request);
    const known = await this.queries.execute(new ExplainClocks(reference, moment));
    const at = moment.kind === 'instant' ? moment.instant : this.clock.now();
    return clocksAnswer(reference, known, at, preferredLanguage(accepted));
  }
}

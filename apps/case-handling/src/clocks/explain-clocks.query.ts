import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { complaintStream } from '@redress/complaints';
import { evolveTimeline, type DeadlinePolicy, type Timeline } from '@redress/domain';
import type { EventCodec, EventStore, Revision } from '@redress/eventing';
import { EVENT_CODEC, EVENT_STORE, Problem } from '@redress/platform';
import { Policies } from '@redress/policies';
import type { CaseMoment } from '../show-case/show-case.query.js';

/** What the clocks of a complaint follow from, as it was known at a moment. */
export interface KnownClocks {
  readonly revision: Revision;
  readonly timeline: Timeline;
  /** When each fact of the timeline was written down, in the same order. */
  readonly recordedAt: readonly string[];
  readonly policy: DeadlinePolicy;
}

/** Asks the complaint's own events, so that the answer is never older than the last command. Refuses with `complaint-unknown`. */
export class ExplainClocks extends Query<KnownClocks> {
  constructor(
    readonly reference: string,
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
    const recordedAt: string[] = [];
    const until = moment.kind === 'revision' ? { to: moment.revision } : {};
    for await (const recorded of this.store.read(complaintStream(reference), until)) {
      if (moment.kind === 'instant' && recorded.metadata.recordedAt > moment.instant) break;
      const known: number = timeline?.length ?? 0;
      timeline = evolveTimeline(timeline, this.codec.project(recorded));
      if (timeline.length > known) recordedAt.push(recorded.metadata.recordedAt);
      policyVersion ??= recorded.metadata.policyVersion;
      revision = recorded.revision;
    }
    if (timeline === undefined) throw new Problem('complaint-unknown');
    if (moment.kind === 'revision' && revision < moment.revision) {
      throw new Problem('revision-unknown', { details: { actual: revision } });
    }
    return { revision, timeline, recordedAt, policy: await this.policies.of(policyVersion) };
  }
}

import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { complaintStream } from '@redress/complaints';
import {
  foldDocument,
  type EventCodec,
  type EventStore,
  type ProjectedEvent,
  type ViewDocument,
} from '@redress/eventing';
import { EVENT_CODEC, EVENT_STORE, Problem, ViewReader } from '@redress/platform';
import { Policies } from '@redress/policies';
import { caseProjection } from '../case-view/case.projection.js';

/** The moment at which a case is wanted: as it is now (or at least at a revision), or as it was. */
export type CaseMoment =
  | { readonly kind: 'now'; readonly atLeast?: number }
  | { readonly kind: 'revision'; readonly revision: number }
  | { readonly kind: 'instant'; readonly instant: string };

/** One case, its personal values opened only for those who may see them. Refuses with `complaint-unknown` what does not exist, or did not yet. */
export class ShowCase extends Query<ViewDocument> {
  constructor(
    readonly reference: string,
    readonly moment: CaseMoment,
    readonly seesPersonalData: boolean,
  ) {
    super();
  }
}

@QueryHandler(ShowCase)
export class ShowCaseHandler implements IQueryHandler<ShowCase> {
  constructor(
    private readonly views: ViewReader,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(EVENT_CODEC) private readonly codec: EventCodec,
    private readonly policies: Policies,
  ) {}

  async execute({ reference, moment, seesPersonalData }: ShowCase): Promise<ViewDocument> {
    const stream = complaintStream(reference);
    const document =
      moment.kind === 'now'
        ? await this.views.sealed(caseProjection.view.name, stream, moment.atLeast)
        : await this.asItWas(stream, moment);
    if (document === undefined) throw new Problem('complaint-unknown');
    return seesPersonalData ? { ...document, body: await this.codec.openDocument(document.body) } : document;
  }

  /** The same projection over the events of that time: the past is shown by the rules by which the present is. */
  private async asItWas(
    stream: string,
    moment: Exclude<CaseMoment, { kind: 'now' }>,
  ): Promise<ViewDocument | undefined> {
    const events: ProjectedEvent[] = [];
    const until = moment.kind === 'revision' ? { to: moment.revision } : {};
    for await (const recorded of this.store.read(stream, until)) {
      // Known then is what had been recorded then: a later entry about an earlier day was not.
      if (moment.kind === 'instant' && recorded.metadata.recordedAt > moment.instant) break;
      const policy = await this.policies.of(recorded.metadata.policyVersion);
      events.push({ ...this.codec.project(recorded), policy });
    }
    const body = foldDocument(caseProjection, events);
    const last = events.at(-1);
    if (body === undefined || last === undefined) return undefined;
    if (moment.kind === 'revision' && last.revision < moment.revision) {
      throw new Problem('revision-unknown', { details: { actual: last.revision } });
    }
    return { id: stream, revision: last.revision, body };
  }
}

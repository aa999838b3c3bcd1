import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Complaints, complaintStream, stateIn } from '@redress/complaints';
import type { JsonObject } from '@redress/eventing';
import { CLOCK, Problem, SERVER_SECRETS, ViewReader, type Clock, type ServerSecrets } from '@redress/platform';
import { Policies } from '@redress/policies';
import { trackingAnswer } from '../tracking-view/tracking.answer.js';
import { trackingProjection } from '../tracking-view/tracking.projection.js';
import { earlierOfSamePerson } from './earlier-of-same-person.js';

/** What the complainant may know of one complaint, at least up to a revision when one is given. */
export class TrackComplaint extends Query<JsonObject> {
  constructor(
    readonly reference: string,
    readonly atLeast?: number,
  ) {
    super();
  }
}

@QueryHandler(TrackComplaint)
export class TrackComplaintHandler implements IQueryHandler<TrackComplaint> {
  constructor(
    private readonly views: ViewReader,
    private readonly policies: Policies,
    private readonly complaints: Complaints,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SERVER_SECRETS) private readonly secrets: ServerSecrets,
  ) {}

  async execute({ reference, atLeast }: TrackComplaint): Promise<JsonObject> {
    const document = await this.views.get(trackingProjection.view.name, complaintStream(reference), atLeast);
    if (document === undefined) throw new Problem('complaint-unknown');
    const { status, merge, policyVersion } = stateIn(document.body);
    const policy = await this.policies.of(policyVersion);
    const into = status === 'merged' ? merge?.into : undefined;
    const earlier = into === undefined ? undefined : await earlierOfSamePerson(this.complaints, reference, into);
    return trackingAnswer(reference, document, {
      policy,
      at: this.clock.now(),
      earlier,
      codeOf: (split) => this.secrets.trackingCode(split),
    });
  }
}

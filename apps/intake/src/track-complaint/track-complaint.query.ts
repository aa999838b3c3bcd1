import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { complaintStream } from '@redress/complaints';
import type { JsonObject } from '@redress/eventing';
import { Problem, ViewReader } from '@redress/platform';
import { trackingAnswer } from '../tracking-view/tracking.answer.js';
import { trackingProjection } from '../tracking-view/tracking.projection.js';

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
  constructor(private readonly views: ViewReader) {}

  async execute({ reference, atLeast }: TrackComplaint): Promise<JsonObject> {
    const document = await this.views.get(trackingProjection.view.name, complaintStream(reference), atLeast);
    if (document === undefined) throw new Problem('complaint-unknown');
    return trackingAnswer(reference, document);
  }
}

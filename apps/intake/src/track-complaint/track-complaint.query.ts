import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { complaintStream, stateIn } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import {
  TIME_SOURCE,
  Problem,
  SERVER_SECRETS,
  TrackingCodes,
  ViewReader,
  type TimeSource,
  type ServerSecrets,
} from '@redress/platform';
import { Policies } from '@redress/policies';
import { trackingAnswer, type TrackedComplaint } from '../tracking-view/tracking.answer.js';
import { trackingProjection } from '../tracking-view/tracking.projection.js';

/** What the complainant may see of one complaint, at least up to a given revision. */
export class TrackComplaint extends Query<TrackedComplaint> {
  constructor(
    readonly reference: Reference,
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
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
    @Inject(SERVER_SECRETS) private readonly secrets: ServerSecrets,
    private readonly codes: TrackingCodes,
  ) {}

  async execute({ reference, atLeast }: TrackComplaint): Promise<TrackedComplaint> {
    const document = await this.views.get(trackingProjection.view.name, complaintStream(reference), atLeast);
    if (document === undefined) throw new Problem('complaint-unknown');
    const { policyVersion, splits } = stateIn(document.body);
    const policy = await this.policies.of(policyVersion);
    const codes = await this.codesOf(splits);
    return trackingAnswer(reference, document, {
      policy,
      at: this.clock.now(),
      codeOf: (split) => codes.get(split) ?? this.secrets.trackingCode(split),
    });
  }

  /** The codes, by reference, of the complaints that were split off. */
  private async codesOf(references: readonly Reference[]): Promise<ReadonlyMap<string, string>> {
    const codes = new Map<string, string>();
    for (const reference of references) {
      const current = await this.codes.current(reference);
      codes.set(reference, this.secrets.trackingCode(reference, current?.version));
    }
    return codes;
  }
}

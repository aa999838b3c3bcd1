import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Complaints, complaintStream, correctedReceipt, stateIn } from '@redress/complaints';
import { sameContact, type Contact } from '@redress/domain';
import { CLOCK, Problem, SERVER_SECRETS, ViewReader, type Clock, type ServerSecrets } from '@redress/platform';
import { Policies } from '@redress/policies';
import { trackingAnswer, type TrackedComplaint } from '../tracking-view/tracking.answer.js';
import { trackingProjection } from '../tracking-view/tracking.projection.js';

/** What the complainant may see of one complaint, at least up to a given revision. */
export class TrackComplaint extends Query<TrackedComplaint> {
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

  async execute({ reference, atLeast }: TrackComplaint): Promise<TrackedComplaint> {
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

/**
 * Returns the complaint into which one was merged if the contacts of both show the same complainant. Otherwise it may be another person's
 * complaint, so nothing is revealed; the same holds when one of them gave too little contact data or was erased.
 */
export async function earlierOfSamePerson(
  complaints: Complaints,
  reference: string,
  into: string,
): Promise<string | undefined> {
  const [own, earlier] = [await contactOn(complaints, reference), await contactOn(complaints, into)];
  return sameContact(own, earlier) === true ? into : undefined;
}

async function contactOn(complaints: Complaints, reference: string): Promise<Contact> {
  const receipt = correctedReceipt(await complaints.history(reference));
  return receipt?.data.complainant ?? {};
}

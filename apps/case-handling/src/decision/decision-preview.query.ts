import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Complaints } from '@redress/complaints';
import type { ToldWords } from '@redress/contracts';
import type { Response } from '@redress/domain';
import { KeyMissingError } from '@redress/eventing';
import { decisionOfComplaint } from '@redress/texts';
import { Problem } from '@redress/platform';
import { Policies } from '@redress/policies';

export interface PreviewedDecision {
  readonly revision: number;
  readonly standing: Response['standing'];
  /** Null when the complainant was erased: nothing is left to be told. */
  readonly message: ToldWords | null;
}

/** The words in which the pending response would be told, for those who propose it, review it and tell it. */
export class PreviewDecision extends Query<PreviewedDecision> {
  constructor(readonly reference: string) {
    super();
  }
}

/** Refuses with `complaint-unknown`, `no-response-proposed` or `decision-already-communicated`. */
@QueryHandler(PreviewDecision)
export class PreviewDecisionHandler implements IQueryHandler<PreviewDecision> {
  constructor(
    private readonly complaints: Complaints,
    private readonly policies: Policies,
  ) {}

  async execute({ reference }: PreviewDecision): Promise<PreviewedDecision> {
    const { state, revision, keyMissing } = await this.complaints.load(reference);
    if (state.status === 'unknown') throw new Problem('complaint-unknown');
    const standing = state.response?.standing;
    if (standing === 'communicated') throw new Problem('decision-already-communicated');
    if (standing === undefined || standing === 'returned') throw new Problem('no-response-proposed');
    if (keyMissing !== undefined) throw new KeyMissingError(keyMissing);
    const policy = await this.policies.of(state.policyVersion);
    return { revision, standing, message: decisionOfComplaint(reference, state, policy) ?? null };
  }
}

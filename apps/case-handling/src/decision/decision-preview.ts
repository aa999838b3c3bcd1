import { Controller, Get } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { Complaints } from '@redress/complaints';
import { languages, type ToldWords, type Reference } from '@redress/contracts';
import { formatReference, type Response } from '@redress/domain';
import { KeyMissingError } from '@redress/eventing';
import {
  Allow,
  Answers,
  objectSchema,
  orNull,
  Problem,
  RouteReference,
  referenceSchema,
  Refuses,
  revisionSchema,
  textSchema,
  Reads,
} from '@redress/platform';
import { Policies } from '@redress/policies';
import { decisionOfComplaint } from '@redress/texts';

export interface PreviewedDecision {
  readonly revision: number;
  readonly standing: Response['standing'];
  /** Null when the complainant was erased: no words are left. */
  readonly message: ToldWords | null;
}

/** The words that would communicate the pending response, for those who propose, review and communicate it. */
export class PreviewDecision extends Query<PreviewedDecision> {
  constructor(readonly reference: Reference) {
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

const previewSchema = objectSchema(
  {
    reference: referenceSchema,
    revision: revisionSchema,
    standing: { enum: ['proposed', 'approved'] },
    message: orNull(
      objectSchema({ template: textSchema, language: { enum: languages }, subject: textSchema, text: textSchema }),
    ),
  },
  { title: 'DecisionPreview' },
);

@Controller('cases/:reference/decision-preview')
export class DecisionPreviewController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('view-case')
  @Reads('draft')
  @ApiOperation({ summary: 'The very words that communicate-decision would record and tell.' })
  @Answers(200, 'Subject and text; null when the complainant was erased.', previewSchema)
  @Refuses(409, 'No response is waiting, or its decision was communicated already.')
  async preview(@RouteReference() reference: Reference): Promise<PreviewedDecision & { reference: string }> {
    const preview = await this.queries.execute(new PreviewDecision(reference));
    return { reference: formatReference(reference), ...preview };
  }
}

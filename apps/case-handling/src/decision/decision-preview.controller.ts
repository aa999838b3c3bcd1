import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { languages } from '@redress/contracts';
import { formatReference } from '@redress/domain';
import {
  Allow,
  Answers,
  objectSchema,
  orNull,
  Reference,
  referenceSchema,
  Refuses,
  revisionSchema,
  textSchema,
} from '@redress/platform';
import { PreviewDecision, type PreviewedDecision } from './decision-preview.query.js';

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
  @ApiOperation({ summary: 'The very words that communicate-decision would record and tell.' })
  @Answers(200, 'Subject and text; null when the complainant was erased.', previewSchema)
  @Refuses(409, 'No response is waiting, or its decision was communicated already.')
  async preview(@Reference() reference: string): Promise<PreviewedDecision & { reference: string }> {
    const preview = await this.queries.execute(new PreviewDecision(reference));
    return { reference: formatReference(reference), ...preview };
  }
}

import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { formatReference } from '@redress/domain';
import { Allow, Answers, AtLeastQuery, Reference } from '@redress/platform';
import { FindPossibleDuplicates, type PossibleDuplicates } from './possible-duplicates.query.js';
import { possibleDuplicatesSchema } from './possible-duplicates.schema.js';

@Controller('cases/:reference')
export class PossibleDuplicatesController {
  constructor(private readonly queries: QueryBus) {}

  /** Comparing contacts tells who complained, so it is for those who may see that. */
  @Get('possible-duplicates')
  @Allow('view-personal-data')
  @ApiOperation({ summary: 'Other complaints that may be about the same, and why each of them.' })
  @Answers(
    200,
    'At most 50, the likeliest first; `truncated` says that not all cases near in time could be compared.',
    possibleDuplicatesSchema,
  )
  async show(
    @Reference() reference: string,
    @Query() { atLeast }: AtLeastQuery,
  ): Promise<PossibleDuplicates & { readonly reference: string }> {
    const found = await this.queries.execute(new FindPossibleDuplicates(reference, atLeast));
    return { reference: formatReference(reference), ...found };
  }
}

import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { complaintStatuses, formatReference } from '@redress/domain';
import {
  Allow,
  Answers,
  AtLeastQuery,
  instantSchema,
  listOf,
  objectSchema,
  Reference,
  referenceSchema,
} from '@redress/platform';
import { duplicateReasons } from './duplicates.js';
import { FindPossibleDuplicates, type PossibleDuplicates } from './possible-duplicates.query.js';

const possibleDuplicatesSchema = objectSchema(
  {
    reference: referenceSchema,
    items: listOf(
      objectSchema({
        reference: referenceSchema,
        status: { enum: complaintStatuses },
        receivedAt: instantSchema,
        reasons: listOf({ enum: duplicateReasons }),
        offers: {
          ...listOf(
            objectSchema({ command: { enum: ['merge', 'link'] }, on: referenceSchema, body: { type: 'object' } }),
          ),
          description: 'Commands that would bring the two together: on which case, and with which body.',
        },
      }),
    ),
    truncated: { type: 'boolean' },
  },
  { title: 'PossibleDuplicates' },
);

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

import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiParam, ApiResponse } from '@nestjs/swagger';
import { Allow, Refuses } from '@redress/platform';
import { ShowLetter } from './show-letter.query.js';

@Controller('notifications/:messageId/letter.pdf')
export class LetterController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('print-letters')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'A letter to print and post.' })
  @ApiParam({ name: 'messageId', schema: { type: 'string' } })
  @ApiResponse({
    status: 200,
    description: 'The letter, on A4.',
    content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } },
  })
  @Refuses(404, 'There is no such letter, or its complainant was erased.')
  async show(@Param('messageId') messageId: string): Promise<StreamableFile> {
    const document = await this.queries.execute(new ShowLetter(messageId));
    return new StreamableFile(document, { type: 'application/pdf', disposition: 'inline; filename="letter.pdf"' });
  }
}

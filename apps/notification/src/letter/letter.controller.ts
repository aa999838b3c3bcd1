import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiParam, ApiResponse } from '@nestjs/swagger';
import { Allow, Caller, ComplaintWalls, Problem, Refuses, Reads } from '@redress/platform';
import type { Reference } from '@redress/contracts';
import type { FastifyRequest } from 'fastify';
import { nameOfMessage } from '../messages/message-id.js';
import { LetterPrinter } from './letter-printer.js';
import { Letters } from './letters.js';

/** One letter as a printable document. */
export class ShowLetter extends Query<Uint8Array> {
  constructor(
    readonly messageId: string,
    readonly reader: Caller,
  ) {
    super();
  }
}

@QueryHandler(ShowLetter)
export class ShowLetterHandler implements IQueryHandler<ShowLetter> {
  constructor(
    private readonly letters: Letters,
    private readonly printer: LetterPrinter,
    private readonly walls: ComplaintWalls,
  ) {}

  async execute({ messageId, reader }: ShowLetter): Promise<Uint8Array> {
    const name = nameOfMessage(messageId);
    const isFor = name !== undefined && (await this.walls.lets(reader, 'print-letters', name.reference));
    const letter = isFor ? await this.letters.of(messageId) : undefined;
    if (letter === undefined) throw new Problem('letter-unknown');
    return this.printer.print(letter);
  }
}

/** The complaint whose letter was shown: nothing else is. */
function complaintOfLetter(_letter: unknown, { params }: FastifyRequest): readonly Reference[] {
  const name = nameOfMessage((params as { readonly messageId: string }).messageId);
  return name === undefined ? [] : [name.reference];
}

@Controller('notifications/:messageId/letter.pdf')
export class LetterController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('print-letters')
  @Reads('letter', complaintOfLetter)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'A letter to print and post.' })
  @ApiParam({ name: 'messageId', schema: { type: 'string' } })
  @ApiResponse({
    status: 200,
    description: 'The letter, on A4.',
    content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } },
  })
  @Refuses(404, 'There is no such letter, or its complainant was erased.')
  @Refuses(500, 'The letter cannot be laid out in time: write it by hand.')
  @Refuses(503, 'Too many letters are printed at once; Retry-After says when to try again.')
  async show(@Param('messageId') messageId: string, @Caller() reader: Caller): Promise<StreamableFile> {
    const document = await this.queries.execute(new ShowLetter(messageId, reader));
    return new StreamableFile(document, { type: 'application/pdf', disposition: 'inline; filename="letter.pdf"' });
  }
}

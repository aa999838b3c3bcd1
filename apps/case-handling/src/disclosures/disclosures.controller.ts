import { Controller, Get, Header, Inject, Query, StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import {
  Allow,
  Answers,
  Caller,
  CSV_MEDIA_TYPE,
  eachListed,
  type Page,
  pageOf,
  Reads,
  TIME_SOURCE,
  type TimeSource,
} from '@redress/platform';
import { queueReaderOf } from '../work-queue/queue-filters.js';
import {
  BrowseDisclosures,
  type Disclosure,
  disclosureSchema,
  DisclosuresRequest,
  ExportDisclosures,
} from './disclosures.query.js';

/** The register of who was given personal data of complaints. */
@Controller('cases/disclosures')
export class DisclosuresController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
  ) {}

  @Get()
  @Allow('view-disclosures')
  @Reads('disclosure', eachListed)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary:
      'Who outside was given personal data of which case, when, why and on which basis in law, newest first. Referrals to outside bodies are in it ' +
      'by themselves.',
  })
  @Answers(200, 'One page.', pageOf(disclosureSchema))
  browse(@Query() request: DisclosuresRequest, @Caller() caller: Caller): Promise<Page<Disclosure>> {
    return this.queries.execute(new BrowseDisclosures(request, queueReaderOf(caller, this.clock.now())));
  }

  @Get('export')
  @Allow('view-disclosures')
  // Each page is noted as it is read.
  @Reads('disclosure', () => [])
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The register as a table: every entry that fits all filters, newest first, on no pages.' })
  @ApiResponse({ status: 200, description: 'CSV.', content: { 'text/csv': { schema: { type: 'string' } } } })
  async export(@Query() request: DisclosuresRequest, @Caller() caller: Caller): Promise<StreamableFile> {
    const reader = queueReaderOf(caller, this.clock.now());
    const table = await this.queries.execute(new ExportDisclosures(request, reader, caller.actor));
    return new StreamableFile(table, { type: CSV_MEDIA_TYPE, disposition: 'attachment; filename="disclosures.csv"' });
  }
}

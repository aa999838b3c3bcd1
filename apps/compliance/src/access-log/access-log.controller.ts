import { Controller, Get, Header, Query, StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { Reference } from '@redress/contracts';
import { Allow, Answers, Caller, CSV_MEDIA_TYPE, type Page, pageOf, readReference, Reads } from '@redress/platform';
import type { FastifyRequest } from 'fastify';
import {
  AccessLogRequest,
  BrowseAccessLog,
  ExportAccessLog,
  type ShownAccess,
  shownAccessSchema,
} from './access-log.query.js';

/** Reading the access log is read as well: about one complaint, or about all. */
function askedAbout(_page: unknown, { query }: FastifyRequest): readonly (Reference | null)[] {
  const { reference } = query as { readonly reference?: string };
  return [reference === undefined ? null : readReference(reference)];
}

@Controller('compliance/access-log')
export class AccessLogController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('view-access-log')
  @Reads('access-log', askedAbout)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary:
      'Who of the staff was shown personal data of which complaint, when and by what, newest first. Being asked is recorded here, too.',
  })
  @Answers(200, 'One page.', pageOf(shownAccessSchema))
  browse(@Query() request: AccessLogRequest, @Caller() reader: Caller): Promise<Page<ShownAccess>> {
    return this.queries.execute(new BrowseAccessLog(request, reader));
  }

  @Get('export')
  @Allow('view-access-log')
  @Reads('access-log', askedAbout)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The access log as a table: every entry that fits all filters, newest first, on no pages.' })
  @ApiResponse({ status: 200, description: 'CSV.', content: { 'text/csv': { schema: { type: 'string' } } } })
  async export(@Query() request: AccessLogRequest, @Caller() reader: Caller): Promise<StreamableFile> {
    const table = await this.queries.execute(new ExportAccessLog(request, reader));
    return new StreamableFile(table, { type: CSV_MEDIA_TYPE, disposition: 'attachment; filename="access-log.csv"' });
  }
}

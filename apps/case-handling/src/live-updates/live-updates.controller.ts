import { Controller, Get, Headers, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { Allow, Caller, LogWatch, readReference, Refuses } from '@redress/platform';
import { IsIn, IsOptional, IsString } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { caseProjection } from '../case-view/case.projection.js';
import { LiveReaders } from './live-readers.js';

const EVENT_STREAM = 'text/event-stream; charset=utf-8';

/** Which changes somebody wants to be told of. */
export class LiveUpdatesRequest {
  /** Those of this case alone. */
  @IsOptional()
  @IsString()
  reference?: string;

  /** Those of the cases on the reader's own desk alone, and of those that leave it. */
  @IsOptional()
  @IsIn(['true', 'false'])
  mine?: 'true' | 'false';
}

@Controller('cases')
export class LiveUpdatesController {
  constructor(
    private readonly readers: LiveReaders,
    private readonly watch: LogWatch,
  ) {}

  @Get('events')
  @Allow('view-queue')
  @ApiOperation({
    summary:
      'What changes in the cases that the reader may see, as server-sent events (WHATWG HTML, 9.2), once the queue and the case show it. ' +
      '`ready`: what is read from now on is followed by a message of each change. `change`: reference, revision (for `atLeast`), position, ' +
      'type of event. `read-again`: changes may be missing, so read again what you show. `present`, with `reference`: who else follows that case now, ' +
      'by this process.',
  })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description:
      'The id of the last message: the stream resumes after it. One that is too old or unknown begins with `read-again`.',
    schema: { type: 'string' },
  })
  @ApiResponse({
    status: 200,
    description:
      'Open until the token or session ends, the reader is too slow, the service stops, or an hour has passed.',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  })
  @Refuses(429, 'The caller has too many streams open.')
  async follow(
    @Query() { reference, mine }: LiveUpdatesRequest,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Caller() caller: Caller,
    @Req() { method }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    await this.watch.require(caseProjection.view.name);
    // Asked for by proxies that honour it, since a buffered message comes too late.
    void reply.header('x-accel-buffering', 'no');
    const wanted = {
      isMine: mine === 'true',
      ...(reference !== undefined && { reference: readReference(reference) }),
    };
    // Whoever asks for the headers alone would never end the stream.
    const stream = method === 'HEAD' ? Readable.from([]) : await this.readers.connect(caller, wanted, lastEventId);
    return new StreamableFile(stream, { type: EVENT_STREAM });
  }
}

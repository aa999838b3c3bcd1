import { applyDecorators, createParamDecorator, Get, HttpCode, Post, type ExecutionContext } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse } from '@nestjs/swagger';
import type { Action } from '@redress/domain';
import { create } from 'content-disposition';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { finished } from 'node:stream';
import { Allow, type CallerKind } from '../security/caller.js';
import { revisionHeaders } from '../commands/command-controller.js';
import { Answers, Refuses } from '../openapi/answers.js';
import { attachmentAnswerSchema } from './attachment-answer.js';
import type { AttachmentContent } from './attachments.js';
import { TakesUpload } from './upload.js';

/** How long a reader may take for one file: as it is in memory meanwhile, slow ones must not hold all the room. */
const FETCH_MS_MAX = 120_000;

/** `POST .../attachments`: adds one file. */
export function AddAttachmentRoute(by: CallerKind): MethodDecorator {
  return applyDecorators(
    Post('attachments'),
    HttpCode(200),
    Allow('add-attachment', by),
    TakesUpload(),
    ApiOperation({
      summary: 'Adds one file: pictures, PDF, texts, recordings; 10 MB unless set otherwise, 20 of them.',
    }),
    Answers(
      200,
      'Kept. `events` is empty when the complaint had this content already.',
      attachmentAnswerSchema,
      revisionHeaders,
    ),
    Refuses(413, 'The file is larger than is taken.'),
    Refuses(503, 'Too many files are under way at once; Retry-After says when to try again.'),
  );
}

/** `GET .../attachments/{attachment}`: the file, byte by byte. */
export function ReadAttachmentRoute(action: Action, by: CallerKind): MethodDecorator {
  const schema = { type: 'string', format: 'binary' } as const;
  return applyDecorators(
    Get('attachments/:attachment'),
    Allow(action, by),
    ApiParam({ name: 'attachment', type: String }),
    ApiOperation({ summary: 'One file that was added, to be saved.' }),
    ApiResponse({ status: 200, description: 'The file.', content: { '*/*': { schema } } }),
    Refuses(410, 'The complainant was erased, and the file with them.'),
    Refuses(503, 'Too many files are under way at once; Retry-After says when to try again.'),
  );
}

/** Injects the name of the route's `:attachment`, within its complaint. */
export const AttachmentName = createParamDecorator(
  (_: unknown, context: ExecutionContext) =>
    context.switchToHttp().getRequest<FastifyRequest<{ Params: { attachment?: string } }>>().params.attachment ?? '',
);

/**
 * Answers with a file that somebody else made: to be saved and never shown, since what is shown under our address may act under it. The
 * policy holds even where a browser shows it all the same. Its room is given back when its reader has it, or is gone.
 */
export function sendAttachment(reply: FastifyReply, { mediaType, name, content, release }: AttachmentContent): void {
  const cut = setTimeout(() => reply.raw.destroy(), FETCH_MS_MAX).unref();
  finished(reply.raw, () => {
    clearTimeout(cut);
    release();
  });
  void reply
    .header('content-type', mediaType)
    .header('content-disposition', create(name))
    .header('content-security-policy', "sandbox; default-src 'none'; frame-ancestors 'none'")
    .header('x-content-type-options', 'nosniff')
    .send(content);
}

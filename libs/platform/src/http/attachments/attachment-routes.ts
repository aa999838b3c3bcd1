import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  Get,
  HttpCode,
  Injectable,
  Post,
  Res,
} from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse } from '@nestjs/swagger';
import type { Reference } from '@redress/contracts';
import type { Action } from '@redress/domain';
import { create } from 'content-disposition';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { finished } from 'node:stream';
import { Reads } from '../../access-log/reads.js';
import { Allow, Caller, type CallerKind } from '../../security/caller.js';
import { revisionHeaders } from '../commands/command-controller.js';
import { CommandMeta, RouteReference } from '../commands/command-meta.js';
import {
  Answers,
  listOf,
  objectSchema,
  referenceSchema,
  Refuses,
  revisionSchema,
  textSchema,
} from '../openapi/route-descriptions.js';
import { type AttachmentAnswer, type AttachmentContent, Attachments } from './attachments.js';
import { TakesUpload, type Upload, UploadedFile } from './upload.js';

/** Adds files to a complaint and reads them, for any kind of caller. */
export interface AttachmentsController {
  add(reference: Reference, upload: Upload, meta: CommandMeta): Promise<AttachmentAnswer>;
  read(reference: Reference, attachment: string, caller: Caller, reply: FastifyReply): Promise<void>;
}

/**
 * Creates a base class for a controller under `.../:reference`, with the routes `POST attachments` and `GET attachments/{attachment}` for
 * one kind of caller. `reading` is the action a reader needs permission for.
 */
export function attachmentsController(
  by: CallerKind,
  reading: Action,
): new (attachments: Attachments) => AttachmentsController {
  // Injectable, so that Nest resolves the constructor's parameter when it builds the subclass.
  @Injectable()
  class ControllerOfAttachments implements AttachmentsController {
    constructor(private readonly attachments: Attachments) {}

    @AddAttachmentRoute(by)
    add(
      @RouteReference() reference: Reference,
      @UploadedFile() upload: Upload,
      @CommandMeta() meta: CommandMeta,
    ): Promise<AttachmentAnswer> {
      return this.attachments.add(reference, upload, meta);
    }

    @ReadAttachmentRoute(reading, by)
    async read(
      @RouteReference() reference: Reference,
      @AttachmentName() attachment: string,
      @Caller() caller: Caller,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      sendAttachment(reply, await this.attachments.read(reference, attachment, caller));
    }
  }
  return ControllerOfAttachments;
}

/** Time a reader may take for one file. The file stays in memory meanwhile, and slow readers must not use up all the room. */
const FETCH_MS_MAX = 120_000;

const attachmentAnswerSchema = objectSchema(
  {
    reference: referenceSchema,
    revision: revisionSchema,
    events: listOf(textSchema),
    attachment: objectSchema({
      attachment: { type: 'string', pattern: '^[0-9a-f]{32}$' },
      mediaType: textSchema,
      bytes: { type: 'integer', minimum: 1 },
      sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    }),
  },
  { title: 'AttachmentAnswer' },
);

/** `POST .../attachments`: adds one file. */
export function AddAttachmentRoute(by: CallerKind): MethodDecorator {
  return applyDecorators(
    Post('attachments'),
    HttpCode(200),
    Allow('add-attachment', by),
    TakesUpload(),
    ApiOperation({
      summary:
        'Adds one file: pictures, PDF, texts, recordings; 10 MB unless set otherwise, 20 of them from each side.',
    }),
    Answers(
      200,
      'Kept. `events` is empty when the complaint had this content already.',
      attachmentAnswerSchema,
      revisionHeaders,
    ),
    Refuses(413, 'The file is larger than is taken.'),
    ...(by === 'staff'
      ? []
      : [Refuses(429, 'Too many bytes from this client within a day; Retry-After says when to try again.')]),
    Refuses(
      503,
      'Too many files are under way at once, or the disk is nearly full; Retry-After says when to try again.',
    ),
  );
}

/** `GET .../attachments/{attachment}`: the file, byte by byte. */
export function ReadAttachmentRoute(action: Action, by: CallerKind): MethodDecorator {
  const schema = { type: 'string', format: 'binary' } as const;
  return applyDecorators(
    Get('attachments/:attachment'),
    Allow(action, by),
    Reads('attachment'),
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
 * Sends a file that came from outside as a download, never inline: a document shown under our address could act under it. The content
 * policy protects readers whose browser shows it anyway. The file's room is freed when the reader has received it or disconnected.
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

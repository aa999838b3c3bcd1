import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiHeader } from '@nestjs/swagger';
import { NAME_LENGTH_MAX } from '@redress/contracts';
import { parse } from 'content-disposition';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { describesParameter } from '../openapi/describe-parameter.js';
import { Problem } from '../problems/problem.js';

const BYTES = 'application/octet-stream';
const TAKES_BYTES = { body: 'bytes' } as const;

/** One file on its way in: not read yet, so that nobody who may not send it makes us hold it. */
export interface Upload {
  readonly content: Readable;
  /** As `Content-Length` says, when it does. */
  readonly declaredBytes?: number;
  /** What the sender calls the file: the last part of a path, at most 200 characters. Personal. */
  readonly name?: string;
}

/** A route whose body is one file, byte by byte; all others refuse such a body. */
export function TakesUpload(): MethodDecorator {
  return applyDecorators(
    RouteConfig(TAKES_BYTES),
    ApiConsumes(BYTES),
    ApiBody({ schema: { type: 'string', format: 'binary' }, description: 'The file itself.', required: true }),
  );
}

/** Hands the body of a route that {@link TakesUpload takes one} over unread. */
export function readUploads(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(BYTES, (request: FastifyRequest, body: Readable, done) => {
    const { body: taken } = request.routeOptions.config as { readonly body?: string };
    if (taken === TAKES_BYTES.body) done(null, body);
    else done(new Problem('unsupported-media-type'));
  });
}

/** Injects the {@link Upload} into a route's handler. Throws `Problem('unsupported-media-type')` when the body is something else. */
export const UploadedFile = createParamDecorator(
  (_: unknown, context: ExecutionContext) => uploadOf(context.switchToHttp().getRequest<FastifyRequest>()),
  [
    describesParameter(
      ApiHeader({
        name: 'Content-Disposition',
        required: false,
        description:
          "What the file is called: attachment; filename*=UTF-8''scan.pdf. Never in the address, which is logged.",
        schema: { type: 'string' },
      }),
    ),
  ],
);

function uploadOf({ body, headers }: FastifyRequest): Upload {
  if (!isStream(body)) throw new Problem('unsupported-media-type');
  const name = nameIn(headers['content-disposition']);
  const declared = Number(headers['content-length']);
  return {
    content: body,
    ...(Number.isSafeInteger(declared) && { declaredBytes: declared }),
    ...(name !== undefined && { name }),
  };
}

function isStream(body: unknown): body is Readable {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/** A name that cannot be read is no reason to refuse the file. Folders in it are nobody's business, and controls are no part of a name. */
function nameIn(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  let name: string | undefined;
  try {
    name = parse(header).parameters['filename'];
  } catch {
    return undefined;
  }
  const last = name?.normalize('NFC').split(/[/\\]/).at(-1)?.replaceAll(/\p{C}/gu, '').trim();
  if (last === undefined || last === '') return undefined;
  return [...last].slice(0, NAME_LENGTH_MAX).join('');
}

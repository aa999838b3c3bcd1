import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiHeader } from '@nestjs/swagger';
import { NAME_LENGTH_MAX } from '@redress/contracts';
import { parse } from 'content-disposition';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { fileTypeFromBuffer } from 'file-type';
import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import { describesParameter } from '../openapi/route-descriptions.js';
import { Problem } from '../problems/problem.js';

const BYTES = 'application/octet-stream';
const TAKES_BYTES = { body: 'bytes' } as const;

/** One file on its way in: not read yet, so that a sender without permission cannot fill our memory. */
export interface Upload {
  readonly content: Readable;
  /** As `Content-Length` says, when it does. */
  readonly declaredBytes?: number;
  /** The sender's name for the file: the last part of a path, at most 200 characters. Personal. */
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

/** Endings by which an operating system or a browser takes a file for a program, whatever is in it. */
const PROGRAM_ENDINGS =
  'appimage application apk app bat chm cmd com command cpl desktop dll dmg docm exe gadget hta htm html inf iso jar js jse lnk mht ' +
  'mhtml msc msi msp pif ps1 psm1 py reg scf scr sh shtml svg url vb vbe vbs wsf wsh xhtml xlsm';
const PROGRAMS: ReadonlySet<string> = new Set(PROGRAM_ENDINGS.split(' '));

/** Whether who opens a file of this name may run it: `invoice.pdf.exe`. Blanks and dots behind the ending are left out where it is opened. */
export function runsWhenOpened(name: string): boolean {
  const ending = name
    .replace(/[\s.]+$/u, '')
    .split('.')
    .slice(1)
    .at(-1);
  return ending !== undefined && PROGRAMS.has(ending.trim().toLowerCase());
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
  if (name !== undefined && runsWhenOpened(name)) throw new Problem('attachment-type-refused');
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

/** The name without folders and control characters. One that cannot be read is no reason to refuse the file. */
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

/** Reads a file as far as the limit. Throws `Problem`: `attachment-too-large`, `attachment-empty`. */
export async function readContent({ content, declaredBytes = 0 }: Upload, bytesMax: number): Promise<Buffer> {
  const tooLarge = (): Problem => new Problem('attachment-too-large', { details: { megabytes: bytesMax / 1_048_576 } });
  if (declaredBytes > bytesMax) throw tooLarge();
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of content as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > bytesMax) throw tooLarge();
    pieces.push(piece);
  }
  if (bytes === 0) throw new Problem('attachment-empty');
  return Buffer.concat(pieces);
}

/**
 * Types that a complainant may have in hand: pictures, scans, letters, a recording. None that a program runs when it is opened, so neither
 * HTML nor documents with macros.
 */
const ATTACHMENT_TYPES: readonly string[] = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/heic',
  'image/tiff',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.oasis.opendocument.text',
  'audio/mpeg',
  'audio/mp4',
  'audio/ogg',
  'video/mp4',
];

/** The type of a content that has no other and is nothing but text, since texts have no magic bytes. Always shown as text. */
const PLAIN_TEXT = 'text/plain';
/** Characters that no text has: all controls but tab, line feed, form feed and carriage return. */
const NOT_TEXT = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/;

/** The type that the content itself shows, whatever its sender says of it; undefined when it is not accepted. */
export async function mediaTypeOf(content: Uint8Array): Promise<string | undefined> {
  const found = (await fileTypeFromBuffer(content))?.mime;
  if (found !== undefined) return ATTACHMENT_TYPES.includes(found) ? found : undefined;
  return isUtf8(content) && !NOT_TEXT.test(Buffer.from(content).toString('utf8')) ? PLAIN_TEXT : undefined;
}

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

/** One uploaded file, not yet read, so that a sender without permission cannot fill our memory. */
export interface Upload {
  readonly content: Readable;
  /** `Content-Length`, when the sender gave it. */
  readonly declaredBytes?: number;
  /** The sender's name for the file: the last part of a path, at most 200 characters. Personal. */
  readonly name?: string;
}

/** Marks a route whose body is one file, as raw bytes; all other routes refuse such a body. */
export function TakesUpload(): MethodDecorator {
  return applyDecorators(
    RouteConfig(TAKES_BYTES),
    ApiConsumes(BYTES),
    ApiBody({ schema: { type: 'string', format: 'binary' }, description: 'The file itself.', required: true }),
  );
}

/** Passes the body of a route marked with {@link TakesUpload} on unread. */
export function readUploads(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(BYTES, (request: FastifyRequest, body: Readable, done) => {
    const { body: taken } = request.routeOptions.config as { readonly body?: string };
    if (taken === TAKES_BYTES.body) done(null, body);
    else done(new Problem('unsupported-media-type'));
  });
}

/** Extensions that an operating system or a browser runs as a program, whatever the content is. */
const PROGRAM_ENDINGS =
  'appimage application apk app bat chm cmd com command cpl desktop dll dmg docm exe gadget hta htm html inf iso jar js jse lnk mht ' +
  'mhtml msc msi msp pif ps1 psm1 py reg scf scr sh shtml svg url vb vbe vbs wsf wsh xhtml xlsm';
const PROGRAMS: ReadonlySet<string> = new Set(PROGRAM_ENDINGS.split(' '));

/**
 * Whether opening a file with this name may run it, such as `invoice.pdf.exe`. Trailing blanks and dots are stripped first, as the systems
 * that open files do.
 */
export function runsWhenOpened(name: string): boolean {
  const ending = name
    .replace(/[\s.]+$/u, '')
    .split('.')
    .slice(1)
    .at(-1);
  return ending !== undefined && PROGRAMS.has(ending.trim().toLowerCase());
}

/** Injects the {@link Upload} into a route's handler. Throws `Problem('unsupported-media-type')` for any other body. */
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

/** Strips folders and control characters from the name. An unreadable name is dropped, since it is no reason to refuse the file. */
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

/** Reads a file up to the limit. Throws `Problem`: `attachment-too-large`, `attachment-empty`. */
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
 * Types that a complainant may have: pictures, scans, letters, a recording. No type that runs when opened, so neither HTML nor documents
 * with macros.
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

/** Type of a content without magic bytes that is nothing but text. Always shown as text. */
const PLAIN_TEXT = 'text/plain';
/** Control characters that text does not contain: all but tab, line feed, form feed and carriage return. */
const NOT_TEXT = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/;

/** Detects the type from the content alone, whatever its sender declared; undefined when it is not accepted. */
export async function mediaTypeOf(content: Uint8Array): Promise<string | undefined> {
  const found = (await fileTypeFromBuffer(content))?.mime;
  if (found !== undefined) return ATTACHMENT_TYPES.includes(found) ? found : undefined;
  return isUtf8(content) && !NOT_TEXT.test(Buffer.from(content).toString('utf8')) ? PLAIN_TEXT : undefined;
}

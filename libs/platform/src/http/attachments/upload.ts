import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiHeader } from '@nestjs/swagger';
import { NAME_LENGTH_MAX } from '@redress/contracts';
import { parse } from 'content-disposition';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { fileTypeFromBuffer } from 'file-type';
import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { clientNetworkOf } from '../../security/client-network.js';
import { describesParameter } from '../openapi/route-descriptions.js';
import { Problem } from '../problems/problem.js';

const BYTES = 'application/octet-stream';
const FORM = 'multipart/form-data';
const TAKES_BYTES = { body: 'bytes' } as const;

/** One uploaded file, not yet read, so that a sender without permission cannot fill our memory. */
export interface Upload {
  readonly content: AsyncIterable<Buffer>;
  /** The client that sends it, as limits count clients. */
  readonly client: string;
  /** `Content-Length`, when the sender gave it. */
  readonly declaredBytes?: number;
  /** The sender's name for the file: the last part of a path, at most 200 characters. Personal. In a form it is known once that was read. */
  readonly name?: string | undefined;
}

/** Marks a route whose body is one file, as raw bytes or in a form; all other routes refuse such a body. */
export function TakesUpload(): MethodDecorator {
  return applyDecorators(
    RouteConfig(TAKES_BYTES),
    ApiConsumes(BYTES, FORM),
    ApiBody({
      schema: { type: 'string', format: 'binary' },
      description: 'The file itself, or a form with one file, as browsers send it.',
      required: true,
    }),
  );
}

/** Whether a request is to a route marked with {@link TakesUpload}. */
export function isUploadRoute({ routeOptions }: FastifyRequest): boolean {
  const { body } = (routeOptions.config ?? {}) as { readonly body?: string };
  return body === TAKES_BYTES.body;
}

/** Passes the body of a route marked with {@link TakesUpload} on unread. */
export function readUploads(fastify: FastifyInstance): void {
  fastify.addContentTypeParser([BYTES, FORM], (request: FastifyRequest, body: Readable, done) => {
    if (isUploadRoute(request)) done(null, body);
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
          "What the file is called: attachment; filename*=UTF-8''scan.pdf. Never in the address, which is logged. In a form its part says so.",
        schema: { type: 'string' },
      }),
    ),
  ],
);

function uploadOf({ body, headers, ip }: FastifyRequest): Upload {
  if (!isStream(body)) throw new Problem('unsupported-media-type');
  const length = Number(headers['content-length']);
  const declaredBytes = Number.isSafeInteger(length) ? length : undefined;
  const client = clientNetworkOf(ip);
  if (headers['content-type']?.toLowerCase().startsWith(FORM) === true)
    return new FormUpload(body, headers, client, declaredBytes);
  const name = tidied(nameIn(headers['content-disposition']));
  if (name !== undefined && runsWhenOpened(name)) throw new Problem('attachment-type-refused');
  return {
    content: body,
    client,
    ...(declaredBytes !== undefined && { declaredBytes }),
    ...(name !== undefined && { name }),
  };
}

/** What a form may have around its file. */
const FORM_BYTES_MAX = 8_192;
/** What lies in the parser's buffers while the file is read. */
const UNDER_WAY_BYTES_MAX = 524_288;

/**
 * The one file of a form (RFC 7578). Reads the body only when its content is read, so that a form is held to the bounds of a plain file: the
 * sender's permission and room for the file come first.
 */
class FormUpload implements Upload {
  readonly declaredBytes?: number;
  name: string | undefined;
  private fileBytes = 0;

  constructor(
    private readonly body: Readable,
    private readonly headers: IncomingHttpHeaders,
    readonly client: string,
    declaredBytes: number | undefined,
  ) {
    if (declaredBytes !== undefined) this.declaredBytes = Math.max(0, declaredBytes - FORM_BYTES_MAX);
  }

  get content(): AsyncIterable<Buffer> {
    return this.read();
  }

  private async *read(): AsyncGenerator<Buffer> {
    const form = this.parser();
    const { promise: found, resolve, reject } = Promise.withResolvers<Readable | undefined>();
    form.on('file', (_field: string, file: Readable, name: string | undefined) => {
      this.name = tidied(name);
      resolve(file);
    });
    for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) {
      form.once(limit, () => form.destroy(new Problem('malformed-request')));
    }
    const parsed = pipeline(this.bounded(), form).then(() => resolve(undefined));
    parsed.catch(reject);
    try {
      const file = await found;
      if (this.name !== undefined && runsWhenOpened(this.name)) throw new Problem('attachment-type-refused');
      for await (const piece of (file ?? []) as AsyncIterable<Buffer>) {
        this.fileBytes += piece.length;
        yield piece;
      }
      await parsed;
    } catch (error) {
      // The parser's own errors tell of a form that is cut off or has no parts.
      throw error instanceof Problem ? error : new Problem('malformed-request');
    } finally {
      form.destroy();
    }
  }

  private parser(): InstanceType<typeof Busboy> {
    try {
      const headers = this.headers as BusboyHeaders;
      return new Busboy({
        headers,
        limits: { files: 1, fields: 20, parts: 21, fieldSize: 1_024, headerPairs: 20, headerSize: FORM_BYTES_MAX },
      });
    } catch {
      // It has no boundary.
      throw new Problem('malformed-request');
    }
  }

  /** Passes the body on until it has more around its file than a form needs: the parser skips it, but somebody must send it. */
  private async *bounded(): AsyncGenerator<Buffer> {
    let bytes = 0;
    for await (const piece of this.body as AsyncIterable<Buffer>) {
      if (bytes - this.fileBytes > FORM_BYTES_MAX + UNDER_WAY_BYTES_MAX) throw new Problem('malformed-request');
      bytes += piece.length;
      yield piece;
    }
  }
}

function isStream(body: unknown): body is Readable {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/** Returns the name that a header gives. An unreadable one is dropped, since it is no reason to refuse the file. */
function nameIn(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  try {
    return parse(header).parameters['filename'];
  } catch {
    return undefined;
  }
}

/** Strips folders and control characters from a name. */
function tidied(name: string | undefined): string | undefined {
  const last = name?.normalize('NFC').split(/[/\\]/).at(-1)?.replaceAll(/\p{C}/gu, '').trim();
  if (last === undefined || last === '') return undefined;
  return [...last].slice(0, NAME_LENGTH_MAX).join('');
}

/** Reads a file up to the limit. Throws `Problem`: `attachment-too-large`, `attachment-empty`. */
export async function readContent(
  { content, declaredBytes = 0 }: Pick<Upload, 'content' | 'declaredBytes'>,
  bytesMax: number,
): Promise<Buffer> {
  const tooLarge = (): Problem => new Problem('attachment-too-large', { details: { megabytes: bytesMax / 1_048_576 } });
  if (declaredBytes > bytesMax) throw tooLarge();
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of content) {
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

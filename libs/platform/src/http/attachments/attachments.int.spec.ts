import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Controller, Module, Post, Res } from '@nestjs/common';
import { Complaints } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { toReference } from '@redress/domain';
import { ContentSealing, type KeyRing, toActorId } from '@redress/eventing';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { Allow, Caller } from '../../security/caller.js';
import { KEY_RING } from '../../service/engines/tokens.js';
import {
  memoryEngines,
  startTestApplication,
  type TestApplication,
} from '../../test-application/start-test-application.js';
import { CommandMeta, RouteReference } from '../commands/command-meta.js';
import { AddAttachmentRoute, AttachmentName, ReadAttachmentRoute, sendAttachment } from './attachment-routes.js';
import { AttachmentsModule } from './attachments-module.js';
import { type AttachmentAnswer, Attachments, sweptCopyOf } from './attachments.js';
import { ATTACHMENT_SCANNER, type AttachmentScanner } from './scanner.js';
import { type Upload, UploadedFile } from './upload.js';

@Controller('cases/:reference')
class CaseController {
  constructor(private readonly attachments: Attachments) {}

  @AddAttachmentRoute('staff')
  add(
    @RouteReference() reference: Reference,
    @UploadedFile() upload: Upload,
    @CommandMeta() meta: CommandMeta,
  ): Promise<AttachmentAnswer> {
    return this.attachments.add(reference, upload, meta);
  }

  @Post('touch')
  @Allow('add-attachment', 'staff')
  touch(): object {
    return {};
  }

  @ReadAttachmentRoute('view-personal-data', 'staff')
  async read(
    @RouteReference() reference: Reference,
    @AttachmentName() attachment: string,
    @Caller() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendAttachment(reply, await this.attachments.read(reference, attachment, caller));
  }
}

@Module({ imports: [AttachmentsModule], controllers: [CaseController] })
class CaseModule {}

const form = (type = 'multipart/form-data; boundary=edge') => ({ 'content-type': type });
const part = (content: Buffer, name = 'a.pdf') =>
  Buffer.concat([
    Buffer.from(
      `--edge\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/plain\r\n\r\n`,
    ),
    content,
    Buffer.from('\r\n'),
  ]);
const field = (value: string) =>
  Buffer.from(`--edge\r\nContent-Disposition: form-data; name="note"\r\n\r\n${value}\r\n`);
const formOf = (...parts: readonly Buffer[]) => Buffer.concat([...parts, Buffer.from('--edge--\r\n')]);

const PDF = Buffer.from('%PDF-1.7 the statement of Robin Doe');
const SOURCE = { caller: 'anonymous', actor: { id: toActorId('complainant'), role: 'complainant' } };

describe('Files of a complaint', () => {
  let test: TestApplication;
  let engines: ReturnType<typeof memoryEngines>;
  let puts: number;
  let reference: Reference;
  let verdict: Awaited<ReturnType<AttachmentScanner['scan']>>;

  beforeEach(async () => {
    engines = memoryEngines();
    puts = 0;
    const put = engines.attachmentStore.put.bind(engines.attachmentStore);
    engines.attachmentStore.put = (key, content) => {
      puts += 1;
      return put(key, content);
    };
    verdict = 'clean';
    test = await startTestApplication({
      engines,
      imports: [CaseModule],
      env: { REDRESS_ATTACHMENT_MEGABYTES: '1', REDRESS_ATTACHMENT_MEGABYTES_AT_ONCE: '1' },
    });
    test.app.get<AttachmentScanner>(ATTACHMENT_SCANNER, { strict: false }).scan = async () => verdict;
    const data = { description: 'Charged twice.', channel: 'web', language: 'en' } as const;
    ({ reference } = await test.app.get(Complaints).lodge(data, SOURCE));
  });
  afterEach(() => test.close());

  const send = async (payload: Buffer, headers: Readonly<Record<string, string>> = {}, to = reference) =>
    test.app.inject({
      method: 'POST',
      url: `/api/cases/${to}/attachments`,
      payload,
      headers: {
        authorization: await test.bearer('hana', 'handler'),
        'content-type': 'application/octet-stream',
        ...headers,
      },
    });
  const fetched = async (attachment: string) =>
    test.app.inject({
      url: `/api/cases/${reference}/attachments/${attachment}`,
      headers: { authorization: await test.bearer('hana', 'handler') },
    });
  const codeOf = (answer: { json(): unknown }) => (answer.json() as { code?: string }).code;
  const named = (name: string) => ({
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  });

  it('come back byte by byte, to be saved and never shown, under the name they came with', async () => {
    const added = await send(PDF, named('رسید بانک.pdf'));
    expect([added.statusCode, added.headers['etag']]).toEqual([200, '"1"']);
    const { attachment } = added.json<{ attachment: { attachment: string; mediaType: string; bytes: number } }>();
    expect(attachment).toMatchObject({ mediaType: 'application/pdf', bytes: PDF.length });
    const answer = await fetched(attachment.attachment);
    expect(answer.rawPayload.equals(PDF)).toBe(true);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': expect.stringContaining(`filename*=UTF-8''${encodeURIComponent('رسید بانک.pdf')}`),
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'cache-control': 'no-store',
    });
    expect(answer.headers['content-disposition']).toMatch(/^attachment;/);
  });

  it.each([
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    ['attachment; filename="C:\\\\scans\\\\a.pdf"', 'a.pdf'],
    ["attachment; filename*=UTF-8''a%0d%0ab%00.pdf", 'ab.pdf'],
    [`attachment; filename="${'x'.repeat(300)}.pdf"`, 'x'.repeat(200)],
    ['attachment', undefined],
    ['nonsense;;=', undefined],
  ])('called by %s keep the harmless part of it', async (header, name) => {
    expect((await send(PDF, { 'content-disposition': header })).statusCode).toBe(200);
    const [, event] = await test.app.get(Complaints).history(reference);
    expect(event?.data['name']).toBe(name);
  });

  it('come in the form of a browser too, beside other fields, under the name in it', async () => {
    const large = Buffer.concat([PDF, Buffer.alloc(1_048_576 - PDF.length, '\r\n--x')]);
    const answer = await send(formOf(field('a'), part(large, 'C:\\scans\\رسید.pdf'), field('b')), form());
    expect(answer.json()).toMatchObject({ attachment: { mediaType: 'application/pdf', bytes: 1_048_576 } });
    const [, event] = await test.app.get(Complaints).history(reference);
    expect(event?.data['name']).toBe('رسید.pdf');
  });

  it('are there once, however often the same content is sent', async () => {
    const first = await send(PDF);
    const again = await send(PDF, named('copy.pdf'));
    expect(again.json()).toEqual({ ...first.json<object>(), events: [] });
    const keyed = { 'idempotency-key': 'k-1' };
    const other = Buffer.from('%PDF-1.4 other');
    await send(other, keyed);
    expect((await send(other, keyed)).headers['idempotency-replayed']).toBe('true');
    expect(codeOf(await send(Buffer.from('%PDF-1.4 third'), keyed))).toBe('idempotency-key-reused');
  });

  it('are refused, and not kept, when they are too large, whether that is said or only shows', async () => {
    const large = Buffer.concat([PDF, Buffer.alloc(1_048_576)]);
    const refused = await send(large);
    expect([refused.statusCode, codeOf(refused)]).toEqual([413, 'attachment-too-large']);
    expect(refused.json<{ detail: string }>().detail).toContain('at most 1 MB');
    expect((await send(large.subarray(0, 1_048_576))).statusCode).toBe(200);
    expect(puts).toBe(1);
  });

  it.each<[number, string, () => Promise<{ statusCode: number; json(): unknown }>]>([
    [422, 'attachment-empty', () => send(Buffer.alloc(0))],
    [422, 'attachment-type-refused', () => send(Buffer.from('4d5a9000', 'hex'))],
    [415, 'unsupported-media-type', () => send(Buffer.from('{}'), { 'content-type': 'application/json' })],
    [400, 'malformed-request', () => send(PDF, form())],
    [400, 'malformed-request', () => send(PDF, form('multipart/form-data'))],
    [400, 'malformed-request', () => send(formOf(part(PDF)).subarray(0, -20), form())],
    [400, 'malformed-request', () => send(formOf(part(PDF), part(PDF)), form())],
    [400, 'malformed-request', () => send(formOf(...Array.from({ length: 30 }, () => field('a'))), form())],
    [413, 'attachment-too-large', () => send(formOf(part(Buffer.alloc(1_048_577, 'x'))), form())],
    [422, 'attachment-empty', () => send(formOf(field('a')), form())],
    [422, 'attachment-type-refused', () => send(formOf(part(PDF, 'a.pdf.exe')), form())],
    [422, 'attachment-type-refused', () => send(formOf(part(Buffer.from('4d5a9000', 'hex'))), form())],
    [404, 'complaint-unknown', () => send(PDF, {}, toReference('000000000000'))],
    [401, 'unauthenticated', () => send(PDF, { authorization: 'Bearer x' })],
  ])('are refused, and not kept, with %s %s', async (status, code, sending) => {
    const answer = await sending();
    expect([answer.statusCode, codeOf(answer), puts]).toEqual([status, code, 0]);
  });

  it('are refused, and not kept, when the scanner finds something', async () => {
    verdict = 'infected';
    const answer = await send(PDF);
    expect([answer.statusCode, codeOf(answer), puts]).toEqual([422, 'attachment-infected', 0]);
    expect(await test.app.get(Complaints).history(reference)).toHaveLength(1);
  });

  it('are refused, and not kept, once the person of the complaint is erased', async () => {
    await test.app.get<KeyRing>(KEY_RING).destroy(reference, '2026-11-02T09:00:00.000Z');
    expect(codeOf(await send(PDF))).toBe('subject-erased');
    expect(puts).toBe(0);
  });

  it('are refused before they are read while too many are under way, and taken when there is room again', async () => {
    const scan = Promise.withResolvers<'clean'>();
    test.app.get<AttachmentScanner>(ATTACHMENT_SCANNER, { strict: false }).scan = () => scan.promise;
    const attachments = test.app.get(Attachments);
    const actor = { id: toActorId('hana'), role: 'handler' };
    const meta: CommandMeta = { caller: { kind: 'staff', actor, roles: ['handler'] }, correlationId: 'c-1' };
    const first = attachments.add(reference, { client: '192.0.2.1', content: Readable.from([PDF]) }, meta);
    const read = jest.fn();
    const unread = { client: '192.0.2.1', content: new Readable({ read }), declaredBytes: 7 };
    await expect(attachments.add(reference, unread, meta)).rejects.toMatchObject({ code: 'attachments-busy' });
    expect(read).not.toHaveBeenCalled();
    const refused = await send(PDF);
    expect([refused.statusCode, codeOf(refused), refused.headers['retry-after']]).toEqual([
      503,
      'attachments-busy',
      '5',
    ]);
    scan.resolve('clean');
    await first;
    expect((await send(Buffer.from('%PDF-1.4 other'))).statusCode).toBe(200);
  });

  it('take up room until they are read or refused, and no longer', async () => {
    const large = Buffer.concat([PDF, Buffer.alloc(1_048_576 - PDF.length)]);
    const { attachment } = (await send(large)).json<{ attachment: { attachment: string } }>();
    verdict = 'infected';
    for (let turn = 0; turn < 3; turn += 1) {
      expect((await fetched(attachment.attachment)).statusCode).toBe(200);
      expect((await send(large.subarray(1))).statusCode).toBe(422);
    }
  });

  it('are durable before the complaint says that it has them', async () => {
    engines.attachmentStore.put = async () => {
      throw new Error('disk full');
    };
    expect((await send(PDF)).statusCode).toBe(500);
    expect(await test.app.get(Complaints).history(reference)).toHaveLength(1);
  });

  it('are erased with their person', async () => {
    const { attachment } = (await send(PDF)).json<{ attachment: { attachment: string } }>();
    await test.app.get<KeyRing>(KEY_RING).destroy(reference, '2026-11-02T09:00:00.000Z');
    const answer = await fetched(attachment.attachment);
    expect([answer.statusCode, codeOf(answer)]).toEqual([410, 'attachment-erased']);
  });

  it('are found where a sweep set them aside, when an event names them all the same', async () => {
    const { attachment } = (await send(PDF)).json<{ attachment: { attachment: string } }>();
    const key = { subject: reference, name: attachment.attachment };
    await engines.attachmentStore.put(sweptCopyOf(key), (await engines.attachmentStore.get(key))!);
    await engines.attachmentStore.remove(key);
    expect((await fetched(attachment.attachment)).rawPayload.equals(PDF)).toBe(true);
  });

  it('say so when what is kept is another content, a damaged one, or none', async () => {
    const { attachment } = (await send(PDF)).json<{ attachment: { attachment: string } }>();
    const key = { subject: reference, name: attachment.attachment };
    const kept = (await engines.attachmentStore.get(key))!;
    for (const [content, code] of [
      [kept.map((byte, at) => (at === 40 ? byte ^ 1 : byte)), 'attachment-damaged'],
      [new Uint8Array(10), 'attachment-damaged'],
      [undefined, 'attachment-missing'],
    ] as const) {
      engines.attachmentStore.get = async () => content;
      const answer = await fetched(attachment.attachment);
      expect([answer.statusCode, codeOf(answer)]).toEqual([500, code]);
    }
    expect(codeOf(await fetched('f'.repeat(32)))).toBe('attachment-unknown');
  });

  it('say so when what is kept opens, and is not what was added', async () => {
    const { attachment } = (await send(PDF)).json<{ attachment: { attachment: string } }>();
    const sealing = new ContentSealing(test.app.get<KeyRing>(KEY_RING));
    const key = { subject: reference, name: attachment.attachment };
    const other = await sealing.seal(key, Buffer.from('%PDF-1.7 forged'));
    await engines.attachmentStore.put(key, other);
    expect(codeOf(await fetched(attachment.attachment))).toBe('attachment-damaged');
  });

  it('are a body for no other route', async () => {
    const headers = { authorization: await test.bearer('hana', 'handler'), 'content-type': 'application/octet-stream' };
    const url = `/api/cases/${reference}/touch`;
    const { authorization } = headers;
    expect((await test.app.inject({ method: 'POST', url, headers: { authorization } })).statusCode).toBe(201);
    const answer = await test.app.inject({ method: 'POST', url, payload: PDF, headers });
    expect([answer.statusCode, codeOf(answer)]).toEqual([415, 'unsupported-media-type']);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RunningRedress } from '@redress/testing';
import { type Complainant, Office } from '../office.js';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
const PDF = Buffer.from('%PDF-1.7 what the branch wrote');

let redress: RunningRedress;
let office: Office;
beforeAll(async () => {
  redress = await RunningRedress.start();
  office = await Office.open(redress);
});
afterAll(() => redress[Symbol.asyncDispose]());

describe('Files over HTTP', () => {
  let reference: string;
  let complainant: Complainant;
  beforeEach(async () => {
    const { body } = await office.lodge({ description: 'Charged twice.' });
    reference = String(body['reference']);
    complainant = await office.complainant(reference, String(body['trackingCode']));
  });

  const send = (side: 'track' | 'cases', token: string, content: Uint8Array, name = 'scan.png') =>
    fetch(`${redress.url}/api/${side}/${reference}/attachments`, {
      method: 'POST',
      body: Buffer.from(content),
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      },
    });
  const added = async (answer: Promise<Response>): Promise<{ revision: number; attachment: { attachment: string } }> =>
    (await (await answer).json()) as { revision: number; attachment: { attachment: string } };
  const get = (side: 'track' | 'cases', token: string, attachment: string) =>
    fetch(`${redress.url}/api/${side}/${reference}/attachments/${attachment}`, {
      headers: { authorization: `Bearer ${token}` },
    });
  const hana = () => office.tokenFor('hana');

  it('are added by complainants with the token that they follow their complaint with, and seen by both sides', async () => {
    const { revision, attachment } = await added(send('track', complainant.token, PNG, 'رسید.png'));
    const tracked = await complainant.looks(revision);
    expect(tracked.body['attachments']).toMatchObject([{ ...attachmentOf(attachment), name: 'رسید.png' }]);
    const shown = await office.get('hana', `/api/cases/${reference}?atLeast=${revision}`);
    expect(shown.body['attachments']).toMatchObject([{ ...attachment, name: 'رسید.png', by: 'complainant' }]);
    for (const answer of [
      await get('track', complainant.token, attachment.attachment),
      await get('cases', hana(), attachment.attachment),
    ]) {
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
      expect(Buffer.from(await answer.arrayBuffer()).equals(PNG)).toBe(true);
    }
  });

  it('that the staff adds are for the staff', async () => {
    const { revision, attachment } = await added(send('cases', hana(), PDF, 'letter.pdf'));
    expect((await complainant.looks(revision)).body['attachments']).toEqual([]);
    const refused = await get('track', complainant.token, attachment.attachment);
    const unknown = await get('track', complainant.token, 'f'.repeat(32));
    const said = async (answer: Response) => {
      const { instance: _instance, ...problem } = (await answer.json()) as Record<string, unknown>;
      return [answer.status, problem];
    };
    expect(await said(refused)).toEqual(await said(unknown));
    expect((await get('cases', hana(), attachment.attachment)).status).toBe(200);
    expect((await get('cases', office.tokenFor('cyrus'), attachment.attachment)).status).toBe(200);
  });

  it('are for nobody whose roles or whose complaint do not say so', async () => {
    const { attachment } = await added(send('track', complainant.token, PNG));
    const other = (await office.lodge({ description: 'Another.' })).body;
    const stranger = await office.complainant(String(other['reference']), String(other['trackingCode']));
    expect((await get('track', stranger.token, attachment.attachment)).status).toBe(404);
    expect((await send('track', stranger.token, PNG)).status).toBe(404);
    for (const who of ['anna', 'adam']) {
      expect((await get('cases', office.tokenFor(who), attachment.attachment)).status).toBe(403);
      expect((await send('cases', office.tokenFor(who), PNG)).status).toBe(403);
    }
    expect((await send('cases', office.tokenFor('cyrus'), PNG)).status).toBe(403);
    expect((await send('cases', complainant.token, PNG)).status).toBe(403);
    expect((await get('cases', 'x', attachment.attachment)).status).toBe(401);
  });

  it('are evidence when the complaint has them, and only then', async () => {
    const evidence = (attachment: string) =>
      office.post('hana', `/api/cases/${reference}/add-evidence`, {
        kind: 'document',
        description: 'The letter.',
        attachment,
      });
    const refused = await evidence('f'.repeat(32));
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { code: 'unknown-attachment', errors: [{ pointer: '#/attachment' }] },
    ]);
    const { attachment } = await added(send('cases', hana(), PDF, 'letter.pdf'));
    expect((await evidence(attachment.attachment)).status).toBe(200);
  });

  it('are twenty at most', async () => {
    const numbered = (n: number) => Buffer.concat([PNG, Buffer.of(n)]);
    for (let n = 0; n < 20; n += 1) expect((await send('cases', hana(), numbered(n))).status).toBe(200);
    const refused = await send('cases', hana(), numbered(20));
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([409, 'too-many-attachments']);
    expect((await send('cases', hana(), numbered(7))).status).toBe(200);
  });

  it('of ten megabytes are taken, and larger ones are not', async () => {
    const large = Buffer.concat([PNG, Buffer.alloc(10_485_760 - PNG.length, 1)]);
    const { attachment } = await added(send('track', complainant.token, large));
    const answer = await get('track', complainant.token, attachment.attachment);
    expect(Buffer.from(await answer.arrayBuffer()).equals(large)).toBe(true);
    expect((await send('track', complainant.token, Buffer.concat([large, Buffer.of(1)]))).status).toBe(413);
  });
});

/** A file as shown to the complainant. */
function attachmentOf({ attachment }: { readonly attachment: string }): object {
  return { attachment, mediaType: 'image/png' };
}

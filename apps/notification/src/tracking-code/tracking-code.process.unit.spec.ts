import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Reference } from '@redress/contracts';
import { formatTrackingCode } from '@redress/domain';
import { MailRoom } from '../messages/message-room.mother.spec.js';

let room: MailRoom;
let reference: Reference;
beforeEach(async () => {
  room = new MailRoom(true);
  reference = await room.lodge();
  await room.deliver(reference);
  room.mail.sent.length = 0;
});

const because = { reason: 'They knew the amount.' };
const byServices = { by: { id: 'intake', role: 'system' } };
const codeOf = (version: number) => formatTrackingCode(room.secrets.trackingCode(reference, version));

async function delivered(): Promise<readonly string[]> {
  for (let delivery = 0; delivery < 2; delivery += 1) await room.deliver(reference);
  return room.mail.sent.map(({ to, text }) => `${to.address}: ${text}`);
}

describe('A new tracking code', () => {
  it('is sent once to the address on file when staff want it so, and is the one that works', async () => {
    await room.office.does(reference, 'issue-tracking-code', { toComplainant: true }, because);
    const sent = await delivered();
    expect(sent).toEqual([expect.stringContaining(codeOf(2))]);
    expect(sent[0]).toMatch(/^parisa@example\.org: /);
  });

  it('is not sent when a member of staff was shown it', async () => {
    await room.office.does(reference, 'issue-tracking-code', {}, because);
    expect(await delivered()).toEqual([]);
  });

  it('is not sent any more when another took its place', async () => {
    await room.office.does(reference, 'issue-tracking-code', { toComplainant: true }, because);
    await room.office.does(reference, 'issue-tracking-code', { toComplainant: true }, because);
    expect(await delivered()).toEqual([expect.stringContaining(codeOf(3))]);
  });
});

describe('A tracking code that was asked for', () => {
  it('is sent again as it is, without words of whoever lodged the complaint', async () => {
    await room.office.does(reference, 'send-tracking-code', {}, byServices);
    const sent = await delivered();
    expect(sent).toEqual([expect.stringContaining(codeOf(1))]);
    expect(sent[0]).not.toContain('Parisa');
  });

  it('goes to the corrected address', async () => {
    await room.office.does(reference, 'correct-details', { complainant: { email: 'parisa@example.net' } });
    await room.deliver(reference);
    room.mail.sent.length = 0;
    await room.office.does(reference, 'send-tracking-code', {}, byServices);
    expect(await delivered()).toEqual([expect.stringMatching(/^parisa@example\.net: /)]);
  });
});

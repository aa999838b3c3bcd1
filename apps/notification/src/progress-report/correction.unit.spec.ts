import { beforeEach, describe, expect, it } from '@jest/globals';
import { supervisor } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { toActorId } from '@redress/eventing';
import { shippedPolicyOf } from '@redress/policies';
import { MailRoom } from '../messages/message-room.mother.spec.js';

const ADMIN = { caller: 'staff:ada', actor: { id: toActorId('ada'), role: 'admin' } };

let room: MailRoom;
let reference: Reference;

/** A complaint under a policy that names an outside body. */
beforeEach(async () => {
  room = new MailRoom(true);
  const { policies } = room.office;
  const policy = { ...shippedPolicyOf('uk-housing@1'), version: 'told@1', scope: { products: ['told'] } };
  await policies.draft(policy, ADMIN);
  await policies.publish(policy.version, ADMIN);
  const complainant = { name: 'Robin Doe', email: 'robin@example.org' };
  reference = await room.office.lodge({ product: 'told', language: 'en', complainant });
  await room.deliver(reference);
  room.mail.sent.length = 0;
});

async function told(details: object, reason?: string): Promise<readonly string[]> {
  const why = reason === undefined ? {} : { reason };
  await room.office.does(reference, 'correct-details', details, why);
  for (let delivery = 0; delivery < 2; delivery += 1) await room.deliver(reference);
  return room.mail.sent.splice(0).map(({ text }) => text);
}

describe('A corrected matter', () => {
  it('that seems to be none for this procedure promises nothing, and says why and where else to turn', async () => {
    const [text, ...more] = await told({ concern: 'employment' }, 'It is about the contract of work.');
    expect(more).toEqual([]);
    expect(text).toContain('no date that we named for it holds any more');
    expect(text).toContain('It is about the contract of work.');
    expect(text).toMatch(/outside body:\n {2}\S.*https:/);
    expect(text).not.toContain('at the latest');
  });

  it('is told once, until it turns out to be one for this procedure after all', async () => {
    expect(await told({ description: 'I was unfairly dismissed.' })).toHaveLength(1);
    expect(await told({ concern: 'external-dispute' })).toEqual([]);
    const [text, ...more] = await told({ concern: 'product-or-service' });
    expect([text, more]).toEqual([expect.stringContaining('a matter for this procedure after all'), []]);
  });

  it('says nothing where it stays one, or where the complaint has ended', async () => {
    expect(await told({ concern: 'complaint-handling' })).toEqual([]);
    await room.office.does(reference, 'refer', { to: 'Ombudsman' }, { by: supervisor, reason: 'So it is.' });
    await room.deliver(reference);
    room.mail.sent.length = 0;
    expect(await told({ concern: 'employment' })).toEqual([]);
  });
});

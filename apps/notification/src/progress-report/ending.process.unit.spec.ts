import { beforeEach, describe, expect, it } from '@jest/globals';
import { byPhone, complainant, handler, supervisor, type Circumstances } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { toActorId } from '@redress/eventing';
import { shippedPolicyOf } from '@redress/policies';
import { MailRoom } from '../messages/message-room.mother.spec.js';

const ADMIN = { caller: 'staff:ada', actor: { id: toActorId('ada'), role: 'admin' } };
const OMBUDSMAN = /outside body:\n {2}\S.*https:/;

let room: MailRoom;
let reference: Reference;
/** A complaint under a policy with two stages, an extension and an outside body. */
beforeEach(async () => {
  room = new MailRoom(true);
  const { policies } = room.office;
  const policy = { ...shippedPolicyOf('uk-housing@1'), version: 'told@1', scope: { products: ['told'] } };
  await policies.draft(policy, ADMIN);
  await policies.publish(policy.version, ADMIN);
  const who = { name: 'Parisa Example', email: 'parisa@example.org' };
  reference = await room.office.lodge({ product: 'told', complainant: who });
  await room.deliver(reference);
});

type Step = Parameters<typeof room.office.does>;
const does = (type: Step[1], data: Step[2], circumstances: Circumstances = {}) =>
  room.office.does(reference, type, data, circumstances);

/** Delivers, and returns the text of the newest message. */
async function told(): Promise<string> {
  const before = room.mail.sent.length;
  await room.deliver(reference);
  const messages = room.mail.sent.slice(before);
  expect(messages).toHaveLength(1);
  return messages[0]?.text ?? '';
}

/** Decides as another system would have: without words that Redress sends. */
async function decided(): Promise<void> {
  const assessed = { severity: 'low', safetyImplication: false, complexity: 'simple', impact: 'individual' } as const;
  await does('assess', { ...assessed, immediateAction: 'none', rationale: 'Read.' });
  await does('propose-response', { decision: 'not-upheld', explanation: 'No.', remedies: [] }, { by: handler });
  await does('approve-response', {}, { by: supervisor });
  await does('communicate-decision', {});
}

describe('Complainants hear', () => {
  it('that their complaint is out of scope, why, and where else they can turn', async () => {
    await does('close', { outcome: 'out-of-scope', comment: 'The bridge belongs to the province.' });
    await does('close', { outcome: 'out-of-scope' }, { by: supervisor });
    const text = await told();
    expect(text).toContain('does not cover');
    expect(text).toContain('The reason:\nThe bridge belongs to the province.');
    expect(text).toMatch(OMBUDSMAN);
  });

  it('that staff noted a withdrawal, with the reason, so that they can object', async () => {
    await does('withdraw', byPhone, { reason: 'She said so on the telephone.' });
    const text = await told();
    expect(text).toContain('We have noted that you withdraw');
    expect(text).toContain('She said so on the telephone.');
    expect(text).toContain('If you do not agree, or if this is a mistake');
  });

  it('that they withdrew, once, also when it is closed afterwards', async () => {
    await does('withdraw', {}, { by: complainant, reason: 'It works now.' });
    expect(await told()).toContain('As you wished');
    await does('close', { outcome: 'withdrawn' });
    await room.deliver(reference);
    expect(room.mail.sent).toHaveLength(2);
  });

  it('to whom it was passed on, and why', async () => {
    await does('refer', { to: 'Ombudsman' }, { reason: 'A matter for the court.' });
    expect(await told()).toMatch(/to Ombudsman.*\n\nThe reason:\nA matter for the court\./);
  });

  it('that it was closed as they accepted, and that it was reopened and why', async () => {
    await decided();
    await does('record-acceptance', {}, { by: complainant });
    await does('close', { outcome: 'resolved', comment: 'Internal.' });
    const closed = await told();
    expect(closed).toContain('You accepted our decision');
    expect(closed).not.toContain('Internal.');
    await does('reopen', {}, { by: supervisor, reason: 'The refund never arrived.' });
    expect(await told()).toMatch(/look into it again\..*\n\nThe reason:\nThe refund never arrived\./);
  });

  it('the new date of the answer and why, and that work is interrupted and continues', async () => {
    await does('extend-deadline', { clock: 'stage-1', grounds: 'complex' }, { reason: 'The surveyor is ill.' });
    expect(await told()).toMatch(/You get our decision by \d+ \w+ 20\d\d\.\n\nThe reason:\nThe surveyor is ill\./);
  });

  it('the new date when another policy applies, and nothing when it is the same', async () => {
    const { policies } = room.office;
    const told1 = await policies.of('told@1');
    const limit = { length: 40, unit: 'business-days', end: 'end-of-day' } as const;
    const slower = { ...told1, version: 'slower@1', clocks: told1.clocks.map((clock) => ({ ...clock, limit })) };
    for (const policy of [slower, { ...told1, version: 'equal@1' }]) {
      await policies.draft({ ...policy, scope: { products: ['other'] } }, ADMIN);
      await policies.publish(policy.version, ADMIN);
    }
    await does('choose-policy', { policy: 'equal@1' }, { by: supervisor, reason: 'Renamed.' });
    await room.deliver(reference);
    expect(room.mail.sent).toHaveLength(1);
    await does('choose-policy', { policy: 'slower@1' }, { by: supervisor, reason: 'It is about the roof.' });
    expect(await told()).toMatch(/has changed\.\nYou get our decision by .*\n\nThe reason:\nIt is about the roof\./);
  });

  it('that their appeal arrived, who looks into it, and that it counts as acknowledged', async () => {
    await decided();
    await does('lodge-appeal', { grounds: 'The photographs were not looked at.' }, { by: complainant });
    expect(await told()).toMatch(/by somebody who has not decided before\./);
    expect(await room.since(reference)).toContain('ComplaintAcknowledged');
    const { state } = await room.office.complaints.load(reference);
    expect(state).toMatchObject({ acknowledged: true });
  });

  it('nothing of an end that was undone before anybody could be told', async () => {
    await does('withdraw', byPhone, { reason: 'By mistake.' });
    await does('reopen', {}, { by: supervisor, reason: 'Withdrawn by mistake.' });
    expect(await told()).toContain('We have reopened');
  });
});

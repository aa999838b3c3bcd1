import { describe, expect, it } from '@jest/globals';
import { ComplaintOffice, liveMarkedLife, MARK } from '@redress/complaints/office';
import { toActorId } from '@redress/eventing';
import { shippedPolicyOf } from '@redress/policies';
import { webhookPayload } from './payload.js';

describe('What other systems are told', () => {
  it('holds nothing personal of any event, sealed or not, and nobody of the staff', async () => {
    const office = new ComplaintOffice();
    const reference = await liveMarkedLife(office);
    for (const event of await office.recorded(reference)) {
      const payload = webhookPayload(event);
      expect(payload).not.toContain(MARK);
      expect(payload).not.toMatch(/ciphertext|"personal"|"hash"|staff-/);
    }
  });

  it('names nobody whom a policy sends complaints to', async () => {
    const office = new ComplaintOffice();
    const route = { name: 'cards', when: { product: ['card'] }, team: 'Cards', person: 'staff-hugo' };
    const policy = { ...shippedPolicyOf('generic@1'), version: 'routed@1', routes: [route] };
    await office.policies.draft(policy, { caller: 'staff:ada', actor: { id: toActorId('staff-ada'), role: 'admin' } });
    const [drafted] = await Array.fromAsync(office.eventStore.read('policy-routed'));
    expect(JSON.stringify(drafted?.data)).toContain('staff-hugo');
    expect(webhookPayload(drafted!)).not.toContain('staff-');
    expect(webhookPayload(drafted!)).toContain('"team":"Cards"');
  });

  it('is the event as a CloudEvent: which, of which complaint, when, with its facts', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge({ product: 'kettle' });
    const [received] = await office.recorded(reference);
    expect(JSON.parse(webhookPayload(received!))).toMatchObject({
      specversion: '1.0',
      id: received?.id,
      type: expect.stringMatching(/^redress\.ComplaintReceived\.v\d+$/),
      subject: `complaint-${reference}`,
      data: { revision: 0, data: { product: 'kettle', channel: 'web' }, metadata: { occurredAt: office.now } },
    });
  });
});

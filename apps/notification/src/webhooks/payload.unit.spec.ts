import { describe, expect, it } from '@jest/globals';
import { ComplaintOffice, liveMarkedLife, MARK } from '@redress/complaints/office';
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

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { shippedPolicyOf } from '@redress/policies';
import { RunningRedress } from '@redress/testing';
import { MONDAY } from '../complaints/complaints-due.js';
import { type Complainant, Office } from '../office.js';

/**
 * A policy with an external ombudsman that requires no final response if the complainant is content by the close of the third business day.
 */
const savings = { ...shippedPolicyOf('uk-fca-disp@1'), version: 'savings@1', scope: { products: ['savings'] } };
const COMMENT = 'The interest was credited while she was in the branch, and she was content.';

let redress: RunningRedress;
let office: Office;
beforeAll(async () => {
  redress = await RunningRedress.start({ env: MONDAY });
  office = await Office.open(redress);
  await office.post('adam', '/api/policies/savings/draft', { policy: savings });
  expect((await office.post('adam', '/api/policies/savings/publish', { version: 1 })).status).toBe(200);
});
afterAll(() => redress[Symbol.asyncDispose]());

/** Received by telephone and entered by the staff, so that it may have come in earlier. */
async function lodged(product: string, occurredAt?: string): Promise<[reference: string, complainant: Complainant]> {
  const said = {
    description: 'The interest is missing.',
    product,
    channel: 'phone',
    ...(occurredAt && { occurredAt }),
  };
  const { body } = await office.post('ida', '/api/complaints', said);
  const reference = String(body['reference']);
  return [reference, await office.complainant(reference, String(body['trackingCode']))];
}

const accepts = (reference: string, comment?: string, headers = {}) =>
  office.post('hana', `/api/cases/${reference}/record-acceptance`, comment === undefined ? {} : { comment }, headers);
const shown = (reference: string, atLeast: unknown) =>
  office.get('hana', `/api/cases/${reference}?atLeast=${String(atLeast)}`);

describe('A complaint that is settled at once', () => {
  it('is accepted without a decision where the policy exempts a clock by it, and closed as resolved', async () => {
    const [reference, complainant] = await lodged('savings');
    expect((await shown(reference, 0)).body['availableCommands']).toContain('record-acceptance');
    expect((await complainant.looks()).body['options']).not.toContain('accept-decision');

    const accepted = await accepts(reference, COMMENT);
    expect(accepted).toMatchObject({ status: 200, body: { events: ['DecisionAccepted'] } });
    const { body } = await shown(reference, accepted.body['revision']);
    expect(body).toMatchObject({
      status: 'accepted',
      decision: null,
      earlyResolution: { comment: COMMENT, exempted: ['decision'], recordedBy: 'hana' },
      clocks: [
        { name: 'summary-resolution', state: 'met' },
        { name: 'decision', state: 'exempt' },
      ],
    });
    const closed = await office.decides('hana', reference, 'close', { outcome: 'resolved' });
    expect((await complainant.looks(closed)).body).toMatchObject({
      status: 'closed',
      decision: null,
      alternatives: { nextStage: null, outsideBodies: [{ names: { en: 'Financial Ombudsman Service' } }] },
    });
  });

  it('must say what settled it, in the language of whoever asks', async () => {
    const [reference] = await lodged('savings');
    const refused = await accepts(reference, undefined, { 'accept-language': 'fa' });
    expect([refused.status, refused.body['code']]).toEqual([409, 'settlement-not-told']);
    expect(refused.body['detail']).toMatch(/\p{Script=Arabic}/u);
  });

  it('needs a decision when the time for it has passed, or the policy gives none', async () => {
    const [late] = await lodged('savings', '2026-10-26T09:00:00.000Z');
    expect((await accepts(late, COMMENT)).body).toMatchObject({ status: 409, code: 'too-late-for-early-resolution' });
    expect((await shown(late, 0)).body['availableCommands']).not.toContain('record-acceptance');
    const [other] = await lodged('card');
    expect((await accepts(other, COMMENT)).body).toMatchObject({ status: 409, code: 'decision-not-communicated' });
  });

  it('is not for the complainant to accept, to whom nothing was told', async () => {
    const [, complainant] = await lodged('savings');
    const refused = await complainant.sends('accept-decision', { comment: COMMENT });
    expect(refused.body).toMatchObject({ status: 409, code: 'decision-not-communicated' });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { shippedPolicyOf } from '@redress/policies';
import { RunningRedress } from '@redress/testing';
import { ASSESSMENT, RESPONSE } from '../command-routes.js';
import { type Complainant, Office } from '../office.js';

/** A policy with two stages, the second with a different decider, and an external ombudsman. */
const housing = { ...shippedPolicyOf('uk-housing@1'), version: 'rent@1', scope: { products: ['rent'] } };

let redress: RunningRedress;
let office: Office;
beforeAll(async () => {
  redress = await RunningRedress.start();
  office = await Office.open(redress);
  await office.post('adam', '/api/policies/rent/draft', { policy: housing });
  expect((await office.post('adam', '/api/policies/rent/publish', { version: 1 })).status).toBe(200);
});
afterAll(() => redress[Symbol.asyncDispose]());

async function decided(product?: string): Promise<{ readonly reference: string; readonly complainant: Complainant }> {
  const { body } = await office.lodge({ description: 'The roof leaks.', ...(product && { product }) });
  const reference = String(body['reference']);
  const complainant = await office.complainant(reference, String(body['trackingCode']));
  await office.decides('hana', reference, 'acknowledge', {});
  await office.decides('hana', reference, 'assess', ASSESSMENT);
  await office.decides('hana', reference, 'propose-response', RESPONSE);
  await office.decides('sara', reference, 'approve-response', {});
  await office.decides('hana', reference, 'communicate-decision', {});
  return { reference, complainant };
}

const shown = (reference: string, atLeast: unknown) =>
  office.get('sara', `/api/cases/${reference}?atLeast=${String(atLeast)}`);

describe('A decision that is not accepted', () => {
  it('goes to the next stage, to people who have not decided before, with clocks of its own', async () => {
    const { reference, complainant } = await decided('rent');
    const told = (await complainant.looks(5)).body;
    expect(told['options']).toContain('lodge-appeal');
    expect(told['alternatives']).toMatchObject({
      nextStage: { en: 'Stage 2' },
      outsideBodies: [{ names: { en: 'Housing Ombudsman Service' } }],
    });
    expect(JSON.stringify(told['decision'])).toContain('(Stage 2)');

    const appeal = await complainant.sends('lodge-appeal', { grounds: 'Nobody looked at the roof.' });
    expect(appeal).toMatchObject({ status: 200, body: { events: ['DecisionRejected', 'AppealLodged'] } });
    const { body } = await shown(reference, appeal.body['revision']);
    expect(body).toMatchObject({
      status: 'under-investigation',
      stage: { number: 2, appealed: true, barred: ['hana', 'sara'], nextStage: null },
      appeals: [{ stage: 2, grounds: 'Nobody looked at the roof.' }],
    });
    expect((body['clocks'] as { name: string }[]).map(({ name }) => name)).toContain('stage-2-acknowledgement');
    expect(body['availableCommands']).not.toContain('propose-response');
    const refused = await office.post('hana', `/api/cases/${reference}/propose-response`, RESPONSE, {
      'accept-language': 'fa',
    });
    expect([refused.status, refused.body['code']]).toEqual([409, 'decider-of-earlier-stage']);
    expect(refused.body['detail']).toMatch(/\p{Script=Arabic}/u);
    await office.decides('hugo', reference, 'propose-response', RESPONSE);
  });

  it('has nowhere further to go after the last stage, and the refusal says where outside', async () => {
    const { reference, complainant } = await decided();
    expect((await complainant.looks(5)).body['options']).not.toContain('lodge-appeal');
    const refused = await complainant.sends('lodge-appeal', { grounds: 'Still not right.' });
    expect([refused.status, refused.body['code']]).toEqual([409, 'no-further-stage']);
    await complainant.sends('reject-decision', {});
    const position = await office.decides('hana', reference, 'state-final-position', { text: 'We stand by it.' });
    expect((await complainant.looks(position)).body['finalPosition']).toMatchObject({ text: 'We stand by it.' });
    const outcome = { outcome: 'upheld', by: 'The court', summary: 'Pay it back.' };
    const revision = await office.decides('hana', reference, 'record-referral-outcome', outcome);
    expect((await shown(reference, revision)).body['referral']).toMatchObject(outcome);
  });
});

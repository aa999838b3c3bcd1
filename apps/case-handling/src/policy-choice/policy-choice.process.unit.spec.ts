import { beforeEach, describe, expect, it } from '@jest/globals';
import { byPhone, ComplaintOffice, handler, supervisor } from '@redress/complaints/office';
import { stateIn } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import type { Policy } from '@redress/domain';
import type { JsonObject } from '@redress/eventing';
import { toActorId } from '@redress/eventing';
import { shippedPolicyOf } from '@redress/policies';
import { caseAnswer } from '../case-view/case.answer.js';
import { caseProjection } from '../case-view/case.projection.js';
import { clocksAnswer } from '../clocks/clocks.answer.js';
import { ExplainClocks, ExplainClocksHandler } from '../clocks/explain-clocks.js';
import { deadlinesProjection } from '../deadlines/deadlines.projection.js';
import { policyChoice } from './policy-choice.process.js';

const ADMIN = { caller: 'staff:ada', actor: { id: toActorId('ada'), role: 'admin' } };
const general: Policy = { ...shippedPolicyOf('generic@2'), version: 'general@1' };
const loans: Policy = {
  ...general,
  version: 'loans@1',
  names: { en: 'Loans', fa: 'وام' },
  scope: { products: ['loan'] },
  clocks: general.clocks.map((clock) => (clock.name === 'decision' ? { ...clock, name: 'loan-answer' } : clock)),
};

let office: ComplaintOffice;
let reference: Reference;

beforeEach(async () => {
  office = new ComplaintOffice();
  for (const policy of [general, loans]) {
    await office.policies.draft(policy, ADMIN);
    await office.policies.publish(policy.version, ADMIN);
  }
  reference = await office.lodge();
  office.now = '2026-11-05T09:00:00.000Z';
});

/** Delivers the events of the complaint from a revision on, as to a process without memory of earlier deliveries. */
async function deliver(from = 0): Promise<void> {
  const process = policyChoice(office.complaints);
  for (const event of (await office.projected(reference)).slice(from))
    if (process.reactsTo.includes(event.type)) await process.on(event);
}

const does: (
  ...step: Parameters<ComplaintOffice['does']> extends [string, ...infer Rest] ? Rest : never
) => Promise<void> = (...step) => office.does(reference, ...step);
const versions = async () => (await office.recorded(reference)).map(({ metadata }) => metadata.policyVersion);
const changes = async () =>
  (await office.complaints.history(reference)).filter(({ type }) => type === 'PolicyReplaced').map(({ data }) => data);

describe('A correction of the details that decide on the policy', () => {
  it('brings the policy of a new complaint with these details, once, however often it is delivered', async () => {
    await does('correct-details', { product: 'loan' });
    for (let delivery = 0; delivery < 3; delivery += 1) await deliver();
    expect(await changes()).toMatchObject([{ from: 'general@1', to: 'loans@1', fields: ['product'], because: 1 }]);
    await does('assign', { assignee: 'staff-hana' });
    // The event that changes the policy stands under the new one already, as views read it.
    expect(await versions()).toEqual(['general@1', 'general@1', 'loans@1', 'loans@1']);
  });

  it('changes it back when it is taken back', async () => {
    await does('correct-details', { product: 'loan' });
    await deliver();
    await does('correct-details', { product: 'card' });
    await deliver();
    expect((await changes()).map(({ to }) => to)).toEqual(['loans@1', 'general@1']);
  });

  it('leaves an ended complaint its policy until it is taken up again', async () => {
    await does('withdraw', byPhone, { reason: 'She said so.' });
    await does('correct-details', { product: 'loan' });
    await deliver();
    expect(await changes()).toEqual([]);
    await does('reopen', {}, { by: supervisor, reason: 'By mistake.' });
    await deliver(3);
    expect(await changes()).toMatchObject([{ to: 'loans@1', fields: ['product'], because: 3 }]);
  });

  it('does not undo what a supervisor chose since', async () => {
    await does('correct-details', { product: 'loan' });
    await deliver();
    await does('choose-policy', { policy: 'general@1' }, { by: supervisor, reason: 'It is about the branch.' });
    await deliver();
    expect((await changes()).map(({ to }) => to)).toEqual(['loans@1', 'general@1']);
  });

  it('records nothing of an erased person’s complaint that cannot be recorded, and holds nothing up', async () => {
    await does('correct-details', { product: 'loan' });
    await office.erase(reference);
    await expect(deliver()).resolves.toBeUndefined();
  });

  it('says nothing to what decides on no policy', async () => {
    await does('correct-details', { issue: 'fees', complainant: { name: 'Robin' } });
    await deliver();
    expect(await office.types(reference)).toEqual(['ComplaintReceived', 'DetailsCorrected']);
  });
});

describe('Staff see which policy applies and since when', () => {
  beforeEach(async () => {
    await does('correct-details', { product: 'loan' });
    await deliver();
  });

  it('on the page of the case, with the change and its reason', async () => {
    const document = await office.openedDocument(caseProjection, reference);
    const policy = await office.policies.of(stateIn(document.body).policyVersion);
    const shown = caseAnswer(document, { actor: handler, roles: ['handler'], policy, at: office.now });
    expect(shown.policy).toEqual({ version: 'loans@1', names: loans.names, since: office.now });
    expect(shown.policyChanges).toEqual([
      {
        from: 'general@1',
        to: 'loans@1',
        fields: ['product'],
        because: 1,
        replacedBy: 'case-handling',
        replacedAt: office.now,
      },
    ]);
    expect(shown.clocks.map(({ name }) => name)).toContain('loan-answer');
    // The queue sorts by the clocks of the new policy, from the event that brought it.
    expect(shown.dueAt).toBe(shown.clocks.find(({ name }) => name === 'acknowledgement')?.dueAt);
  });

  it('beside its clocks, now and as it was', async () => {
    const ask = async (revision: number): Promise<JsonObject> => {
      const explain = new ExplainClocksHandler(office.eventStore, office.codec, office.policies);
      const known = await explain.execute(new ExplainClocks(reference, { kind: 'revision', revision }));
      return clocksAnswer(reference, known, office.now, 'en');
    };
    expect(await ask(2)).toMatchObject({ policy: 'loans@1', policySince: '2026-11-05T09:00:00.000Z' });
    expect(await ask(1)).toMatchObject({ policy: 'general@1', policySince: '2026-11-02T09:00:00.000Z' });
  });

  it('and the timer goes by it', async () => {
    const { body } = await office.document(deadlinesProjection, reference);
    expect(deadlinesProjection.read(body)).toMatchObject({ policyVersion: 'loans@1' });
  });
});

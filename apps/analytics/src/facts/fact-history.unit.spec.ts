import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  byPhone,
  complainant,
  ComplaintOffice,
  enforce,
  liveMarkedAppeal,
  liveMarkedLife,
  liveOn,
  liveTimedLife,
  lodgeMarked,
  supervisor,
} from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { toReference } from '@redress/domain';
import type { JsonObject } from '@redress/eventing';
import { shippedPolicyOf } from '@redress/policies';
import type { Fact } from './fact.js';
import { ASSESSMENT, RESPONSE, decideOn } from './decided-complaint.mother.spec.js';
import { factProjection } from './fact.projection.js';

describe('The history in the fact of a complaint', () => {
  let office: ComplaintOffice;
  let reference: Reference;
  beforeEach(async () => {
    office = new ComplaintOffice();
    reference = await lodgeMarked(office);
  });

  const fact = async (): Promise<JsonObject> => (await office.document(factProjection, reference)).body;
  const read = async (): Promise<Fact> => factProjection.read(await fact());
  const decide = (): Promise<void> => decideOn(office, reference);

  it('holds the dimensions of the assessment, and who has it under which policy', async () => {
    await office.does(reference, 'assess', { ...ASSESSMENT, safetyImplication: true, vulnerability: true });
    await office.does(reference, 'assign', { assignee: 'staff-hana' }, { by: supervisor });
    expect(await fact()).toMatchObject({
      priority: 'high',
      complexity: 'simple',
      impact: 'individual',
      safety: 1,
      vulnerable: 1,
      language: 'en',
      jurisdiction: 'IR',
      complainantType: 'consumer',
      handler: 'staff-hana',
      stage: 1,
      policy: 'basic@1',
    });
  });

  it('holds every status and since when, so that the backlog of a past day is known also after a reopening', async () => {
    office.now = '2026-11-03T09:00:00.000Z';
    await office.does(reference, 'withdraw', byPhone);
    office.now = '2026-11-05T09:00:00.000Z';
    await office.does(reference, 'reopen', {}, { by: supervisor, reason: 'It broke again.' });
    await office.does(reference, 'assess', ASSESSMENT, { occurredAt: '2026-11-04T09:00:00.000Z' });
    expect((await fact())['course']).toEqual([
      { status: 'received', since: '2026-11-02T09:00:00.000Z' },
      { status: 'withdrawn', since: '2026-11-03T09:00:00.000Z' },
      { status: 'received', since: '2026-11-05T09:00:00.000Z' },
      // Recorded later than it happened: the status begins when the one before did, and lasts no negative time.
      { status: 'assessed', since: '2026-11-05T09:00:00.000Z' },
    ]);
  });

  it('holds each run of each clock with and without pauses, and counts pauses, extensions, holding replies and escalations', async () => {
    reference = await liveTimedLife(office);
    const timed = await fact();
    expect(timed).toMatchObject({ pauses: 1, extensions: 1, holdingReplies: 1, escalations: 1 });
    await office.does(reference, 'assess', ASSESSMENT);
    await office.does(reference, 'propose-response', RESPONSE);
    await office.does(reference, 'approve-response', {}, { by: supervisor });
    await office.does(reference, 'communicate-decision', {});
    const clocks = (await fact())['clocks'] as JsonObject[];
    expect(clocks.find(({ name }) => name === 'decision')).toEqual({
      name: 'decision',
      run: 1,
      purpose: 'answer',
      state: 'missed',
      startedAt: '2026-11-02T09:00:00.000Z',
      dueAt: '2026-11-03T07:00:00.000Z',
      grossHours: 23,
      netHours: 21,
    });
    expect(clocks.find(({ name }) => name === 'acknowledgement')).toMatchObject({ purpose: 'acknowledgement' });
    expect(clocks.some(({ purpose }) => purpose === 'other')).toBe(true);
  });

  it('holds remedies with their money: what is delivered stays when another promise replaces the rest', async () => {
    const refund = { kind: 'refund', amount: { value: '12.50', currency: 'EUR' } } as const;
    const decideWith = async (remedies: readonly object[]): Promise<void> => {
      await office.does(reference, 'propose-response', { ...RESPONSE, remedies: remedies as [] });
      await office.does(reference, 'approve-response', {}, { by: supervisor });
      await office.does(reference, 'communicate-decision', {});
    };
    await office.does(reference, 'assess', ASSESSMENT);
    await decideWith([{ kind: 'apology' }, refund]);
    await office.does(reference, 'deliver-remedy', { remedy: 1 });
    await office.does(reference, 'record-rejection', {}, { by: complainant });
    await decideWith([{ kind: 'repair' }]);
    await office.does(reference, 'deliver-remedy', { remedy: 0 });
    const nothing = { value: null, currency: null };
    expect((await fact())['remedies']).toEqual([
      { kind: 'refund', value: '12.50', currency: 'EUR', source: 'decision', delivered: 1, current: 0 },
      { kind: 'repair', ...nothing, source: 'decision', delivered: 1, current: 1 },
    ]);
  });

  it('counts appeals, and those after which the decision differs', async () => {
    const appealed = new ComplaintOffice();
    reference = await liveMarkedAppeal(appealed);
    expect((await appealed.document(factProjection, reference)).body).toMatchObject({
      appeals: 1,
      appealsDecided: 1,
      appealsOverturned: 0,
      stage: 2,
      contested: null,
      disputed: 1,
    });
    await enforce(office, { ...shippedPolicyOf('uk-housing@1'), version: 'housing@1', scope: { products: ['flat'] } });
    reference = await office.lodge({ product: 'flat' });
    await decide();
    await office.does(reference, 'lodge-appeal', { grounds: 'No.' }, { by: complainant });
    expect(await read()).toMatchObject({ appeals: 1, appealsDecided: 0, contested: 'upheld' });
    const [another, head] = [
      { id: 'staff-rana', role: 'handler' },
      { id: 'staff-hedi', role: 'supervisor' },
    ];
    await office.does(reference, 'propose-response', { ...RESPONSE, decision: 'not-upheld' }, { by: another });
    await office.does(reference, 'approve-response', {}, { by: head });
    await office.does(reference, 'communicate-decision', {});
    expect(await fact()).toMatchObject({ appeals: 1, appealsDecided: 1, appealsOverturned: 1, contested: null });
  });

  it('knows a referral with its outcome, an award, and links to other complaints', async () => {
    reference = await liveMarkedLife(office);
    await liveOn(office, reference);
    expect(await fact()).toMatchObject({
      referred: 1,
      referredTo: 'Ombudsman',
      referralOutcome: 'upheld',
      awarded: 1,
      duplicate: 0,
      remedies: [
        { kind: 'refund', source: 'decision', current: 0 },
        { kind: 'apology', source: 'award', delivered: 1, current: 1 },
      ],
    });
    const complaint = toReference('2B8TRW5XN6C2');
    const other = { status: 'assessed', receivedAt: '2026-10-01T09:00:00.000Z' } as const;
    reference = await office.lodge();
    await office.does(reference, 'link', { complaint, relation: 'follow-up', other });
    expect(await read()).toMatchObject({ followUp: 1, duplicate: 0, sameCause: 0, referred: 0, awarded: 0 });
  });

  it('knows a complaint that was accepted before any decision', async () => {
    expect(await read()).toMatchObject({ resolvedEarly: 0 });
    await enforce(office, { ...shippedPolicyOf('au-rg271@1'), version: 'early@1', scope: { products: ['card'] } });
    reference = await office.lodge({ product: 'card' });
    await office.does(reference, 'record-acceptance', { comment: 'Replaced at the counter.' });
    expect(await fact()).toMatchObject({ accepted: 1, resolvedEarly: 1 });
    reference = await lodgeMarked(office);
    await decide();
    await office.does(reference, 'record-acceptance', {}, { by: complainant });
    expect(await read()).toMatchObject({ accepted: 1, resolvedEarly: 0 });
  });
});

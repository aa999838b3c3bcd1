import { describe, expect, it } from '@jest/globals';
import { ComplaintOffice, MARK, lodgeMarked, supervisor } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { formatReference } from '@redress/domain';
import { shippedPolicyOf } from '@redress/policies';
import { trackingAnswer, type TrackedComplaint } from './tracking.answer.js';
import { trackingProjection } from './tracking.projection.js';

const omid = { complainant: { name: 'امید', phone: '+98 912 345 6789' } };
const omidAgain = { complainant: { name: 'Omid', phone: '۰۹۱۲۳۴۵۶۷۸۹' } };
const nasrin = { complainant: { name: 'Nasrin', phone: '+98 21 0000 0000' } };

async function lookedAt(office: ComplaintOffice, reference: Reference): Promise<TrackedComplaint> {
  const document = await office.openedDocument(trackingProjection, reference);
  const policy = shippedPolicyOf('generic@1');
  return trackingAnswer(reference, document, { policy, at: office.now, codeOf: () => '0123456789' });
}

async function merge(office: ComplaintOffice, reference: Reference, into: Reference): Promise<void> {
  const other = { status: 'received', receivedAt: '2026-11-01T09:00:00.000Z' } as const;
  await office.does(reference, 'merge', { into, other }, { reason: `${MARK} reason` });
}

describe('The complainant of a complaint that was merged', () => {
  it('is told in their language that it is handled together with another', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge({ ...omidAgain, language: 'fa' });
    await merge(office, reference, await office.lodge(omid));
    const { status, nextStep, dueAt, handledTogether } = await lookedAt(office, reference);
    expect({ status, nextStep, dueAt }).toEqual({ status: 'merged', nextStep: null, dueAt: null });
    expect(handledTogether).toEqual({ since: office.now, text: expect.stringMatching(/همراه با شکایتی/) });
  });

  it.each([
    ['somebody else’s', nasrin],
    ['perhaps their own, of which nobody has proof', omidAgain],
    ['nobody’s who said who they are', {}],
  ])('learns nothing of a complaint that is %s', async (_, lodging) => {
    const office = new ComplaintOffice();
    const earlier = await office.lodge(lodging);
    const reference = await office.lodge(omid);
    await merge(office, reference, earlier);
    const answer = await lookedAt(office, reference);
    expect(answer['handledTogether']).toMatchObject({ text: expect.stringMatching(/one that we received earlier/) });
    for (const written of [earlier, formatReference(earlier)]) expect(JSON.stringify(answer)).not.toContain(written);
  });

  it('sees neither why it was merged nor that others were merged into theirs, and sees it go on once it is undone', async () => {
    const office = new ComplaintOffice();
    const earlier = await lodgeMarked(office);
    const reference = await office.lodge({ language: 'en' });
    await merge(office, reference, earlier);
    await office.does(earlier, 'absorb', { complaint: reference, turn: 1 });
    expect(JSON.stringify(await lookedAt(office, reference))).not.toContain(MARK);
    expect(JSON.stringify(await lookedAt(office, earlier))).not.toContain(reference);
    await office.does(reference, 'unmerge', {}, { by: supervisor, reason: 'Another kettle.' });
    const { status, handledTogether, steps } = await lookedAt(office, reference);
    expect({ status, handledTogether }).toEqual({ status: 'received', handledTogether: null });
    expect(steps.map(({ step }) => step)).toEqual(['received', 'merged', 'received']);
  });
});

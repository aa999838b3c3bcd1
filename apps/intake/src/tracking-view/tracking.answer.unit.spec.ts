import { describe, expect, it } from '@jest/globals';
import {
  complainant,
  ComplaintOffice,
  documentFaults,
  liveMarkedLife,
  lodgeMarked,
  MARK,
  supervisor,
} from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { complaintStatuses, formatReference, toReference } from '@redress/domain';
import { shippedPolicyOf } from '@redress/policies';

import { nextStepAfter, trackingAnswer, type TrackedComplaint } from './tracking.answer.js';
import { trackedStatus, trackingProjection } from './tracking.projection.js';

const ASSESSMENT = {
  severity: 'critical',
  safetyImplication: false,
  complexity: 'simple',
  impact: 'individual',
  immediateAction: 'none',
  rationale: 'Rationale of the staff.',
} as const;
const RESPONSE = { decision: 'upheld', explanation: 'You are right.', remedies: [{ kind: 'apology' }] } as const;

async function answerOf(office: ComplaintOffice, reference: Reference): Promise<TrackedComplaint> {
  const document = await office.openedDocument(trackingProjection, reference);
  return trackingAnswer(reference, document, {
    policy: shippedPolicyOf('generic@1'),
    at: office.now,
    codeOf: () => '0123456789',
  });
}

async function propose(office: ComplaintOffice, reference: Reference): Promise<void> {
  await office.does(reference, 'assess', ASSESSMENT);
  await office.does(reference, 'propose-response', RESPONSE);
}

describe('What is kept for a complainant', () => {
  it('is as it is declared, whatever happens to a complaint', async () => {
    expect(await documentFaults(trackingProjection)).toEqual([]);
  });
});

describe('How a complainant wants to be written to', () => {
  it('is as they said last, or as it was corrected since', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge({ language: 'en', complainant: { email: 'parisa@example.org' } });
    const preferences = async () => (await answerOf(office, reference))['preferences'];
    expect(await preferences()).toEqual({ language: 'en', preferredChannel: null });
    await office.does(reference, 'state-preferences', { language: 'fa', preferredChannel: 'letter' });
    expect(await preferences()).toEqual({ language: 'fa', preferredChannel: 'letter' });
    await office.does(reference, 'correct-details', { complainant: { preferredChannel: 'email' } });
    expect(await preferences()).toEqual({ language: 'fa', preferredChannel: 'email' });
  });
});

async function communicate(office: ComplaintOffice, reference: Reference): Promise<void> {
  await office.does(reference, 'approve-response', { comment: 'Good.' }, { by: supervisor });
  await office.does(reference, 'communicate-decision', {});
}

describe('What a complainant sees of their complaint', () => {
  it('is, at first, that it was received and what comes next', async () => {
    const office = new ComplaintOffice();
    const reference = await lodgeMarked(office);
    expect(await answerOf(office, reference)).toEqual({
      reference: formatReference(reference),
      revision: 0,
      status: 'received',
      receivedAt: office.now,
      preferences: { language: 'en', preferredChannel: 'email' },
      policy: { names: shippedPolicyOf('generic@1').names, since: office.now },
      timeZone: 'UTC',
      steps: [{ step: 'received', at: office.now }],
      nextStep: 'acknowledgement',
      dueAt: '2026-12-02T09:00:00.000Z',
      decision: null,
      award: null,
      finalPosition: null,
      alternatives: null,
      referral: null,
      handledTogether: null,
      splitInto: [],
      questions: [],
      messages: [],
      attachments: [],
      options: ['add-information', 'add-attachment', 'state-preferences', 'withdraw'],
    });
  });

  it('never holds internal notes, names of staff, assessments, findings or remarks among colleagues', async () => {
    const office = new ComplaintOffice();
    const answer = JSON.stringify(await answerOf(office, await liveMarkedLife(office)));
    expect(answer).not.toMatch(/staff-hana|staff-samir|assess|severity|batch-fault|Kettle Works|money-back/);
    for (const inside of ['internal note', 'rationale', 'finding', 'return', 'approval', 'explanation one', 'closing'])
      expect(answer).not.toContain(`${MARK} ${inside}`);
  });

  it('holds the decision that was communicated, and what either side wrote to the other', async () => {
    const office = new ComplaintOffice();
    const answer = await answerOf(office, await liveMarkedLife(office));
    expect(answer).toMatchObject({
      decision: { decision: 'upheld', explanation: `${MARK} explanation two` },
      messages: [
        { from: 'organization', text: `${MARK} open note` },
        { from: 'complainant', text: `${MARK} answer to the question` },
        { from: 'complainant', text: `${MARK} information` },
      ],
    });
  });

  it('does not hold a proposal, whatever became of it inside, until it is communicated', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge();
    await propose(office, reference);
    const proposed = await answerOf(office, reference);
    await office.does(reference, 'approve-response', {}, { by: supervisor });
    for (const answer of [proposed, await answerOf(office, reference)]) {
      expect(answer).toMatchObject({ status: 'under-investigation', nextStep: 'decision', decision: null });
      expect(JSON.stringify(answer)).not.toContain(RESPONSE.explanation);
    }
    await office.does(reference, 'communicate-decision', {});
    expect(await answerOf(office, reference)).toMatchObject({ decision: RESPONSE, nextStep: 'your-answer' });
  });

  it('keeps to the old decision while another is worked on', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge();
    await propose(office, reference);
    await communicate(office, reference);
    await office.does(reference, 'record-rejection', {}, { by: complainant });
    await office.does(reference, 'propose-response', { ...RESPONSE, explanation: 'On second thoughts.' });
    expect(await answerOf(office, reference)).toMatchObject({ decision: { explanation: RESPONSE.explanation } });
    await communicate(office, reference);
    expect(await answerOf(office, reference)).toMatchObject({ decision: { explanation: 'On second thoughts.' } });
  });

  it('holds what an outside body awarded, and leaves what was decided inside as it was told', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge();
    await propose(office, reference);
    await communicate(office, reference);
    await office.does(reference, 'refer', { to: 'A court' }, { reason: 'They decide this.' });
    const award = { by: 'A court', summary: 'Pay it back.', remedies: [{ kind: 'refund' }] } as const;
    await office.does(reference, 'record-award', award);
    await office.does(reference, 'deliver-remedy', { remedy: 0 });
    const { award: shown, decision } = await answerOf(office, reference);
    expect(shown).toEqual({
      by: 'A court',
      recordedAt: office.now,
      remedies: [{ kind: 'refund', deliveredAt: office.now, state: 'delivered' }],
    });
    expect(decision).toMatchObject({ remedies: [{ kind: 'apology', state: 'owed' }] });
  });

  it('offers to answer a decision under the names that complainants know', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge();
    await propose(office, reference);
    await communicate(office, reference);
    const { options } = await answerOf(office, reference);
    expect(options).toEqual(expect.arrayContaining(['accept-decision', 'reject-decision', 'withdraw']));
  });

  it('shows the work inside as one step', async () => {
    const office = new ComplaintOffice();
    const { steps } = await answerOf(office, await liveMarkedLife(office));
    expect(steps.map(({ step }) => step)).toEqual([
      'received',
      'acknowledged',
      'under-investigation',
      'decision-communicated',
      'rejected',
      'accepted',
      'closed',
    ]);
  });

  it('is where it was referred and why, until it is reopened', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge({ concern: 'employment' });
    await office.does(reference, 'refer', { to: 'The labour office' }, { reason: 'It is about your employment.' });
    expect(await answerOf(office, reference)).toMatchObject({
      status: 'referred',
      referral: { to: 'The labour office', reason: 'It is about your employment.', referredAt: office.now },
    });
    await office.does(reference, 'reopen', {}, { by: supervisor, reason: 'They sent it back.' });
    expect(await answerOf(office, reference)).toMatchObject({ referral: null });
  });

  it('is the files that are theirs, and none that the staff added', async () => {
    const office = new ComplaintOffice();
    const { attachments } = await answerOf(office, await liveMarkedLife(office));
    expect(attachments).toEqual([
      { attachment: 'a'.repeat(32), mediaType: 'application/pdf', bytes: 7, name: `${MARK} file`, at: office.now },
    ]);
  });

  it('has no decision any more after a reopening', async () => {
    const office = new ComplaintOffice();
    const reference = await liveMarkedLife(office);
    await office.does(reference, 'reopen', {}, { by: supervisor, reason: 'New facts.' });
    expect(await answerOf(office, reference)).toMatchObject({ status: 'under-investigation', decision: null });
  });

  it('asks for information as the next step until it is given, and keeps the questions', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge();
    await office.does(reference, 'request-information', {
      request: 'receipt',
      text: 'Your receipt?',
      dueOn: '2026-11-20',
    });
    const question = { request: 'receipt', text: 'Your receipt?', dueOn: '2026-11-20', askedAt: office.now };
    expect(await answerOf(office, reference)).toMatchObject({
      nextStep: 'your-information',
      questions: [{ ...question, answeredAt: null }],
    });
    await office.does(reference, 'assess', ASSESSMENT);
    expect(await answerOf(office, reference)).toMatchObject({ nextStep: 'your-information' });
    await office.does(reference, 'add-information', { text: 'Here.', request: 'receipt' }, { by: complainant });
    const answered = await answerOf(office, reference);
    expect(answered).toMatchObject({ nextStep: 'decision', questions: [{ ...question, answeredAt: office.now }] });
    expect(JSON.stringify(answered)).not.toContain('staff-hana');
  });

  it('shows erased texts as erased', async () => {
    const office = new ComplaintOffice();
    const reference = await liveMarkedLife(office);
    await office.erase(reference);
    expect(JSON.stringify(await answerOf(office, reference))).not.toContain(MARK);
  });
});

describe('The complainant of a complaint that was split', () => {
  it('finds the reference and the code of the other part, and nothing of what was said of it', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge();
    const part = { into: toReference('5QV0HJ4ZM8S0'), description: `${MARK} description`, product: 'cable' };
    await office.does(reference, 'split', part, { reason: `${MARK} reason` });
    const answer = await answerOf(office, reference);
    expect(answer['splitInto']).toEqual([{ reference: '5QV0-HJ4Z-M8S0', trackingCode: '01234-56789', at: office.now }]);
    expect(JSON.stringify(answer)).not.toMatch(new RegExp(`${MARK}|cable`));
  });
});

describe('A status as a complainant sees it', () => {
  it.each(complaintStatuses.map((status) => [status]))('of %s tells nothing of who is at work inside', (status) => {
    const inside = ['assessed', 'response-proposed', 'response-approved'];
    expect(inside).not.toContain(trackedStatus(status));
    expect(nextStepAfter(status, false) === null).toBe(status === 'closed' || status === 'merged');
  });
});

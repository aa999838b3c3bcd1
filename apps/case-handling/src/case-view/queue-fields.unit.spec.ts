import { beforeEach, describe, expect, it } from '@jest/globals';
import { complainant, ComplaintOffice, supervisor } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { caseProjection } from './case.projection.js';
import type { QueueFields } from './queue-fields.js';

const ASSESSMENT = {
  severity: 'medium',
  safetyImplication: false,
  complexity: 'simple',
  impact: 'individual',
  immediateAction: 'none',
  rationale: 'A leak.',
} as const;

describe('What queues filter a case by', () => {
  let office: ComplaintOffice;
  let reference: Reference;
  beforeEach(async () => {
    office = new ComplaintOffice();
    reference = await office.lodge();
  });

  const queue = async (): Promise<QueueFields> =>
    caseProjection.read((await office.document(caseProjection, reference)).body).queue;
  const waitingFor = async () => (await queue()).waitingFor;
  const proposes = () =>
    office.does(reference, 'propose-response', {
      decision: 'upheld',
      explanation: 'It leaks.',
      remedies: [{ kind: 'apology' }],
    });

  it('begins open, without a wall, and waiting for a handler', async () => {
    expect(await queue()).toMatchObject({
      open: true,
      walled: false,
      confidential: false,
      undelivered: false,
      breached: false,
      waitingFor: 'handler',
      answeredAt: null,
    });
  });

  it('is undelivered while a message did not arrive and was not sent again', async () => {
    const messageId = 'progress-report.9@redress';
    const message = {
      purpose: 'progress-report',
      channel: 'email',
      messageId,
      template: 'note@1',
      language: 'en',
    } as const;
    const by = { id: 'notification', role: 'system' };
    await office.does(reference, 'record-notification-attempted', message, { by });
    await office.does(
      reference,
      'record-notification-failed',
      { ...message, failure: 'smtp-550', uncertain: false },
      { by },
    );
    expect((await queue()).undelivered).toBe(true);
    await office.does(reference, 'resend', { messageId, channel: 'letter' });
    expect((await queue()).undelivered).toBe(false);
  });

  it('is closed with the case, which then waits for nobody', async () => {
    const byPhone = { channel: 'phone', words: 'It works.' } as const;
    await office.does(reference, 'withdraw', byPhone, { reason: 'Solved.' });
    expect(await queue()).toMatchObject({ open: false, waitingFor: null, warnAt: null });
  });

  it('says that an interest or a restriction stands before somebody', async () => {
    await office.does(reference, 'declare-conflict', { person: 'hugo', nature: 'A friend.' }, { by: supervisor });
    expect(await queue()).toMatchObject({ walled: true, confidential: false });
    await office.does(reference, 'restrict-access', { people: [supervisor.id] }, { by: supervisor, reason: 'Named.' });
    expect(await queue()).toMatchObject({ walled: true, confidential: true });
  });

  it('has the tags that it was given and that were not taken off', async () => {
    for (const tag of ['recall', 'فراخوان', 'lid']) await office.does(reference, 'add-tag', { tag });
    await office.does(reference, 'remove-tag', { tag: 'recall' });
    expect(await queue()).toMatchObject({ tags: { given: ['فراخوان', 'lid'] } });
  });

  it('waits for the complainant while a question is open, and for a handler while an answer is not looked at', async () => {
    await office.does(reference, 'request-information', { request: 'receipt', text: 'Have you a receipt?' });
    await office.does(reference, 'request-information', { request: 'photo', text: 'Have you a photo?' });
    expect(await waitingFor()).toBe('complainant');
    await office.does(reference, 'add-information', { text: 'Here.', request: 'receipt' }, { by: complainant });
    expect(await queue()).toMatchObject({ waitingFor: 'handler', answeredAt: expect.any(String) });
    await office.does(reference, 'add-note', { text: 'Seen.', visibility: 'internal' });
    expect(await queue()).toMatchObject({ waitingFor: 'complainant', answeredAt: null });
  });

  it('waits for a task, for an approval before it, and for the answer to a decision', async () => {
    await office.does(reference, 'assign-task', { task: 'ledger', kind: 'investigate', title: 'Read the ledger.' });
    expect(await waitingFor()).toBe('task');
    await office.does(reference, 'assess', ASSESSMENT);
    await proposes();
    expect(await waitingFor()).toBe('approval');
    await office.does(reference, 'approve-response', {}, { by: supervisor });
    expect(await waitingFor()).toBe('task');
    await office.does(reference, 'communicate-decision', {});
    expect(await waitingFor()).toBe('complainant');
  });

  it('keeps when the complainant last said something while other things happen', async () => {
    await office.does(reference, 'add-information', { text: 'It leaks.' }, { by: complainant });
    const { answeredAt } = await queue();
    office.now = '2026-11-20T10:00:00.000Z';
    await office.does(reference, 'report-progress', {}, { by: { id: 'notification', role: 'system' } });
    expect((await queue()).answeredAt).toBe(answeredAt);
    expect(answeredAt).not.toBeNull();
    await office.does(reference, 'add-information', { text: 'It still leaks.' }, { by: complainant });
    expect((await queue()).answeredAt).toBe(office.now);
  });
});

import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  ComplaintOffice,
  documentFaults,
  handler,
  liveMarkedLife,
  liveOn,
  lodgeMarked,
  MARK,
} from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { formatReference, type Instant } from '@redress/domain';
import type { ViewDocument } from '@redress/eventing';
import { shippedPolicyOf } from '@redress/policies';
import { withNotesOf } from '../case-notes/case-notes.js';
import { openedCase } from '../case-notes/noted-case.mother.spec.js';
import { caseAnswer, type CaseReader } from './case.answer.js';
import { caseProjection } from './case.projection.js';

const READER: CaseReader = {
  policy: shippedPolicyOf('generic@1'),
  actor: handler,
  roles: ['handler'],
  at: '2026-11-10T09:00:00.000Z',
};
/** Revisions of the complaint with marked personal texts, and of its sequel. */
const REVISIONS = 25;

describe('What is kept of a case', () => {
  it('is as it is declared, whatever happens to a complaint', async () => {
    expect(await documentFaults(caseProjection)).toEqual([]);
  });
});

describe('A case as it is answered', () => {
  const office = new ComplaintOffice();
  let reference: Reference;
  let sealed: ViewDocument;
  let opened: ViewDocument;
  beforeAll(async () => {
    reference = await liveMarkedLife(office);
    sealed = await office.document(caseProjection, reference);
    opened = await openedCase(office, reference);
  });

  it('shows a reader who may see them all the personal parts', () => {
    const answer = JSON.stringify(caseAnswer(opened, READER));
    const parts = [
      'description',
      'desired outcome',
      'name',
      'rationale',
      'internal note',
      'information',
      'finding',
      'immediate action',
      'file',
      'file of the staff',
    ];
    for (const part of [...parts, 'explanation two', 'remedy two', 'approval', 'acceptance', 'evidence', 'closing'])
      expect(answer).toContain(`${MARK} ${part}`);
    expect(answer).not.toContain('$sealed');
  });

  it('shows one who may not none of them, and not as ciphertext either, at any moment of the case', async () => {
    const other = new ComplaintOffice();
    const told = await liveMarkedLife(other);
    await liveOn(other, told);
    const events = await other.projected(told);
    expect(events.length).toBeGreaterThanOrEqual(REVISIONS);
    let body: ViewDocument['body'] = {};
    for (const event of events) {
      body = caseProjection.on[event.type]?.(body, event) ?? body;
      const { stream: id, revision } = event;
      const noted = withNotesOf({ id, revision, body }, events.slice(0, revision + 1));
      const answer = JSON.stringify(caseAnswer(noted, READER));
      expect(answer).not.toMatch(/\$sealed|ciphertext/);
      expect(answer).not.toContain(MARK);
    }
  });

  it('shows one who may not what is not personal all the same', () => {
    expect(caseAnswer(sealed, READER)).toMatchObject({
      reference: formatReference(reference),
      status: 'closed',
      product: 'kettle',
      complainant: { preferredChannel: 'email' },
      assessment: { severity: 'high', assessedBy: 'staff-hana' },
      findings: [{ upheld: 'upheld', rootCause: 'batch-fault', foundBy: 'staff-hana' }],
      response: { decision: 'upheld', remedies: [{ kind: 'refund', amount: { value: '12.50', currency: 'EUR' } }] },
      decision: { answer: 'accepted' },
      closure: { outcome: 'resolved', closedBy: 'staff-hana' },
    });
  });

  it('shows somebody erased as erased', async () => {
    const other = new ComplaintOffice();
    const erased = await liveMarkedLife(other);
    await other.erase(erased);
    const answer = caseAnswer(await openedCase(other, erased), READER);
    expect(answer).toMatchObject({ description: { erased: true }, product: 'kettle' });
    expect(JSON.stringify(answer)).not.toContain(MARK);
  });

  it('keeps the machinery to itself', () => {
    expect(Object.keys(caseAnswer(opened, READER))).not.toEqual(expect.arrayContaining(['state']));
    expect(caseAnswer(opened, READER)).not.toHaveProperty('priorityRank');
  });

  it('has every part from the beginning, empty until it is filled', async () => {
    const fresh = new ComplaintOffice();
    const answer = caseAnswer(await fresh.document(caseProjection, await lodgeMarked(fresh)), READER);
    expect(answer).toMatchObject({
      revision: 0,
      status: 'received',
      assessment: null,
      assessments: [],
      route: null,
      team: null,
      conflicts: [],
      assignee: null,
      questions: [],
      tasks: [],
      evidence: [],
      interviews: [],
      findings: [],
      response: null,
      decision: null,
      closure: null,
    });
  });

  it('judges running clocks at the instant that is asked for', async () => {
    const fresh = new ComplaintOffice();
    const document = await fresh.document(caseProjection, await lodgeMarked(fresh));
    const overdueAt = (at: Instant) => caseAnswer(document, { ...READER, at }).clocks.map(({ overdue }) => overdue);
    expect(overdueAt('2026-11-03T23:59:59.999Z')).toEqual([false, false]);
    expect(overdueAt('2026-11-04T00:00:00.000Z')).toEqual([true, false]);
  });

  it('offers what this reader could do now, and nothing that another could', () => {
    expect(caseAnswer(opened, READER)['availableCommands']).toEqual([
      'add-tag',
      'remove-tag',
      'add-note',
      'add-information',
      'add-attachment',
      'assign-task',
      'deliver-remedy',
      'correct-details',
      'record-disclosure',
      'record-referral-outcome',
      'record-award',
      'link',
      'resend',
      'issue-tracking-code',
    ]);
    const supervisor = { ...READER, roles: ['supervisor'] };
    expect(caseAnswer(opened, supervisor)['availableCommands']).toContain('reopen');
  });
});

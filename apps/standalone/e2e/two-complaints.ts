import { eventually, RunningRedress } from '@redress/testing';
import { Office } from './office.js';

export interface TwoComplaints {
  /** Reference of the complaint that was handled from receipt to closing. */
  readonly first: string;
  readonly trackingCode: string;
  /** Reference of the complaint that only has notes. */
  readonly second: string;
}

/** Words of the first complaint, all personal. */
export const PERSONAL_WORDS: readonly string[] = [
  'Nasrin',
  'nasrin@example.org',
  'Parviz',
  'father',
  'A fee was taken twice.',
  'It is on the statement.',
  'She knows the accounts.',
  'Telephoned.',
  'Posted twice.',
  'We give it back',
  'The fee',
  'Say when.',
  'Agreed.',
  'Too late.',
  'Well then.',
  'Transfer made.',
  'Done.',
  'The transfer came back.',
];

/** Records two complaints side by side, the first one handled from receipt to closing. */
export async function recordTwoComplaints(data: string): Promise<TwoComplaints> {
  await using redress = await RunningRedress.start({ data });
  const office = await Office.open(redress);
  const complainant = { name: 'Nasrin', email: 'nasrin@example.org', preferredChannel: 'email' };
  const onBehalfOf = { name: 'Parviz', relationship: 'father', consent: true };
  const lodged = await office.lodge({
    description: 'A fee was taken twice.',
    complainant,
    onBehalfOf,
    happenedOn: '2026-01-02',
  });
  const first = String(lodged.body['reference']);
  await eventually(
    () => office.get('hana', `/api/cases/${first}`),
    ({ body }) => body['status'] === 'acknowledged',
  );
  const second = String((await office.lodge({ description: 'The door was closed.' })).body['reference']);
  const assessment = { severity: 'medium', safetyImplication: false, complexity: 'simple', impact: 'individual' };
  const response = {
    decision: 'upheld',
    explanation: 'We give it back.',
    remedies: [
      { kind: 'refund', amount: { value: '12.50', currency: 'EUR' }, description: 'The fee', dueOn: '2030-01-02' },
    ],
  };
  const steps: readonly (readonly [string, string, unknown])[] = [
    ['hana', 'assess', { ...assessment, immediateAction: 'needed', rationale: 'It is on the statement.' }],
    ['sara', 'assign', { assignee: 'hana', reason: 'She knows the accounts.' }],
    ['hana', 'add-note', { text: 'Telephoned.', visibility: 'internal' }],
    ['hana', 'record-finding', { summary: 'Posted twice.', upheld: 'upheld', rootCause: 'fee-posting' }],
    ['hana', 'propose-response', response],
    ['sara', 'return-response', { comment: 'Say when.' }],
    ['hana', 'propose-response', { ...response, explanation: 'We give it back at once.' }],
    ['sara', 'approve-response', { comment: 'Agreed.' }],
    ['hana', 'communicate-decision', { channel: 'email' }],
    ['hana', 'record-rejection', { comment: 'Too late.' }],
    ['hana', 'record-acceptance', { comment: 'Well then.' }],
    ['hana', 'deliver-remedy', { remedy: 0, evidence: 'Transfer made.' }],
    ['hana', 'close', { outcome: 'resolved', comment: 'Done.' }],
    ['sara', 'reopen', { reason: 'The transfer came back.' }],
  ];
  for (const [who, command, body] of steps) {
    await office.decides(who, first, command, body);
    await office.decides('hugo', second, 'add-note', { text: 'Nothing new.', visibility: 'complainant' });
  }
  await redress.stop();
  return { first, trackingCode: String(lodged.body['trackingCode']), second };
}

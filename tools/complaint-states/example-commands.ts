import type { ComplaintCommandData, ComplaintCommandType } from '@redress/domain';

const assessment = {
  severity: 'medium',
  safetyImplication: false,
  complexity: 'standard',
  impact: 'individual',
  immediateAction: 'none',
  rationale: 'A fee was charged twice.',
} as const;

const notice = {
  purpose: 'acknowledgement',
  channel: 'email',
  messageId: 'm1',
  template: 'acknowledgement@1',
  language: 'en',
} as const;

/**
 * What each command may say, at least in one way and in each way that leads elsewhere. The compiler asks for every command there is, so
 * that none is forgotten in the diagram. What a complaint only collects (tasks, questions, evidence) is given no name here: each name
 * would double the situations, and lead to no other status.
 */
export const exampleCommands: {
  readonly [Type in ComplaintCommandType]: readonly [ComplaintCommandData[Type], ...ComplaintCommandData[Type][]];
} = {
  receive: [{ description: 'Charged twice.', channel: 'web', language: 'en' }],
  acknowledge: [{}],
  assess: [assessment],
  assign: [{ assignee: 'handler' }],
  route: [{ team: 'Cards' }],
  'declare-conflict': [{ person: 'somebody', nature: 'A cousin.' }],
  'record-consent': [{ given: true }],
  'send-on': [{ recipient: 'Bank B' }],
  'add-note': [{ text: 'Called.', visibility: 'internal' }],
  'request-information': [{ text: 'Do you have the receipt?' }],
  'add-information': [{ text: 'It happened again.' }],
  'assign-task': [{ kind: 'call', title: 'Call the branch.' }],
  'add-attachment': [{ attachment: 'a'.repeat(32), mediaType: 'image/png', bytes: 1, sha256: 'a'.repeat(64) }],
  'complete-task': [{ task: 'call-branch' }],
  'cancel-task': [{ task: 'call-branch' }],
  'add-evidence': [{ kind: 'record', description: 'The ledger.' }],
  'record-interview': [{ with: 'A teller', role: 'staff', heldOn: '2026-11-01', summary: 'Remembers it.' }],
  // It changes no status either: none is due by itself.
  'report-progress': [{ due: { clock: 'none', run: 1 } }],
  'record-finding': [{ summary: 'Posted twice.', upheld: 'upheld' }],
  'propose-response': [{ decision: 'upheld', explanation: 'Charged twice.', remedies: [{ kind: 'apology' }] }],
  'approve-response': [{}],
  'return-response': [{ comment: 'Say when.' }],
  'communicate-decision': [{}],
  'record-acceptance': [{ comment: 'The fee was paid back.' }],
  'record-rejection': [{}],
  'lodge-appeal': [{ grounds: 'The receipt was not looked at.' }],
  'record-silence': [{}],
  'state-final-position': [{ text: 'We stand by it.' }],
  'deliver-remedy': [{ remedy: 0 }],
  close: [
    { outcome: 'resolved' },
    { outcome: 'options-exhausted', comment: 'Told of the ombudsman.' },
    { outcome: 'withdrawn' },
    { outcome: 'out-of-scope' },
  ],
  'correct-details': [{ product: 'card' }],
  // The receipt is no message.
  'redact-message': [{ message: 0 }],
  'state-preferences': [{ language: 'fa' }],
  reopen: [{}],
  refer: [{ to: 'The ombudsman' }],
  'record-referral-outcome': [{ outcome: 'upheld', by: 'The ombudsman', summary: 'Pay it back.' }],
  withdraw: [{}],
  link: [{ complaint: '2B8TRW5XN6C2', relation: 'related' }],
  unlink: [{ complaint: '2B8TRW5XN6C2' }],
  'record-link': [{ complaint: '2B8TRW5XN6C2', turn: 1 }],
  merge: [{ into: '2B8TRW5XN6C2', other: { status: 'assessed', receivedAt: '2026-11-01T09:00:00.000Z' } }],
  unmerge: [{}],
  split: [{ into: '5QV0HJ4ZM8S0', description: 'The card as well.' }],
  absorb: [{ complaint: '5QV0HJ4ZM8S0', turn: 1 }],
  release: [{ complaint: '5QV0HJ4ZM8S0', turn: 2 }],
  // What happens to clocks changes no status, and would only multiply the situations: these are refused.
  'pause-clock': [{ grounds: 'none' }],
  'resume-clock': [{}],
  'extend-deadline': [{ clock: 'none', grounds: 'none' }],
  'send-holding-reply': [{ clock: 'none', grounds: 'none' }],
  'change-calendar': [{ calendar: 'generic@2' }],
  'record-deadline-warned': [{ clock: 'stage-1', run: 1, warning: 0 }],
  'record-deadline-missed': [{ clock: 'stage-1', run: 1 }],
  'record-escalation': [{ clock: 'stage-1', run: 1, to: 'supervisor' }],
  'record-notification-attempted': [notice],
  'record-notification-sent': [notice],
  'record-notification-failed': [{ ...notice, failure: 'refused', uncertain: false }],
};

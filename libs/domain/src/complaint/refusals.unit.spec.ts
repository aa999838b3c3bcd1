import { toActorId } from '@redress/testing';
import { toReference } from '../references/reference.js';
import { describe, it } from '@jest/globals';
import type { Reference } from '@redress/contracts';
import type { RefusalCode } from '../refusal.js';
import { acme, acmeSettling, acmeWithReview } from '../policies/policy.mother.spec.js';
import {
  answer,
  appealed,
  approved,
  assessed,
  asked,
  assessment,
  attachmentOf,
  command,
  communicated,
  complainant,
  earlier,
  EARLIER,
  given,
  happened,
  historyTo,
  lodged,
  message,
  proposed,
  received,
  rejected,
  question,
  supervisor,
  task,
  tasked,
} from './complaint.mother.spec.js';
import { clockRefusals } from './clock-refusals.fixture.spec.js';
import {
  absorbed,
  related,
  relationRefusals,
  linkTo,
  splitInto,
  type Example,
} from './relation-refusals.fixture.spec.js';
import { messageRefusals } from './message-refusals.fixture.spec.js';
import { erasureRefusals } from './erasure-refusals.fixture.spec.js';
import { peopleRefusals } from './people-refusals.fixture.spec.js';
import type { PastComplaintEvent } from './complaint.js';

const finding = { summary: 'The ledger shows it twice.', upheld: 'upheld' } as const;
const aboveTen = { above: { value: '10', currency: 'EUR' }, by: 'compliance' } as const;
const appeal = { grounds: 'My receipt was not looked at.' };
const award = { by: 'The ombudsman', summary: 'Pay it back.', remedies: [{ kind: 'refund' }] } as const;
const outcome = { outcome: 'upheld', by: 'The ombudsman', summary: 'Pay it back.' } as const;
const reviewed = { policy: acmeWithReview };
const inTime = { occurredAt: '2026-11-05T23:59:59.999Z' } as const;
const reviewer = { id: toActorId('reviewer-1'), role: 'handler' };
const twentyFiles = [...'0123456789abcdefghij'].map((digit) => happened('AttachmentAdded', attachmentOf(digit)));
const saidMore = () => happened('InformationAdded', { text: 'More.' }, { actor: complainant });
const ratedBest = happened('SatisfactionRated', { rating: 5 });
const preferred = () => happened('PreferencesStated', { language: 'fa' }, { actor: complainant });

const taskDone = happened('TaskCompleted', { task: 'ledger' });
const cousin = (person: string) => happened('ConflictOfInterestDeclared', { person, nature: 'A cousin.' });
const conflicted = [...historyTo['response-proposed'], cousin('handler-1')];
const confidential = [...historyTo.assessed, happened('AccessRestricted', { people: ['handler-1', 'supervisor-1'] })];
const training = { code: 'training', names: { en: 'Training', fa: 'آموزش' } };
const withCauses = { ...acme, rootCauses: { version: 'acme-causes@1', causes: [training] } };
const photo = { evidence: 'photo', kind: 'photo', description: 'The lid, seen from above.' } as const;
const interview = { with: 'Ruth', role: 'complainant', heldOn: '2026-11-05', summary: 'She heard a crack.' } as const;
const many = (count: number, event: (name: string) => PastComplaintEvent) =>
  Array.from({ length: count }, (_, index) => event(`thing-${index}`));

const manyOthers = (count: number, event: (other: Reference) => PastComplaintEvent) =>
  Array.from({ length: count }, (_, index) => event(toReference(String(index).padStart(12, '0'))));

/** For a person who has consented, or not. */
const receivedFor = (consent: boolean) =>
  happened('ComplaintReceived', { ...lodged, onBehalfOf: { consent } }, { occurredAt: received.occurredAt });

/** After the window in which a complainant can write about a closed complaint. */
const muchLater = {
  actor: complainant,
  now: '2027-11-10T12:00:00.000Z',
  occurredAt: '2027-11-10T12:00:00.000Z',
} as const;

/** At least one example of every code: a code without one does not compile. */
const examples: { readonly [code in RefusalCode]: readonly [Example, ...Example[]] } = {
  'complaint-unknown': [
    [[], command('acknowledge', {})],
    [[], command('record-notification-sent', message)],
  ],
  'reference-taken': [[historyTo.closed, command('receive', lodged)]],
  'occurred-in-future': [
    [[], command('receive', lodged, { occurredAt: '2026-11-10T12:00:00.001Z' })],
    [historyTo.received, command('acknowledge', {}, { occurredAt: '2026-11-10T12:00:00.001Z' })],
  ],
  'occurred-before-receipt': [
    [historyTo.received, command('acknowledge', {}, { occurredAt: '2026-11-02T09:59:59.999Z' })],
    [historyTo.closed, command('acknowledge', {}, { occurredAt: '2026-11-02T09:59:59.999Z' })],
  ],
  'already-acknowledged': [[historyTo.acknowledged, command('acknowledge', { channel: 'letter' })]],
  'decision-already-rejected': [[historyTo.rejected, command('record-rejection', { comment: 'And it was late.' })]],
  'remedy-already-delivered': [
    [
      [...historyTo.accepted, happened('RemedyDelivered', { remedy: 0 })],
      command('deliver-remedy', { remedy: 0, evidence: 'Transfer 17' }),
    ],
  ],
  ...peopleRefusals,
  ...erasureRefusals,
  'complaint-closed': [
    [historyTo.closed, command('close', { outcome: 'resolved', comment: 'Said later.' })],
    [historyTo.closed, command('acknowledge', {})],
    [historyTo.closed, command('assess', assessment)],
    [historyTo.closed, command('assign', { assignee: 'handler-2' })],
    [historyTo.closed, command('send-on', { recipient: 'Bank A' })],
    [historyTo.closed, command('request-information', question)],
    [historyTo.closed, command('add-evidence', photo)],
    [historyTo.closed, command('record-interview', interview)],
    [historyTo.closed, command('record-finding', finding)],
    [historyTo.closed, command('propose-response', answer)],
    [historyTo.closed, command('approve-response', {}, { actor: supervisor })],
    [historyTo.closed, command('return-response', { comment: 'Late.' }, { actor: supervisor })],
    [historyTo.closed, command('communicate-decision', {})],
    [historyTo.closed, command('record-acceptance', {})],
    [historyTo.closed, command('record-rejection', {})],
    [historyTo.closed, command('lodge-appeal', appeal)],
    [historyTo.closed, command('state-final-position', { text: 'No.' })],
    [historyTo.closed, command('close', { outcome: 'withdrawn' })],
    [historyTo.closed, command('refer', { to: 'The ombudsman' })],
    [historyTo.closed, command('withdraw', {})],
    [historyTo.closed, command('merge', { into: EARLIER, other: earlier })],
    [historyTo.closed, command('absorb', { complaint: EARLIER, turn: 1 })],
  ],
  'complaint-withdrawn': [
    [historyTo.withdrawn, command('acknowledge', {})],
    [historyTo.withdrawn, command('assess', assessment)],
    [historyTo.withdrawn, command('deliver-remedy', { remedy: 0 })],
    [historyTo.withdrawn, command('refer', { to: 'The ombudsman' })],
  ],
  'complaint-referred': [
    [historyTo.referred, command('assign', { assignee: 'handler-2' })],
    [historyTo.referred, command('propose-response', answer)],
    [historyTo.referred, command('withdraw', {})],
  ],
  'not-assessed': [
    [historyTo.received, command('record-finding', finding)],
    [historyTo.acknowledged, command('propose-response', answer)],
  ],
  'no-response-proposed': [
    [historyTo['under-investigation'], command('approve-response', {}, { actor: supervisor })],
    [historyTo['decision-communicated'], command('return-response', { comment: 'Late.' }, { actor: supervisor })],
  ],
  'approver-is-proposer': [
    [historyTo['response-proposed'], command('approve-response', {})],
    [historyTo['response-proposed'], command('return-response', { comment: 'Mine.' })],
  ],
  'response-already-approved': [[historyTo['response-approved'], command('propose-response', answer)]],
  'response-not-approved': [
    [historyTo['response-proposed'], command('communicate-decision', {})],
    [historyTo.received, command('communicate-decision', {})],
  ],
  'decision-already-communicated': [
    [historyTo['decision-communicated'], command('propose-response', answer)],
    [historyTo.accepted, command('propose-response', answer)],
    [historyTo.accepted, command('close', { outcome: 'out-of-scope' })],
    [historyTo.accepted, command('merge', { into: EARLIER, other: earlier })],
    [historyTo.accepted, command('split', { into: EARLIER, description: 'The card, too.' })],
  ],
  'decision-not-communicated': [
    [historyTo['response-approved'], command('record-acceptance', {})],
    [historyTo['response-approved'], command('record-rejection', {})],
    [historyTo['response-approved'], command('lodge-appeal', appeal)],
    [historyTo['response-approved'], command('record-silence', {})],
    [historyTo['response-approved'], command('deliver-remedy', { remedy: 0 })],
    [[...historyTo.rejected, happened('ResponseProposed', answer)], command('record-acceptance', {})],
  ],
  'decision-already-accepted': [
    [historyTo.accepted, command('record-rejection', {})],
    [historyTo.accepted, command('lodge-appeal', appeal)],
  ],
  'too-late-for-early-resolution': [
    [historyTo.assessed, command('record-acceptance', { comment: 'Paid back at once.' }, { policy: acmeSettling })],
  ],
  'settlement-not-told': [
    [historyTo.received, command('record-acceptance', { comment: ' ' }, { policy: acmeSettling, ...inTime })],
  ],
  'decision-not-accepted': [[historyTo.rejected, command('close', { outcome: 'resolved' })]],
  'decision-not-rejected': [[historyTo.accepted, command('close', { outcome: 'options-exhausted', comment: 'Told.' })]],
  'options-not-told': [[historyTo.rejected, command('close', { outcome: 'options-exhausted' })]],
  'appeal-open': [
    [
      historyTo.rejected,
      command('close', { outcome: 'options-exhausted', comment: 'Told.' }, { policy: acmeWithReview }),
    ],
  ],
  'writing-window-over': [
    [historyTo.closed, command('add-information', { text: 'Late.' }, muchLater)],
    [historyTo.closed, command('add-attachment', attachmentOf('a'), muchLater)],
  ],
  'complaint-not-withdrawn': [[historyTo.received, command('close', { outcome: 'withdrawn' })]],
  'unknown-remedy': [[historyTo.accepted, command('deliver-remedy', { remedy: 2 })]],
  'access-restricted': [
    [confidential, command('assign', { assignee: 'handler-2' }, { actor: supervisor })],
    [confidential, command('assign-task', { ...task, assignee: 'handler-2' }, { actor: supervisor })],
    [confidential, command('route', { team: 'Cards', person: 'handler-2' }, { actor: supervisor })],
  ],
  'conflict-of-interest': [
    [conflicted, command('restrict-access', { people: ['supervisor-1', 'Handler-1'] }, { actor: supervisor })],
    [conflicted, command('assign', { assignee: 'handler-1' }, { actor: supervisor })],
    [conflicted, command('assign-task', { ...task, assignee: 'handler-1' }, { actor: supervisor })],
    [conflicted, command('route', { team: 'Cards', person: 'handler-1' }, { actor: supervisor })],
  ],
  'root-cause-unknown': [
    [historyTo.assessed, command('record-finding', { ...finding, rootCause: 'gremlins' }, { policy: withCauses })],
  ],
  'request-exists': [
    [[...historyTo.assessed, asked], command('request-information', { ...question, text: 'Where did you buy it?' })],
  ],
  'unknown-request': [
    [historyTo.assessed, command('add-information', { text: 'Here it is.', request: 'receipt' })],
    [[...historyTo.assessed, asked], command('add-information', { text: 'Here it is.', request: 'constructor' })],
  ],
  'too-many-requests-open': [
    [
      [...historyTo.assessed, ...many(20, (request) => happened('InformationRequested', { ...question, request }))],
      command('request-information', question),
    ],
  ],
  'unknown-attachment': [
    [historyTo.assessed, command('add-evidence', { ...photo, attachment: 'a'.repeat(32) })],
    [
      [...historyTo.assessed, happened('AttachmentAdded', attachmentOf('b'))],
      command('add-evidence', { ...photo, attachment: attachmentOf('a').attachment }),
    ],
  ],
  'evidence-exists': [
    [[...historyTo.assessed, happened('EvidenceAdded', photo)], command('add-evidence', { ...photo, kind: 'record' })],
  ],
  'happened-in-future': [
    [[], command('receive', { ...lodged, happenedOn: '2026-11-12' })],
    [historyTo.assessed, command('correct-details', { happenedOn: '2026-11-12' })],
    [historyTo.assessed, command('split', { into: EARLIER, description: 'The card.', happenedOn: '2026-11-12' })],
  ],
  'withdrawal-evidence-missing': [
    [historyTo.received, command('withdraw', {}, { reason: 'She said so.' })],
    [historyTo.received, command('withdraw', { channel: 'phone', words: ' ' })],
    [historyTo.received, command('withdraw', { words: 'It works now.' })],
  ],
  'interview-in-future': [[historyTo.assessed, command('record-interview', { ...interview, heldOn: '2026-11-12' })]],
  'too-many-entries': [
    [[received, ...many(200, saidMore)], command('add-information', { text: 'More.' }, { actor: complainant })],
    [[received, ...many(200, saidMore)], command('state-preferences', { language: 'fa' }, { actor: complainant })],
    [[received, ...many(200, preferred)], command('add-information', { text: 'More.' }, { actor: complainant })],
    [
      [...historyTo.assessed, ...many(50, cousin)],
      command('declare-conflict', { person: 'handler-1', nature: 'A cousin.' }, { actor: supervisor }),
    ],
    [
      [...historyTo.assessed, ...many(500, (evidence) => happened('EvidenceAdded', { ...photo, evidence }))],
      command('add-evidence', photo),
    ],
    [
      [...historyTo.assessed, ...many(200, () => happened('InterviewRecorded', interview))],
      command('record-interview', interview),
    ],
    [[...historyTo.assessed, ...manyOthers(100, linkTo)], command('link', { ...related, other: earlier })],
    [[...historyTo.assessed, ...manyOthers(100, linkTo)], command('record-link', { ...related, turn: 1 })],
    [[...historyTo.assessed, ...manyOthers(20, splitInto)], command('split', { into: EARLIER, description: 'Late.' })],
    [[...historyTo.assessed, ...manyOthers(100, absorbed)], command('absorb', { complaint: EARLIER, turn: 1 })],
  ],
  ...clockRefusals,
  'policy-not-available': [
    [historyTo.received, command('choose-policy', { policy: 'acme@9' }, { actor: supervisor, reason: 'A new law.' })],
  ],
  ...relationRefusals,
  'task-exists': [
    [[...historyTo.assessed, tasked], command('assign-task', { ...task, title: 'Ask the branch.' })],
    [[...historyTo.assessed, tasked, taskDone], command('assign-task', { ...task, kind: 'call' })],
  ],
  'unknown-task': [
    [historyTo.assessed, command('complete-task', { task: 'ledger' })],
    [[...historyTo.assessed, tasked], command('complete-task', { task: 'constructor' })],
    [[...historyTo.assessed, tasked], command('cancel-task', { task: 'other' }, { reason: 'Not needed.' })],
  ],
  'task-ended': [
    [[...historyTo.assessed, tasked, taskDone], command('cancel-task', { task: 'ledger' }, { reason: 'Not needed.' })],
    [
      [...historyTo.assessed, tasked, happened('TaskCancelled', { task: 'ledger' })],
      command('complete-task', { task: 'ledger' }),
    ],
  ],
  'remedy-not-offered': [
    [
      historyTo.assessed,
      command('propose-response', { ...answer, remedies: [{ kind: 'refund' }, { kind: 'repair' }] }),
    ],
  ],
  'required-step-missing': [
    [
      [received, assessed],
      command('propose-response', answer, { policy: { ...acme, requiredSteps: ['acknowledgement'] } }),
    ],
    [historyTo.assessed, command('propose-response', answer, { policy: { ...acme, requiredSteps: ['finding'] } })],
  ],
  'approver-lacks-authority': [
    [
      historyTo['response-proposed'],
      command('approve-response', {}, { actor: supervisor, policy: { ...acme, approvalLimits: [aboveTen] } }),
    ],
  ],
  'remedies-owed': [
    [historyTo.accepted, command('close', { outcome: 'resolved' })],
    [
      [...historyTo.accepted, happened('RemedyDelivered', { remedy: 0 })],
      command('close', { outcome: 'resolved', comment: ' ' }),
    ],
  ],
  'no-further-stage': [[historyTo.rejected, command('lodge-appeal', appeal, { actor: complainant })]],
  'further-stage-open': [[historyTo.rejected, command('state-final-position', { text: 'No.' }, reviewed)]],
  'appeal-pending': [
    [[...historyTo.rejected, appealed], command('lodge-appeal', { grounds: 'Something else.' }, reviewed)],
  ],
  'decider-of-earlier-stage': [
    [[...historyTo.rejected, appealed], command('propose-response', answer, reviewed)],
    [[...historyTo.rejected, appealed], command('assign', { assignee: 'supervisor-1' }, reviewed)],
    [
      [...historyTo.rejected, appealed, happened('ResponseProposed', answer, { actor: reviewer })],
      command('approve-response', {}, { ...reviewed, actor: supervisor }),
    ],
  ],
  'final-position-missing': [
    [
      [...historyTo.rejected, appealed, proposed, approved, communicated, rejected],
      command('close', { outcome: 'options-exhausted', comment: 'Told.' }, reviewed),
    ],
  ],
  'complaint-not-ended': [[historyTo.assessed, command('rate-satisfaction', { rating: 4 })]],
  'already-rated': [[[...historyTo.closed, ratedBest], command('rate-satisfaction', { rating: 4 })]],
  'complaint-not-referred': [[historyTo.assessed, command('record-referral-outcome', outcome)]],
  'not-settled-outside': [[historyTo.referred, command('close', { outcome: 'settled-outside' })]],
  'award-already-recorded': [
    [[...historyTo.referred, happened('AwardRecorded', award)], command('record-award', { ...award, by: 'A court' })],
  ],
  'award-owed': [
    [[...historyTo.referred, happened('AwardRecorded', award)], command('close', { outcome: 'settled-outside' })],
  ],
  'complaint-not-tagged': [[historyTo.assessed, command('remove-tag', { tag: 'recall' })]],
  'too-many-tags': [
    [
      [...historyTo.assessed, ...many(20, (tag) => happened('ComplaintTagged', { tag }))],
      command('add-tag', { tag: 'recall' }),
    ],
  ],
  'too-many-tasks': [
    [
      [...historyTo.assessed, ...many(100, (name) => happened('TaskAssigned', { ...task, task: name }))],
      command('assign-task', task),
    ],
  ],
  'consent-missing': [
    [[receivedFor(false), ...historyTo['response-approved'].slice(1)], command('communicate-decision', {})],
    [
      [receivedFor(true), happened('ConsentRecorded', { given: false }), ...historyTo['response-approved'].slice(1)],
      command('communicate-decision', {}),
    ],
  ],
  'not-on-behalf': [[historyTo.received, command('record-consent', { given: true })]],
  'for-whom-unclear': [
    [historyTo.received, command('correct-details', { onBehalfOf: { name: 'Kim Doe' }, forThemselves: true })],
  ],
  'nothing-to-correct': [[historyTo.received, command('correct-details', {})]],
  ...messageRefusals,
  'no-preference-stated': [[historyTo.received, command('state-preferences', {})]],
  'complaint-not-closed': [[historyTo.rejected, command('reopen', {}, { actor: supervisor, reason: 'New evidence.' })]],
  'reason-missing': [
    [historyTo.assessed, command('close', { outcome: 'out-of-scope', comment: ' ' })],
    [historyTo.received, command('refer', { to: 'The ombudsman' })],
    [historyTo.rejected, command('refer', { to: 'The ombudsman' }, { reason: '\n' })],
    [historyTo.closed, command('reopen', {}, { actor: supervisor })],
    [historyTo.closed, command('reopen', {}, { actor: supervisor, reason: ' ' })],
    [[...historyTo.assessed, tasked], command('cancel-task', { task: 'ledger' })],
    [historyTo.merged, command('unmerge', {}, { actor: supervisor, reason: ' ' })],
  ],
  'too-many-tracking-codes': [
    [
      [...historyTo.received, happened('TrackingCodeIssued', { version: 20 })],
      command('issue-tracking-code', {}, { reason: 'They knew the amount.' }),
    ],
  ],
  'too-many-attachments': [[[...historyTo.received, ...twentyFiles], command('add-attachment', attachmentOf('x'))]],
};

describe.each(Object.entries(examples))('Refused as %s', (code, itsExamples) => {
  it.each(itsExamples.map(([history, refused]) => ({ refused, history, after: history.at(-1)?.type ?? 'nothing' })))(
    '$refused.type after $after',
    ({ history, refused }) => {
      given(history).when(refused).thenRefused(code);
    },
  );
});

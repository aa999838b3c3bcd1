import type { ComplaintCommandType } from '@redress/domain';

/** One command of http-api.md: where it is sent, what it says at least, and the event that follows when it is accepted. */
export interface RoutedCommand {
  readonly side: 'cases' | 'track';
  readonly name: string;
  /** The domain's name of the command, by which the permissions table knows it. */
  readonly type: ComplaintCommandType;
  readonly body: Readonly<Record<string, unknown>>;
  readonly event: string;
}

export const ASSESSMENT = {
  severity: 'high',
  safetyImplication: false,
  complexity: 'standard',
  impact: 'group',
  immediateAction: 'possible',
  rationale: 'Others were charged twice as well.',
};

export const RESPONSE = {
  decision: 'upheld',
  explanation: 'The fee was taken twice.',
  remedies: [{ kind: 'refund', amount: { value: '12.50', currency: 'EUR' }, dueOn: '2026-12-01' }, { kind: 'apology' }],
};

/** The reference of a complaint that was never lodged. */
export const ANOTHER = '2B8TRW5XN6C2';

/** A holiday that was announced when complaints already ran. */
export const LATE_HOLIDAY = {
  calendar: 'generic@2',
  added: [{ on: '2026-12-30', names: { en: 'Announced late', fa: 'دیر اعلام‌شده' } }],
};

const onCases = (type: ComplaintCommandType, body: RoutedCommand['body'], event: string): RoutedCommand => ({
  side: 'cases',
  name: type,
  type,
  body,
  event,
});

const onTrack = (
  name: string,
  type: ComplaintCommandType,
  body: RoutedCommand['body'],
  event: string,
): RoutedCommand => ({ side: 'track', name, type, body, event });

/** Every command on a complaint that is known. */
export const commandRoutes: readonly RoutedCommand[] = [
  onCases('acknowledge', {}, 'ComplaintAcknowledged'),
  onCases('assess', ASSESSMENT, 'ComplaintAssessed'),
  onCases('assign', { assignee: 'hana' }, 'ComplaintAssigned'),
  onCases('route', { team: 'Cards', person: 'hugo' }, 'ComplaintRouted'),
  onCases('declare-conflict', { person: 'hana', nature: 'A cousin of mine.' }, 'ConflictOfInterestDeclared'),
  onCases('record-consent', { given: true, evidence: 'A signed form.' }, 'ConsentRecorded'),
  onCases('send-on', { recipient: 'Bank B' }, 'ComplaintSentOn'),
  onCases('add-note', { text: 'Called the branch.', visibility: 'internal' }, 'NoteAdded'),
  onCases('request-information', { request: 'receipt', text: 'Do you have the receipt?' }, 'InformationRequested'),
  onCases('add-information', { text: 'Said so by telephone.' }, 'InformationAdded'),
  onCases(
    'add-evidence',
    { evidence: 'statement', kind: 'document', description: 'The statement of November.', sha256: 'ab'.repeat(32) },
    'EvidenceAdded',
  ),
  onCases(
    'record-interview',
    { with: 'The teller', role: 'staff', heldOn: '2026-11-05', summary: 'Remembers it.' },
    'InterviewRecorded',
  ),
  onCases(
    'assign-task',
    { task: 'ledger', kind: 'investigate', title: 'Look up the ledger.', department: 'Accounts', dueOn: '2026-12-01' },
    'TaskAssigned',
  ),
  onCases('complete-task', { task: 'ledger', result: 'The fee stands there twice.' }, 'TaskCompleted'),
  onCases('cancel-task', { task: 'ledger', reason: 'The branch found it.' }, 'TaskCancelled'),
  onCases('report-progress', { text: 'We have asked the branch.' }, 'ProgressReported'),
  onCases('pause-clock', { grounds: 'awaiting-complainant' }, 'ClockPaused'),
  onCases('resume-clock', {}, 'ClockResumed'),
  onCases('extend-deadline', { clock: 'decision', grounds: 'complex' }, 'DeadlineExtended'),
  onCases('send-holding-reply', { clock: 'decision', grounds: 'beyond-control' }, 'HoldingReplySent'),
  onCases('change-calendar', LATE_HOLIDAY, 'CalendarChanged'),
  onCases(
    'record-finding',
    { summary: 'Posted twice.', upheld: 'upheld', rootCause: 'fee-posting' },
    'FindingRecorded',
  ),
  onCases('propose-response', RESPONSE, 'ResponseProposed'),
  onCases('approve-response', {}, 'ResponseApproved'),
  onCases('return-response', { comment: 'Name the amount.' }, 'ResponseReturned'),
  onCases('communicate-decision', {}, 'DecisionCommunicated'),
  onCases('record-acceptance', {}, 'DecisionAccepted'),
  onCases('record-rejection', {}, 'DecisionRejected'),
  onCases('lodge-appeal', { grounds: 'The receipt was not looked at.' }, 'AppealLodged'),
  onCases('state-final-position', { text: 'We stand by it.' }, 'FinalPositionStated'),
  onCases('deliver-remedy', { remedy: 0 }, 'RemedyDelivered'),
  onCases('close', { outcome: 'resolved' }, 'ComplaintClosed'),
  onCases('correct-details', { complainant: { email: 'robin@example.org' } }, 'DetailsCorrected'),
  onCases('redact-message', { message: 1, reason: 'It names a neighbour.' }, 'MessageRedacted'),
  onCases('reopen', { reason: 'The refund did not arrive.' }, 'ComplaintReopened'),
  onCases('refer', { to: 'The ombudsman', reason: 'They decide this.' }, 'ComplaintReferred'),
  onCases(
    'record-referral-outcome',
    { outcome: 'upheld', by: 'The ombudsman', summary: 'Pay it back.' },
    'ReferralOutcomeRecorded',
  ),
  onCases(
    'record-award',
    { by: 'The ombudsman', summary: 'Pay it back.', remedies: [{ kind: 'compensation' }] },
    'AwardRecorded',
  ),
  onCases('withdraw', { reason: 'Said so by telephone.' }, 'ComplaintWithdrawn'),
  onCases('link', { complaint: ANOTHER, relation: 'related' }, 'ComplaintLinked'),
  onCases('unlink', { complaint: ANOTHER }, 'ComplaintUnlinked'),
  onCases('merge', { into: ANOTHER }, 'ComplaintMerged'),
  onCases('unmerge', { reason: 'It is about another card.' }, 'ComplaintUnmerged'),
  onCases('split', { description: 'The card was late as well.', product: 'card' }, 'ComplaintSplit'),
  onTrack('add-information', 'add-information', { text: 'It happened again.' }, 'InformationAdded'),
  onTrack('accept-decision', 'record-acceptance', {}, 'DecisionAccepted'),
  onTrack('reject-decision', 'record-rejection', {}, 'DecisionRejected'),
  onTrack('lodge-appeal', 'lodge-appeal', { grounds: 'The receipt was not looked at.' }, 'AppealLodged'),
  onTrack(
    'state-preferences',
    'state-preferences',
    { language: 'fa', preferredChannel: 'letter' },
    'PreferencesStated',
  ),
  onTrack('withdraw', 'withdraw', {}, 'ComplaintWithdrawn'),
];

export function pathOf({ side, name }: RoutedCommand, reference: string): string {
  return `/api/${side}/${reference}/${name}`;
}

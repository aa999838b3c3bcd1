import type { components } from '@redress/api-client';
import type { Role } from '@redress/domain';
import type { DeskTextKey } from '@redress/texts/desk';

type Schemas = components['schemas'];
export type DeskCase = Schemas['Case'];
export type QueueRow = Schemas['QueueItem'];
export type TaskRow = Schemas['ListedTask'];
export type StoryEvent = Schemas['HistoryEntry'];
export type ExplainedClock = Schemas['ExplainedClock'];

/** The text for each word of a closed list; one that the API adds does not compile until it has a text. */
export type WordList<Word extends string> = Readonly<Record<Word, DeskTextKey>>;

/** The words of a list, in its order. */
export function wordsOf<Word extends string>(words: WordList<Word>): readonly Word[] {
  return Object.keys(words) as Word[];
}

/** Tells whether something is a word of the list. */
export function isWordOf<Word extends string>(words: WordList<Word>, said: unknown): said is Word {
  return typeof said === 'string' && Object.hasOwn(words, said);
}

export type Status = QueueRow['status'];
export const STATUS: WordList<Status> = {
  received: 'desk.status.received',
  acknowledged: 'desk.status.acknowledged',
  assessed: 'desk.status.assessed',
  'under-investigation': 'desk.status.under-investigation',
  'response-proposed': 'desk.status.response-proposed',
  'response-approved': 'desk.status.response-approved',
  'decision-communicated': 'desk.status.decision-communicated',
  accepted: 'desk.status.accepted',
  rejected: 'desk.status.rejected',
  closed: 'desk.status.closed',
  withdrawn: 'desk.status.withdrawn',
  referred: 'desk.status.referred',
  merged: 'desk.status.merged',
};

export const PRIORITY: WordList<NonNullable<QueueRow['priority']>> = {
  urgent: 'desk.priority.urgent',
  high: 'desk.priority.high',
  normal: 'desk.priority.normal',
  low: 'desk.priority.low',
};

export const SEVERITY: WordList<NonNullable<QueueRow['severity']>> = {
  low: 'desk.severity.low',
  medium: 'desk.severity.medium',
  high: 'desk.severity.high',
  critical: 'desk.severity.critical',
};

export const COMPLEXITY: WordList<Schemas['AssessRequest']['complexity']> = {
  simple: 'desk.complexity.simple',
  standard: 'desk.complexity.standard',
  complex: 'desk.complexity.complex',
};

export const HOLD_BASIS: WordList<Schemas['PlaceLegalHoldRequest']['basis']> = {
  'legal-claim': 'desk.hold.legal-claim',
  'authority-order': 'desk.hold.authority-order',
  investigation: 'desk.hold.investigation',
  'legal-duty': 'desk.hold.legal-duty',
};

export const RECIPIENT: WordList<Schemas['RecordDisclosureRequest']['recipientKind']> = {
  complainant: 'desk.recipient.complainant',
  ombudsman: 'desk.recipient.ombudsman',
  court: 'desk.recipient.court',
  regulator: 'desk.recipient.regulator',
  police: 'desk.recipient.police',
  'outside-body': 'desk.recipient.outside-body',
  processor: 'desk.recipient.processor',
  lawyer: 'desk.recipient.lawyer',
  other: 'desk.recipient.other',
};

/** What of a case was given to somebody. */
export const GIVEN: WordList<Schemas['RecordDisclosureRequest']['given'][number]> = {
  identity: 'desk.given.identity',
  'contact-details': 'desk.given.contact-details',
  complaint: 'desk.given.complaint',
  correspondence: 'desk.given.correspondence',
  files: 'desk.given.files',
  investigation: 'desk.given.investigation',
  decision: 'desk.given.decision',
};

export const DISCLOSURE_BASIS: WordList<Schemas['RecordDisclosureRequest']['basis']> = {
  consent: 'desk.legal-basis.consent',
  contract: 'desk.legal-basis.contract',
  'legal-obligation': 'desk.legal-basis.legal-obligation',
  'vital-interests': 'desk.legal-basis.vital-interests',
  'public-task': 'desk.legal-basis.public-task',
  'legitimate-interests': 'desk.legal-basis.legitimate-interests',
};

export const ERASURE_GROUND: WordList<Schemas['OpenErasureRequest']['ground']> = {
  'no-longer-needed': 'desk.ground.no-longer-needed',
  'consent-withdrawn': 'desk.ground.consent-withdrawn',
  objection: 'desk.ground.objection',
  'unlawful-processing': 'desk.ground.unlawful-processing',
  'legal-obligation': 'desk.ground.legal-obligation',
};

export const IMPACT: WordList<Schemas['AssessRequest']['impact']> = {
  individual: 'desk.impact.individual',
  group: 'desk.impact.group',
  public: 'desk.impact.public',
};

export const IMMEDIATE_ACTION: WordList<Schemas['AssessRequest']['immediateAction']> = {
  none: 'desk.immediate.none',
  possible: 'desk.immediate.possible',
  needed: 'desk.immediate.needed',
};

export const CHANNEL: WordList<QueueRow['channel']> = {
  web: 'desk.channel.web',
  email: 'desk.channel.email',
  phone: 'desk.channel.phone',
  letter: 'desk.channel.letter',
  'in-person': 'desk.channel.in-person',
  'social-media': 'desk.channel.social-media',
  regulator: 'desk.channel.regulator',
  partner: 'desk.channel.partner',
};

export const LANGUAGE: WordList<QueueRow['language']> = { en: 'desk.language.en', fa: 'desk.language.fa' };

export const WAITING_FOR: WordList<NonNullable<QueueRow['waitingFor']>> = {
  handler: 'desk.waiting.handler',
  approval: 'desk.waiting.approval',
  complainant: 'desk.waiting.complainant',
  task: 'desk.waiting.task',
};

export const UPHELD: WordList<Schemas['RecordFindingRequest']['upheld']> = {
  upheld: 'desk.upheld.upheld',
  'partly-upheld': 'desk.upheld.partly-upheld',
  'not-upheld': 'desk.upheld.not-upheld',
};

export const REMEDY: WordList<Schemas['RemedyRequest']['kind']> = {
  refund: 'desk.remedy.refund',
  replacement: 'desk.remedy.replacement',
  repair: 'desk.remedy.repair',
  rework: 'desk.remedy.rework',
  substitute: 'desk.remedy.substitute',
  'technical-assistance': 'desk.remedy.technical-assistance',
  information: 'desk.remedy.information',
  referral: 'desk.remedy.referral',
  compensation: 'desk.remedy.compensation',
  apology: 'desk.remedy.apology',
  goodwill: 'desk.remedy.goodwill',
  'product-change': 'desk.remedy.product-change',
  'process-change': 'desk.remedy.process-change',
  'policy-change': 'desk.remedy.policy-change',
};

export const REMEDY_STATE: WordList<DeskCase['remedies'][number]['state']> = {
  owed: 'desk.remedy-state.owed',
  overdue: 'desk.remedy-state.overdue',
  delivered: 'desk.remedy-state.delivered',
};

export const OUTCOME: WordList<Schemas['CloseRequest']['outcome']> = {
  resolved: 'desk.outcome.resolved',
  'options-exhausted': 'desk.outcome.options-exhausted',
  'settled-outside': 'desk.outcome.settled-outside',
  withdrawn: 'desk.outcome.withdrawn',
  'out-of-scope': 'desk.outcome.out-of-scope',
};

export const VISIBILITY: WordList<Schemas['AddNoteRequest']['visibility']> = {
  internal: 'desk.visibility.internal',
  complainant: 'desk.visibility.complainant',
};

export const TASK_KIND: WordList<TaskRow['kind']> = {
  investigate: 'desk.task-kind.investigate',
  'provide-information': 'desk.task-kind.provide-information',
  'send-letter': 'desk.task-kind.send-letter',
  call: 'desk.task-kind.call',
  'deliver-remedy': 'desk.task-kind.deliver-remedy',
  other: 'desk.task-kind.other',
};

export const TASK_STATE: WordList<TaskRow['state']> = {
  open: 'desk.task-state.open',
  done: 'desk.task-state.done',
  cancelled: 'desk.task-state.cancelled',
};

export const CLOCK_STATE: WordList<ExplainedClock['state']> = {
  running: 'desk.clock.running',
  paused: 'desk.clock.paused',
  met: 'desk.clock.met',
  missed: 'desk.clock.missed',
  exempt: 'desk.clock.exempt',
  merged: 'desk.clock.merged',
  lifted: 'desk.clock.lifted',
  undetermined: 'desk.clock.undetermined',
};

export const ROLE: WordList<Role> = {
  complainant: 'desk.role.complainant',
  'intake-agent': 'desk.role.intake-agent',
  handler: 'desk.role.handler',
  supervisor: 'desk.role.supervisor',
  analyst: 'desk.role.analyst',
  compliance: 'desk.role.compliance',
  admin: 'desk.role.admin',
  system: 'desk.role.system',
};

export const RELATION: WordList<Schemas['LinkRequest']['relation']> = {
  duplicate: 'desk.relation.duplicate',
  'same-cause': 'desk.relation.same-cause',
  'follow-up': 'desk.relation.follow-up',
  'followed-up': 'desk.relation.followed-up',
  related: 'desk.relation.related',
};

export const EVIDENCE: WordList<Schemas['AddEvidenceRequest']['kind']> = {
  document: 'desk.evidence.document',
  photo: 'desk.evidence.photo',
  statement: 'desk.evidence.statement',
  record: 'desk.evidence.record',
  other: 'desk.evidence.other',
};

export const INTERVIEWED: WordList<Schemas['RecordInterviewRequest']['role']> = {
  complainant: 'desk.interviewed.complainant',
  staff: 'desk.interviewed.staff',
  witness: 'desk.interviewed.witness',
  other: 'desk.interviewed.other',
};

export const CONCERN: WordList<NonNullable<Schemas['CorrectDetailsRequest']['concern']>> = {
  'product-or-service': 'desk.concern.product-or-service',
  'complaint-handling': 'desk.concern.complaint-handling',
  employment: 'desk.concern.employment',
  'external-dispute': 'desk.concern.external-dispute',
};

type Undelivered = DeskCase['undelivered'][number];

/** What a message is about. */
export const PURPOSE: WordList<Undelivered['purpose']> = {
  acknowledgement: 'desk.purpose.acknowledgement',
  'progress-report': 'desk.purpose.progress-report',
  decision: 'desk.purpose.decision',
  'information-request': 'desk.purpose.information-request',
  task: 'desk.purpose.task',
  assignment: 'desk.purpose.assignment',
  escalation: 'desk.purpose.escalation',
};

/** The ways in which messages go out. */
export const MESSAGE_CHANNEL: WordList<Undelivered['channel']> = {
  email: 'desk.channel.email',
  sms: 'desk.message-channel.sms',
  letter: 'desk.channel.letter',
  webhook: 'desk.message-channel.webhook',
};

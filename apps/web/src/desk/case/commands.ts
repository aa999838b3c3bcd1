import type { components } from '@redress/api-client';
import type { DeskTextKey } from '@redress/texts/desk';
import {
  CHANNEL,
  COMPLEXITY,
  type DeskCase,
  DISCLOSURE_BASIS,
  ERASURE_GROUND,
  EVIDENCE,
  GIVEN,
  HOLD_BASIS,
  IMMEDIATE_ACTION,
  IMPACT,
  INTERVIEWED,
  OUTCOME,
  RECIPIENT,
  MESSAGE_CHANNEL,
  RELATION,
  REMEDY,
  SEVERITY,
  type Status,
  TASK_KIND,
  UPHELD,
  VISIBILITY,
} from '../words.js';
import {
  clocksWith,
  groundsIn,
  holder,
  laterCalendars,
  linked,
  openQuestions,
  openTasks,
  owedRemedies,
  policiesInForce,
  rootCauses,
  tags,
  undelivered,
} from './case-options.js';
import type {
  BodyOf,
  CaseCommand,
  CommandFields,
  Draft,
  FieldFor,
  FieldsOf,
  FormCommand,
  OfCaseField,
  TextFieldOf,
} from './command-fields.js';
import { correctionFields, presentDetails } from './correction.js';

/** Commands that the page of a case offers. One that the API adds does not compile until it has a form. */
export type OfferedCommand = FormCommand;

/** A command as people meet it. */
export interface CommandDescription<Fields> {
  /** The words of its button: a verb and its object. */
  readonly verb: DeskTextKey;
  /** What will happen and to whom, for acts that reach the complainant or cannot be undone by another. */
  readonly consequence?: DeskTextKey;
  readonly fields: Fields;
  /** What the case holds now of what is asked, by pointers: it is filled in, and only what differs from it is sent. */
  readonly present?: (shown: DeskCase) => Draft;
}

const line = (label: DeskTextKey, hint?: DeskTextKey): TextFieldOf => ({
  kind: 'line',
  label,
  ...(hint !== undefined && { hint }),
});
const area = (label: DeskTextKey, hint?: DeskTextKey): TextFieldOf => ({
  kind: 'area',
  label,
  ...(hint !== undefined && { hint }),
});
const day = (label: DeskTextKey): TextFieldOf => ({ kind: 'day', label });
const words = <List>(label: DeskTextKey, list: List) => ({ kind: 'words', label, words: list }) as const;
const yesNo = (label: DeskTextKey) => ({ kind: 'yes-no', label }) as const;
const ofCase = (label: DeskTextKey, options: OfCaseField['options']): OfCaseField => ({
  kind: 'of-case',
  label,
  options,
});

const { webhook: _partners, ...resendChannels } = MESSAGE_CHANNEL;

const remedies: FieldFor<readonly components['schemas']['RemedyRequest'][]> = {
  kind: 'list',
  label: 'desk.field.remedies',
  item: 'desk.remedy.number',
  add: 'desk.remedy.add',
  remove: 'desk.remedy.remove',
  isAlwaysSaid: true,
  parts: {
    kind: words('desk.field.remedy-kind', REMEDY),
    amount: {
      kind: 'group',
      label: 'desk.field.amount',
      parts: { value: line('desk.field.amount-value'), currency: line('desk.field.currency') },
    },
    description: line('desk.field.description'),
    dueOn: day('desk.field.due-on'),
  },
};

/** Every command that the page offers. What its form does not ask, the API does not need. */
export const COMMANDS: {
  readonly [Command in OfferedCommand]: CommandDescription<FieldsOf<Partial<BodyOf<Command>> & Needed<Command>>>;
} = {
  assign: {
    verb: 'desk.command.assign',
    fields: { assignee: { kind: 'person', label: 'desk.field.assignee' }, reason: area('desk.field.reason') },
  },
  unassign: {
    verb: 'desk.command.unassign',
    fields: { assignee: ofCase('desk.fact.assignee', holder), reason: area('desk.field.reason') },
  },
  route: {
    verb: 'desk.command.route',
    fields: {
      team: line('desk.fact.team'),
      person: { kind: 'person', label: 'desk.field.assignee' },
      reason: area('desk.field.reason'),
    },
  },
  acknowledge: {
    verb: 'desk.command.acknowledge',
    consequence: 'desk.consequence.acknowledge',
    fields: { channel: words('desk.field.channel', CHANNEL) },
  },
  assess: {
    verb: 'desk.command.assess',
    fields: {
      severity: words('desk.field.severity', SEVERITY),
      safetyImplication: yesNo('desk.field.safety'),
      complexity: words('desk.field.complexity', COMPLEXITY),
      impact: words('desk.field.impact', IMPACT),
      immediateAction: words('desk.field.immediate', IMMEDIATE_ACTION),
      rationale: area('desk.field.rationale'),
    },
  },
  'add-note': {
    verb: 'desk.command.add-note',
    fields: { text: area('desk.field.text'), visibility: words('desk.field.visibility', VISIBILITY) },
  },
  'request-information': {
    verb: 'desk.command.request-information',
    consequence: 'desk.consequence.complainant',
    fields: { text: area('desk.field.question'), dueOn: day('desk.field.answer-by') },
  },
  'add-information': {
    verb: 'desk.command.add-information',
    fields: { text: area('desk.field.said'), request: ofCase('desk.field.request', openQuestions) },
  },
  'record-finding': {
    verb: 'desk.command.record-finding',
    fields: {
      summary: area('desk.field.summary'),
      upheld: words('desk.field.upheld', UPHELD),
      rootCause: { ...ofCase('desk.field.root-cause', rootCauses), orTyped: true },
    },
  },
  'propose-response': {
    verb: 'desk.command.propose-response',
    fields: {
      decision: words('desk.field.decision', UPHELD),
      explanation: area('desk.field.explanation', 'desk.field.explanation-hint'),
      remedies,
    },
  },
  'approve-response': {
    verb: 'desk.command.approve-response',
    fields: { comment: area('desk.field.comment') },
  },
  'return-response': {
    verb: 'desk.command.return-response',
    fields: { comment: area('desk.field.missing') },
  },
  'communicate-decision': {
    verb: 'desk.command.communicate-decision',
    consequence: 'desk.consequence.decision',
    fields: { channel: words('desk.field.channel', CHANNEL) },
  },
  'record-acceptance': { verb: 'desk.command.record-acceptance', fields: { comment: area('desk.field.said') } },
  'record-rejection': { verb: 'desk.command.record-rejection', fields: { comment: area('desk.field.said') } },
  'lodge-appeal': { verb: 'desk.command.lodge-appeal', fields: { grounds: area('desk.field.grounds') } },
  'state-final-position': {
    verb: 'desk.command.state-final-position',
    consequence: 'desk.consequence.complainant',
    fields: { text: area('desk.field.text') },
  },
  'deliver-remedy': {
    verb: 'desk.command.deliver-remedy',
    fields: {
      remedy: { ...ofCase('desk.field.remedy', owedRemedies), isNumber: true },
      evidence: area('desk.field.evidence'),
    },
  },
  close: {
    verb: 'desk.command.close',
    consequence: 'desk.consequence.close',
    fields: { outcome: words('desk.field.outcome', OUTCOME), comment: area('desk.field.comment') },
  },
  reopen: { verb: 'desk.command.reopen', fields: { reason: area('desk.field.reason') } },
  'assign-task': {
    verb: 'desk.command.assign-task',
    fields: {
      kind: words('desk.field.kind', TASK_KIND),
      title: area('desk.field.task-title'),
      assignee: { kind: 'person', label: 'desk.field.assignee' },
      department: line('desk.field.department'),
      dueOn: day('desk.field.due-on'),
    },
  },
  'complete-task': {
    verb: 'desk.command.complete-task',
    fields: { task: ofCase('desk.field.task', openTasks), result: area('desk.field.result') },
  },
  'report-progress': {
    verb: 'desk.command.report-progress',
    consequence: 'desk.consequence.complainant',
    fields: { text: area('desk.field.text') },
  },
  'extend-deadline': {
    verb: 'desk.command.extend-deadline',
    fields: {
      clock: ofCase('desk.field.clock', clocksWith('extension')),
      grounds: ofCase('desk.field.grounds', (facts) => groundsIn(facts, 'extension')),
      reason: area('desk.field.reason'),
    },
  },
  'pause-clock': {
    verb: 'desk.command.pause-clock',
    fields: {
      grounds: ofCase('desk.field.grounds', (facts) => groundsIn(facts, 'pause')),
      reason: area('desk.field.reason'),
    },
  },
  'resume-clock': { verb: 'desk.command.resume-clock', fields: { reason: area('desk.field.reason') } },
  'add-tag': { verb: 'desk.command.add-tag', fields: { tag: line('desk.field.tag') } },
  'remove-tag': { verb: 'desk.command.remove-tag', fields: { tag: ofCase('desk.field.tag', tags) } },
  'add-evidence': {
    verb: 'desk.command.add-evidence',
    fields: {
      kind: words('desk.field.kind', EVIDENCE),
      description: area('desk.field.description'),
      source: line('desk.field.source'),
    },
  },
  'record-interview': {
    verb: 'desk.command.record-interview',
    fields: {
      with: line('desk.field.interviewed'),
      role: words('desk.field.interviewed-as', INTERVIEWED),
      heldOn: day('desk.field.held-on'),
      summary: area('desk.field.summary'),
    },
  },
  'cancel-task': {
    verb: 'desk.command.cancel-task',
    fields: { task: ofCase('desk.field.task', openTasks), reason: area('desk.field.reason') },
  },
  'send-holding-reply': {
    verb: 'desk.command.send-holding-reply',
    consequence: 'desk.consequence.complainant',
    fields: {
      clock: ofCase('desk.field.clock', clocksWith('holding')),
      grounds: ofCase('desk.field.grounds', (facts) => groundsIn(facts, 'holding')),
      reason: area('desk.field.reason'),
    },
  },
  link: {
    verb: 'desk.command.link',
    fields: {
      complaint: line('desk.field.other-case'),
      relation: words('desk.field.relation', RELATION),
      reason: area('desk.field.reason'),
    },
  },
  unlink: {
    verb: 'desk.command.unlink',
    fields: { complaint: ofCase('desk.field.other-case', linked), reason: area('desk.field.reason') },
  },
  merge: {
    verb: 'desk.command.merge',
    consequence: 'desk.consequence.merge',
    fields: { into: line('desk.field.merge-into', 'desk.field.merge-into-hint'), reason: area('desk.field.reason') },
  },
  unmerge: { verb: 'desk.command.unmerge', fields: { reason: area('desk.field.reason') } },
  split: {
    verb: 'desk.command.split',
    consequence: 'desk.consequence.split',
    fields: {
      description: area('desk.new.description'),
      desiredOutcome: area('desk.fact.desired'),
      product: line('desk.fact.product'),
      issue: line('desk.fact.issue'),
      organizationUnit: line('desk.fact.unit'),
      happenedOn: day('desk.fact.happened'),
      reason: area('desk.field.reason'),
    },
  },
  'choose-policy': {
    verb: 'desk.command.choose-policy',
    fields: { policy: ofCase('desk.fact.policy', policiesInForce), reason: area('desk.field.reason') },
  },
  'record-consent': {
    verb: 'desk.command.record-consent',
    fields: { given: yesNo('desk.field.consent'), evidence: area('desk.field.consent-evidence') },
  },
  'restrict-access': {
    verb: 'desk.command.restrict-access',
    consequence: 'desk.consequence.restrict',
    fields: { people: { kind: 'names', label: 'desk.field.people' }, reason: area('desk.field.reason') },
  },
  'lift-restriction': { verb: 'desk.command.lift-restriction', fields: { reason: area('desk.field.reason') } },
  'break-glass': {
    verb: 'desk.command.break-glass',
    consequence: 'desk.consequence.break-glass',
    fields: { reason: area('desk.field.reason') },
  },
  'place-legal-hold': {
    verb: 'desk.command.place-legal-hold',
    consequence: 'desk.consequence.hold',
    fields: {
      basis: words('desk.field.hold-basis', HOLD_BASIS),
      reviewOn: day('desk.field.review-on'),
      reason: area('desk.field.reason'),
    },
  },
  'lift-legal-hold': {
    verb: 'desk.command.lift-legal-hold',
    fields: { basis: words('desk.field.hold-basis', HOLD_BASIS), reason: area('desk.field.reason') },
  },
  'request-erasure': {
    verb: 'desk.command.request-erasure',
    consequence: 'desk.consequence.request-erasure',
    fields: {
      request: line('desk.field.erasure-request', 'desk.field.erasure-request-hint'),
      ground: words('desk.field.erasure-ground', ERASURE_GROUND),
      reason: area('desk.field.reason', 'desk.field.erasure-reason-hint'),
    },
  },
  'decline-erasure': { verb: 'desk.command.decline-erasure', fields: { reason: area('desk.field.reason') } },
  'carry-out-erasure': {
    verb: 'desk.command.carry-out-erasure',
    consequence: 'desk.consequence.erase',
    fields: { reason: area('desk.field.reason', 'desk.field.erasure-reason-hint') },
  },
  'record-disclosure': {
    verb: 'desk.command.record-disclosure',
    fields: {
      recipientKind: words('desk.field.recipient-kind', RECIPIENT),
      recipient: line('desk.field.recipient', 'desk.field.recipient-hint'),
      recipientPerson: line('desk.field.recipient-person', 'desk.field.recipient-person-hint'),
      given: { kind: 'some-words', label: 'desk.field.given', words: GIVEN },
      basis: words('desk.field.disclosure-basis', DISCLOSURE_BASIS),
      purpose: area('desk.field.purpose'),
      approvedBy: { kind: 'person', label: 'desk.field.approved-by' },
      sha256: line('desk.field.digest', 'desk.field.digest-hint'),
    },
  },
  'declare-conflict': {
    verb: 'desk.command.declare-conflict',
    consequence: 'desk.consequence.conflict',
    fields: { person: { kind: 'person', label: 'desk.field.assignee' }, nature: area('desk.field.nature') },
  },
  'send-on': {
    verb: 'desk.command.send-on',
    fields: { recipient: line('desk.field.recipient'), reason: area('desk.field.reason') },
  },
  refer: {
    verb: 'desk.command.refer',
    consequence: 'desk.consequence.refer',
    fields: { to: line('desk.field.refer-to'), reason: area('desk.field.reason') },
  },
  'record-referral-outcome': {
    verb: 'desk.command.record-referral-outcome',
    fields: {
      outcome: words('desk.field.decision', UPHELD),
      by: line('desk.field.decided-by'),
      summary: area('desk.field.summary'),
    },
  },
  'record-award': {
    verb: 'desk.command.record-award',
    fields: {
      by: line('desk.field.decided-by'),
      summary: area('desk.field.summary'),
      remedies,
    },
  },
  'correct-details': {
    verb: 'desk.command.correct-details',
    consequence: 'desk.consequence.correct',
    fields: correctionFields,
    present: presentDetails,
  },
  resend: {
    verb: 'desk.command.resend',
    consequence: 'desk.consequence.resend',
    fields: {
      messageId: ofCase('desk.field.message', undelivered),
      channel: words('desk.field.channel', resendChannels),
      email: line('desk.field.new-email', 'desk.field.new-address-hint'),
      phone: line('desk.field.new-phone'),
      postalAddress: area('desk.field.new-postal-address'),
    },
  },
  'issue-tracking-code': {
    verb: 'desk.command.issue-tracking-code',
    consequence: 'desk.consequence.tracking-code',
    fields: {
      toComplainant: { ...yesNo('desk.field.code-to-complainant'), hint: 'desk.field.code-to-complainant-hint' },
      reason: area('desk.field.how-known'),
    },
  },
  'change-calendar': {
    verb: 'desk.command.change-calendar',
    consequence: 'desk.consequence.calendar',
    fields: {
      calendar: ofCase('desk.field.calendar', laterCalendars),
      added: {
        kind: 'list',
        label: 'desk.field.holidays',
        item: 'desk.holiday.number',
        add: 'desk.holiday.add',
        remove: 'desk.holiday.remove',
        parts: {
          on: day('desk.field.day'),
          names: {
            kind: 'group',
            label: 'desk.field.holiday-name',
            parts: { en: line('desk.field.in-english'), fa: line('desk.field.in-persian') },
          },
        },
      },
      removed: { kind: 'days', label: 'desk.field.no-holidays' },
      coversTo: day('desk.field.covers-to'),
      reason: area('desk.field.reason'),
    },
  },
  'redact-message': {
    verb: 'desk.command.redact-message',
    consequence: 'desk.consequence.redact',
    fields: { message: { kind: 'message', label: 'desk.field.message-words' }, reason: area('desk.field.reason') },
  },
  withdraw: {
    verb: 'desk.command.withdraw',
    consequence: 'desk.consequence.withdraw',
    fields: { channel: words('desk.field.channel', CHANNEL), reason: area('desk.field.reason') },
  },
};

/** The same in the order in which the page lists them. */
export const offeredCommands = Object.keys(COMMANDS) as readonly OfferedCommand[];

/** The part of a command's body that it cannot do without. */
type Needed<Command extends CaseCommand> = {
  [Name in keyof BodyOf<Command> as undefined extends BodyOf<Command>[Name] ? never : Name]: BodyOf<Command>[Name];
};

/** The fields of a command's form, in their order. */
export function fieldsOf(command: OfferedCommand): CommandFields {
  return COMMANDS[command].fields;
}

/** Tells whether the page offers a command. */
export function isOffered(command: string): command is OfferedCommand {
  return Object.hasOwn(COMMANDS, command);
}

/** What usually comes next at each status, the first that the caller may do being the one to propose. */
export const NEXT_STEPS: Readonly<Record<Status, readonly OfferedCommand[]>> = {
  received: ['assess'],
  acknowledged: ['assess'],
  assessed: ['record-finding', 'propose-response'],
  'under-investigation': ['propose-response', 'record-finding'],
  'response-proposed': ['approve-response'],
  'response-approved': ['communicate-decision'],
  'decision-communicated': ['record-acceptance'],
  accepted: ['deliver-remedy', 'close'],
  rejected: ['lodge-appeal', 'propose-response', 'state-final-position', 'close'],
  closed: ['deliver-remedy'],
  withdrawn: ['close'],
  referred: ['close'],
  merged: [],
};

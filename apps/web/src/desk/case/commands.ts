import type { DeskTextKey } from '@redress/texts/desk';
import {
  CHANNEL,
  COMPLEXITY,
  ERASURE_GROUND,
  EVIDENCE,
  HOLD_BASIS,
  IMMEDIATE_ACTION,
  IMPACT,
  INTERVIEWED,
  OUTCOME,
  RELATION,
  REMEDY,
  SEVERITY,
  type Status,
  TASK_KIND,
  UPHELD,
  VISIBILITY,
} from '../words.js';
import { clockName } from './clock-name.js';
import type {
  BodyOf,
  CaseCommand,
  CaseFacts,
  CommandField,
  FieldsOf,
  OfCaseField,
  Option,
  FormCommand,
  TextFieldOf,
} from './command-fields.js';

/**
 * Commands that the page of a case has no form for. A command that the API adds does not compile until it has one, or is named here: corrections
 * and calendars are tables of their own, a redaction and a message sent again begin at that message, and a code is shown once.
 */
type WithoutForm = 'correct-details' | 'change-calendar' | 'redact-message' | 'resend' | 'issue-tracking-code';

/** Commands that the page of a case offers. */
export type OfferedCommand = Exclude<FormCommand, WithoutForm>;

/** A command as people meet it. */
export interface CommandDescription<Fields> {
  /** The words of its button: a verb and its object. */
  readonly verb: DeskTextKey;
  /** What will happen and to whom, for acts that reach the complainant or cannot be undone by another. */
  readonly consequence?: DeskTextKey;
  readonly fields: Fields;
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

const same = (value: string): Option => ({ value, label: value });

/** A text as it may be shown in a list; what was erased has no words. */
const textOr = (said: unknown, other: string): string => (typeof said === 'string' ? said : other);

/** Grounds that the policy allows for a pause or an extension, each once. */
function groundsIn({ policy }: CaseFacts, of: 'pause' | 'extension' | 'holding'): readonly Option[] {
  return [...new Set(policy?.clocks.flatMap((clock) => clock[of]?.reasons ?? []))].map(same);
}

const openQuestions: OfCaseField['options'] = ({ shown }) =>
  shown.questions
    .filter(({ answeredAt }) => answeredAt === null)
    .map(({ request, text }) => ({ value: request, label: textOr(text, request) }));

const openTasks: OfCaseField['options'] = ({ shown }) =>
  shown.tasks
    .filter(({ state }) => state === 'open')
    .map(({ task, title }) => ({ value: task, label: textOr(title, task) }));

const owedRemedies: OfCaseField['options'] = ({ shown }, say) =>
  shown.remedies.flatMap(({ kind, amount, state }, index) =>
    state === 'delivered'
      ? []
      : [
          {
            value: String(index),
            label: [say(REMEDY[kind]), amount && `${amount.value} ${amount.currency}`].filter(Boolean).join(': '),
          },
        ],
  );

/** Running clocks that the policy lets be extended, or answered with a holding reply. */
const clocksWith =
  (part: 'extension' | 'holding'): OfCaseField['options'] =>
  ({ shown, policy }, say) =>
    shown.clocks
      .filter(
        ({ name, state }) =>
          state === 'running' && policy?.clocks.some((clock) => clock.name === name && clock[part] !== undefined),
      )
      .map(({ name }) => ({ value: name, label: clockName(name, say) }));

/** Who has the case now. */
const holder: OfCaseField['options'] = ({ shown: { assignee }, colleagues }) =>
  assignee === null ? [] : [{ value: assignee, label: colleagues.nameOf(assignee) }];

/** The root causes of the policy, those below another after it and with its name. */
const rootCauses: OfCaseField['options'] = ({ policy, language }) => {
  const causes = policy?.rootCauses?.causes ?? [];
  const nameOf = (code: string): string => causes.find((cause) => cause.code === code)?.names[language] ?? code;
  const under = (parent: string | undefined): readonly Option[] =>
    causes
      .filter((cause) => cause.parent === parent)
      .flatMap(({ code, names }) => [
        { value: code, label: parent === undefined ? names[language] : `${nameOf(parent)}: ${names[language]}` },
        ...under(code),
      ]);
  return under(undefined);
};

const linked: OfCaseField['options'] = ({ shown }) => shown.links.map(({ complaint }) => same(complaint));

/** The policies that a complaint can come under now; a policy is named with its version. */
const policiesInForce: OfCaseField['options'] = ({ policies, shown }) =>
  policies
    .filter(({ standing, version }) => version !== shown.policy.version && ['shipped', 'published'].includes(standing))
    .map(({ version }) => same(version));

const tags: OfCaseField['options'] = ({ shown }) => shown.tags.map(same);

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
      remedies: { kind: 'remedies', label: 'desk.field.remedies' },
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
      remedies: { kind: 'remedies', label: 'desk.field.remedies' },
    },
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
export function fieldsOf(command: OfferedCommand): Readonly<Record<string, CommandField>> {
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

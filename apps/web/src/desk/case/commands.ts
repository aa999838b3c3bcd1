import type { DeskTextKey } from '@redress/texts/desk';
import {
  CHANNEL,
  COMPLEXITY,
  IMMEDIATE_ACTION,
  IMPACT,
  OUTCOME,
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
  TextFieldOf,
} from './command-fields.js';

/** Commands that the page of a case offers. */
export const offeredCommands = [
  'assign',
  'acknowledge',
  'assess',
  'add-note',
  'request-information',
  'add-information',
  'record-finding',
  'propose-response',
  'approve-response',
  'return-response',
  'communicate-decision',
  'record-acceptance',
  'record-rejection',
  'lodge-appeal',
  'state-final-position',
  'deliver-remedy',
  'close',
  'reopen',
  'assign-task',
  'complete-task',
  'report-progress',
  'extend-deadline',
  'pause-clock',
  'resume-clock',
  'add-tag',
  'remove-tag',
  'withdraw',
] as const satisfies readonly CaseCommand[];

export type OfferedCommand = (typeof offeredCommands)[number];

/** A command as people meet it. */
export interface CommandDescription<Fields> {
  /** The words of its button: a verb and its object. */
  readonly verb: DeskTextKey;
  /** What will happen and to whom, for acts that reach the complainant or cannot be undone by another. */
  readonly consequence?: DeskTextKey;
  readonly fields: Fields;
}

const line = (label: DeskTextKey): TextFieldOf => ({ kind: 'line', label });
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
function groundsIn({ policy }: CaseFacts, of: 'pause' | 'extension'): readonly Option[] {
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

const extensibleClocks: OfCaseField['options'] = ({ shown, policy }, say) =>
  shown.clocks
    .filter(
      ({ name, state }) =>
        state === 'running' && policy?.clocks.some((clock) => clock.name === name && clock.extension !== undefined),
    )
    .map(({ name }) => ({ value: name, label: clockName(name, say) }));

const tags: OfCaseField['options'] = ({ shown }) => shown.tags.map(same);

/** Every command that the page offers. What its form does not ask, the API does not need. */
export const COMMANDS: {
  readonly [Command in OfferedCommand]: CommandDescription<FieldsOf<Partial<BodyOf<Command>> & Needed<Command>>>;
} = {
  assign: {
    verb: 'desk.command.assign',
    fields: { assignee: { kind: 'person', label: 'desk.field.assignee' }, reason: area('desk.field.reason') },
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
      rootCause: line('desk.field.root-cause'),
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
      clock: ofCase('desk.field.clock', extensibleClocks),
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
  withdraw: {
    verb: 'desk.command.withdraw',
    consequence: 'desk.consequence.withdraw',
    fields: { channel: words('desk.field.channel', CHANNEL), reason: area('desk.field.reason') },
  },
};

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
  return offeredCommands.some((one) => one === command);
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

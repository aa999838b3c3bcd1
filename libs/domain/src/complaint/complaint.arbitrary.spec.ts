import fc from 'fast-check';
import type { CommandContext, ComplaintCommand, ComplaintCommandData, ComplaintCommandType } from './commands.js';
import { complaintCommandTypes } from './commands.js';
import { complaint } from './complaint.js';
import { attachmentOf, complainant, handler, lodged, OWN, supervisor } from './complaint.mother.spec.js';
import { hasPassed, pendingFirings, type Firing } from '../clocks/firings.js';
import { acmeWithReview, paced } from '../policies/policy.mother.spec.js';
import type { Policy } from '../policies/policy.js';
import type { ComplaintEvent, PastComplaintEvent } from './events.js';
import { standingOf } from './guards.js';
import type { ComplaintState } from './state.js';
import * as words from './vocabulary.js';

/** Lives of complaints: random commands, most of them such as the complaint's status asks for, so that every status is reached. */

/** A second stage that the same people may decide in, so that lives reach its end, and a silence that a day of steps can last. */
const policy: Policy = {
  ...paced,
  stages: acmeWithReview.stages.map((stage) => ({ ...stage, anotherDecider: false })),
  silence: { after: { length: 24, unit: 'hours', end: 'instant' }, means: 'accepted' },
  routes: [
    { name: 'grave', when: { severity: ['critical'] }, team: 'Senior', person: 'supervisor-2' },
    { name: 'safe', when: { safetyImplication: false }, team: 'Cards' },
  ],
};

const text = fc.constantFrom('Yes.', 'No.', 'بله');
const maybeText = fc.option(text, { nil: undefined }).map((comment) => (comment === undefined ? {} : { comment }));
const channel = fc.constantFrom(...words.channels).map((name) => ({ channel: name }));
const upheld = fc.constantFrom(...words.upheldAnswers);
const requestName = fc.constantFrom('request-1', 'receipt');
const taskName = fc.constantFrom('task-1', 'call-back');
/** Now and then a remedy that the policy does not offer. */
const offered = ['refund', 'refund', 'refund', 'apology', 'apology', 'apology', 'repair'] as const;
const message = fc.record({
  purpose: fc.constantFrom(...words.messagePurposes),
  channel: fc.constantFrom(...words.messageChannels),
  messageId: fc.constantFrom('message-1', 'message-2', 'message-3'),
  template: fc.constant('acknowledgement@1'),
  language: fc.constantFrom(...words.languages),
});

const clockName = fc.constantFrom('acknowledgement', 'decision', 'progress-report', 'decision', 'overall');
const clockNames = fc.uniqueArray(clockName, { minLength: 1, maxLength: 2 });
const changeReason = fc.constantFrom('complex', 'beyond-control');
const runOfClock = { clock: clockName, run: fc.integer({ min: 1, max: 2 }) };

const otherReference = fc.constantFrom('2B8TRW5XN6C2', '5QV0HJ4ZM8S0', OWN);
const other = fc.option(
  fc.record({
    status: fc.constantFrom('assessed', 'received', 'decision-communicated', 'closed', 'merged').map(statusOf),
    receivedAt: fc.constantFrom('2026-11-01T10:00:00.000Z', '2026-11-01T10:00:00.000Z', '2026-12-01T10:00:00.000Z'),
  }),
  { nil: undefined, freq: 9 },
);
const turn = fc.integer({ min: 1, max: 4 });

function statusOf(status: words.ComplaintStatus): words.ComplaintStatus {
  return status;
}

const contents: { readonly [Type in ComplaintCommandType]: fc.Arbitrary<ComplaintCommandData[Type]> } = {
  receive: fc
    .tuple(
      fc.option(fc.constantFrom(...words.concerns), { nil: undefined }),
      // Seldom without consent: then no decision is told, and little comes after it.
      fc.constantFrom(undefined, undefined, undefined, true, true, false),
    )
    .map(([concern, consent]) => ({
      ...lodged,
      ...(concern && { concern }),
      ...(consent !== undefined && { onBehalfOf: { consent } }),
    })),
  acknowledge: channel,
  assess: fc.record({
    severity: fc.constantFrom(...words.severities),
    safetyImplication: fc.boolean(),
    complexity: fc.constantFrom(...words.complexities),
    impact: fc.constantFrom(...words.impacts),
    immediateAction: fc.constantFrom(...words.immediateActions),
    rationale: text,
  }),
  assign: fc.record({ assignee: fc.constantFrom('handler-1', 'handler-2') }),
  route: fc.record(
    { team: fc.constantFrom('Cards', 'Loans'), person: fc.constantFrom('handler-1', 'handler-2') },
    { requiredKeys: ['team'] },
  ),
  'declare-conflict': fc.record({ person: fc.constantFrom('handler-1', 'supervisor-1', 'supervisor-2'), nature: text }),
  'record-consent': fc.record({ given: fc.boolean(), evidence: text }),
  'send-on': fc.record({ recipient: fc.constantFrom('Bank A', 'Bank B') }),
  'add-note': fc.record({ text, visibility: fc.constantFrom(...words.noteVisibilities) }),
  'request-information': fc.record({ request: requestName, text }, { requiredKeys: ['text'] }),
  'add-information': fc.record({ text, request: requestName }, { requiredKeys: ['text'] }),
  'add-attachment': fc.constantFrom(...'0123456789abcdef').map((digit) => attachmentOf(digit)),
  'assign-task': fc.record(
    { task: taskName, kind: fc.constantFrom(...words.taskKinds), title: text, dueOn: fc.constant('2026-12-01') },
    { requiredKeys: ['kind', 'title'] },
  ),
  'complete-task': fc.record({ task: taskName, result: text }),
  'cancel-task': fc.record({ task: taskName }),
  'add-evidence': fc.record(
    {
      evidence: fc.constantFrom('evidence-1', 'photo'),
      kind: fc.constantFrom(...words.evidenceKinds),
      description: text,
      attachment: fc.constantFrom(...'01').map((digit) => attachmentOf(digit).attachment),
    },
    { requiredKeys: ['kind', 'description'] },
  ),
  'record-interview': fc.record({
    with: text,
    role: fc.constantFrom(...words.intervieweeRoles),
    heldOn: fc.constantFrom('2026-11-01', '2027-11-01'),
    summary: text,
  }),
  'record-finding': fc.record({ summary: text, upheld }),
  'propose-response': fc.record({
    decision: upheld,
    explanation: text,
    remedies: fc.array(fc.record({ kind: fc.constantFrom(...offered), description: text }), {
      minLength: 1,
      maxLength: 3,
    }),
  }),
  'approve-response': maybeText,
  'return-response': fc.record({ comment: text }),
  'communicate-decision': channel,
  'record-acceptance': maybeText,
  'record-rejection': maybeText,
  'lodge-appeal': fc.record({ grounds: text }),
  'record-silence': fc.constant({}),
  'state-final-position': fc.record({ text }),
  'deliver-remedy': fc.record({ remedy: fc.nat(2) }),
  close: fc.record({ outcome: fc.constantFrom(...words.closingOutcomes), comment: fc.constantFrom('', 'Told.') }),
  'state-preferences': fc.record(
    { language: fc.constantFrom('en', 'fa'), preferredChannel: fc.constantFrom('email', 'phone') },
    { requiredKeys: [] },
  ),
  'correct-details': fc.record({ product: fc.constantFrom('card', 'loan'), complainant: fc.record({ name: text }) }),
  'redact-message': fc.record({ message: fc.nat(12) }),
  reopen: fc.constant({}),
  refer: fc.record({ to: fc.constantFrom('The ombudsman', 'The labour court') }),
  'record-referral-outcome': fc.record({ outcome: upheld, by: fc.constant('The ombudsman'), summary: text }),
  withdraw: fc.constant({}),
  link: fc
    .tuple(otherReference, fc.constantFrom(...words.linkRelations), other)
    .map(([complaint, relation, known]) => ({ complaint, relation, ...(known && { other: known }) })),
  unlink: fc.record({ complaint: otherReference }),
  'record-link': fc.record(
    { complaint: otherReference, turn, relation: fc.constantFrom(...words.linkRelations) },
    { requiredKeys: ['complaint', 'turn'] },
  ),
  merge: fc.tuple(otherReference, other).map(([into, known]) => ({ into, ...(known && { other: known }) })),
  unmerge: fc.constantFrom({}, {}, { turn: 1, refused: 'complaint-closed' }),
  split: fc.record({ into: fc.constantFrom('5QV0HJ4ZM8S0', '2B8TRW5XN6C2'), description: text }),
  absorb: fc.record({ complaint: otherReference, turn }),
  release: fc.record({ complaint: otherReference, turn }),
  'report-progress': maybeText.map(({ comment: said }: { comment?: string }) =>
    said === undefined ? {} : { text: said },
  ),
  'pause-clock': fc.record(
    { grounds: fc.constantFrom('awaiting-complainant', 'force-majeure', 'holidays'), clocks: clockNames },
    { requiredKeys: ['grounds'] },
  ),
  'resume-clock': fc.record({ clocks: clockNames }, { requiredKeys: [] }),
  'extend-deadline': fc.record({ clock: clockName, grounds: changeReason }),
  'send-holding-reply': fc.record({ clock: clockName, grounds: changeReason }),
  'change-calendar': fc.record(
    {
      calendar: fc.constantFrom('generic@2', 'generic@3', 'iran@2'),
      added: fc.constantFrom('2026-11-04', '2026-11-06').map((on) => [{ on, names: { en: 'Closed', fa: 'تعطیل' } }]),
    },
    { requiredKeys: ['calendar'] },
  ),
  'record-deadline-warned': fc.record({ ...runOfClock, warning: fc.nat(2) }),
  'record-deadline-missed': fc.record(runOfClock),
  'record-escalation': fc.record({ ...runOfClock, to: fc.constantFrom('supervisor', 'handler') }),
  'record-notification-attempted': message,
  'record-notification-sent': message,
  'record-notification-failed': fc
    .tuple(message, fc.boolean())
    .map(([facts, bounced]) => ({ ...facts, failure: 'mailbox-full', uncertain: !bounced, bounced })),
};

/** What takes a complaint further. Without a preference for these a random life ends long before its decision. */
const furthering: readonly ComplaintCommandType[] = [
  'assess',
  'propose-response',
  'approve-response',
  'communicate-decision',
  'record-acceptance',
  'record-rejection',
  'lodge-appeal',
  'state-final-position',
  'deliver-remedy',
  'resume-clock',
  'unmerge',
];

const actor = fc.constantFrom(handler, supervisor, complainant);
const reason = fc.constantFrom({}, { reason: 'New evidence.' });

/** A step before it meets the complaint: who, what of every kind of command, and which kind is preferred. */
const step = fc.record({
  wish: fc.nat(),
  wild: fc.nat(9),
  keen: fc.nat(3).map((number) => number > 0),
  /** Hours that have passed since the step before. */
  hours: fc.constantFrom(0, 1, 5, 30),
  /** Whether what has come due is recorded first. */
  polls: fc.boolean(),
  actor,
  reason,
  contents: fc.record(contents),
});

export interface Life {
  readonly history: readonly PastComplaintEvent[];
  readonly state: ComplaintState;
  /** Every command that decided an event, with what it met and what it made. */
  readonly taken: readonly {
    readonly command: ComplaintCommand;
    readonly before: ComplaintState;
    readonly events: readonly ComplaintEvent[];
    readonly after: ComplaintState;
  }[];
  /** Hours after the beginning of 2 November 2026. */
  readonly end: number;
}

export const life: fc.Arbitrary<Life> = fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }).map((steps) => {
  const history: PastComplaintEvent[] = [];
  const taken: Life['taken'][number][] = [];
  let state = complaint.initialState;
  let hour = 0;
  const take = (command: ComplaintCommand): void => {
    const events = complaint.decide(command, state);
    if ('refused' in events || events.length === 0) return;
    const past = events.map((event) => recorded(event, command));
    const after = past.reduce(complaint.evolve, state);
    taken.push({ command, before: state, events, after });
    history.push(...past);
    state = after;
  };
  for (const [index, { wish, wild, keen, hours, polls, ...rest }] of steps.entries()) {
    hour += hours;
    if (polls) for (const command of dueCommands(state, hour)) take(command);
    const fitting = complaintCommandTypes.filter((type) => standingOf(type, state, rest.actor.id) === 'open');
    const further = fitting.filter((type) => keen && furthering.includes(type));
    const kinds =
      [wild === 0 ? complaintCommandTypes : [], further, fitting].find((some) => some.length > 0) ??
      complaintCommandTypes;
    const type = kinds[wish % kinds.length] ?? 'receive';
    const context = { ...contextOf(`command-${index}`, hour), actor: rest.actor, ...rest.reason };
    take(commandOf(type, rest.contents[type], context));
  }
  return { history, state, taken, end: hour };
});

/** What a timer that looks now would have recorded, in order. */
export function dueCommands(state: ComplaintState, hour: number): readonly ComplaintCommand[] {
  if (state.status === 'unknown') return [];
  const context = contextOf('due', hour);
  const due = pendingFirings(policy, state.timeline).filter((firing) => hasPassed(firing, context.now));
  return due.map((firing) => dueCommand(firing, context));
}

const system = { id: 'case-handling', role: 'system' };

function dueCommand(firing: Firing, context: Omit<CommandContext, 'actor'>): ComplaintCommand {
  if (firing.kind === 'silence') {
    return commandOf(
      'record-silence',
      {},
      { ...context, id: `silence ${firing.at}`, occurredAt: firing.at, actor: system },
    );
  }
  const { kind, clock, run, mark, at, to } = firing;
  const its = { ...context, id: `${kind} ${clock} ${run} ${mark} ${to}`, occurredAt: at, actor: system };
  const warning = mark === 'due' ? {} : { warning: mark };
  switch (kind) {
    case 'warned':
      return commandOf('record-deadline-warned', { clock, run, ...warning }, its);
    case 'missed':
      return commandOf('record-deadline-missed', { clock, run }, its);
    case 'told':
      return commandOf('record-escalation', { clock, run, ...warning, to }, its);
    case 'report-progress':
      return commandOf('report-progress', { due: { clock, run } }, its);
  }
}

/** Any command at all, of each kind, after everything else. */
export const anyCommands: fc.Arbitrary<readonly ComplaintCommand[]> = fc
  .record({ actor, reason, contents: fc.record(contents) })
  .map((asked) =>
    complaintCommandTypes.map((type) =>
      commandOf(type, asked.contents[type], {
        ...contextOf('command-later', 2_000),
        actor: asked.actor,
        ...asked.reason,
      }),
    ),
  );

export function recorded(event: ComplaintEvent, { actor: by, occurredAt, id }: ComplaintCommand): PastComplaintEvent {
  const isMessage = event.type === 'NoteAdded' || event.type === 'InformationAdded';
  return { ...event, actor: by, occurredAt, commandId: id, ...(isMessage && { hasOwnKey: true }) };
}

export function contextOf(id: string, hour: number): Omit<CommandContext, 'actor'> {
  const now = new Date(Date.UTC(2026, 10, 2, hour)).toISOString();
  return { id, reference: OWN, now, occurredAt: now, policy };
}

function commandOf(type: ComplaintCommandType, data: object, context: CommandContext): ComplaintCommand {
  return { type, data, ...context } as ComplaintCommand;
}

import { toActorId } from '@redress/testing';
import fc from 'fast-check';
import { instantOf } from '../instant.js';
import { complainant, handler, OWN, supervisor } from './complaint.mother.spec.js';
import { hasPassed, pendingFirings, type Firing } from '../clocks/firings.js';
import { acmeWithReview, paced } from '../policies/policy.mother.spec.js';
import type { PolicyChoice } from '../policies/choose-policy.js';
import type { Policy } from '../policies/policy.js';
import type { DecisionContext } from './command.js';
import {
  type ComplaintCommand,
  type ComplaintCommandData,
  type ComplaintCommandType,
  complaintCommands,
  complaintCommandTypes,
  complaint,
  standingOf,
} from './commands.js';
import type { ComplaintEvent } from '@redress/contracts';
import type { PastComplaintEvent, ComplaintState } from './complaint.js';

/** Random histories of complaints: mostly commands that suit the complaint's status, so that every status is reached. */

/** A second stage with the same deciders, so that histories reach its end, and a silence that fits into a day of steps. */
const policy: Policy = {
  ...paced,
  stages: acmeWithReview.stages.map((stage) => ({ ...stage, anotherDecider: false })),
  silence: { after: { length: 24, unit: 'hours', end: 'instant' }, means: 'accepted' },
  routes: [
    { name: 'grave', when: { severity: ['critical'] }, team: 'Senior', person: 'supervisor-2' },
    { name: 'safe', when: { safetyImplication: false }, team: 'Cards' },
  ],
};

/** Another policy with the same rules, so that a change of policy changes nothing that a life is asked about. */
const other: Policy = { ...policy, version: 'basic@1' };

const policies: PolicyChoice = {
  choose: ({ product }) => (product === 'loan' ? other : policy),
  published: (version) => [policy, other].find((one) => one.version === version),
};

/** Any content from the examples of a command, each field chosen independently. */
function contentOf<Type extends ComplaintCommandType>(type: Type): fc.Arbitrary<ComplaintCommandData[Type]> {
  const fields = Object.entries(complaintCommands[type].examples as { readonly [field: string]: readonly unknown[] });
  return fc
    .record(Object.fromEntries(fields.map(([field, values]) => [field, fc.constantFrom(...values)])))
    .map((chosen) => Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined)))
    .map((content) => content as unknown as ComplaintCommandData[Type]);
}

const contents = Object.fromEntries(complaintCommandTypes.map((type) => [type, contentOf(type)])) as {
  readonly [Type in ComplaintCommandType]: fc.Arbitrary<ComplaintCommandData[Type]>;
};

/** Commands that advance a complaint. Without a preference for these, a random history ends long before its decision. */
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

const BOUNCE: ComplaintCommandType = 'record-notification-failed';

/** A decision of whose message nothing is known yet: seldom enough, so that its failure is worth a try. */
function mayBounce(state: ComplaintState): boolean {
  return state.status === 'decision-communicated' && state.carriedBy.decision === undefined;
}

const actor = fc.constantFrom(handler, supervisor, complainant);
const reason = fc.constantFrom({}, { reason: 'New evidence.' });

/** A step before it is applied: the actor, the content of every command, and the preferred command. */
const step = fc.record({
  wish: fc.nat(),
  wild: fc.nat(9),
  keen: fc.nat(3).map((number) => number > 0),
  /** Hours since the previous step. */
  hours: fc.constantFrom(0, 1, 5, 30),
  /** Whether due firings are recorded first. */
  polls: fc.boolean(),
  actor,
  reason,
  contents: fc.record(contents),
});

export interface Life {
  readonly history: readonly PastComplaintEvent[];
  readonly state: ComplaintState;
  /** Every command that decided an event, with the states before and after. */
  readonly taken: readonly {
    readonly command: ComplaintCommand;
    readonly before: ComplaintState;
    readonly events: readonly ComplaintEvent[];
    readonly after: ComplaintState;
  }[];
  /** Hours after the start of 2 November 2026. */
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
    const fitting = complaintCommandTypes.filter(
      (type) => standingOf(type, state, { id: rest.actor.id, roles: [rest.actor.role] }) === 'open',
    );
    const further = fitting.filter(
      (type) => keen && (furthering.includes(type) || (mayBounce(state) && type === BOUNCE)),
    );
    const kinds =
      [wild === 0 ? complaintCommandTypes : [], further, fitting].find((some) => some.length > 0) ??
      complaintCommandTypes;
    const type = kinds[wish % kinds.length] ?? 'receive';
    const context = { ...contextOf(`command-${index}`, hour), actor: rest.actor, ...rest.reason };
    take(commandOf(type, rest.contents[type], context));
  }
  return { history, state, taken, end: hour };
});

/** The commands that a timer would send now, in order. */
export function dueCommands(state: ComplaintState, hour: number): readonly ComplaintCommand[] {
  if (state.status === 'unknown') return [];
  const context = contextOf('due', hour);
  const due = pendingFirings(policy, state.timeline).filter((firing) => hasPassed(firing, context.now));
  return due.map((firing) => dueCommand(firing, context));
}

const system = { id: toActorId('case-handling'), role: 'system' };

function dueCommand(firing: Firing, context: Omit<DecisionContext, 'actor'>): ComplaintCommand {
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

/** Any command of each type, after everything else. */
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
  const hasWords = event.type === 'NoteAdded' || event.type === 'InformationAdded';
  const common = { actor: by, occurredAt, commandId: id, policyVersion: policy.version };
  return { ...event, ...common, ...(hasWords && { hasOwnKey: true }) };
}

export function contextOf(id: string, hour: number): Omit<DecisionContext, 'actor'> {
  const now = instantOf(Date.UTC(2026, 10, 2, hour));
  return { id, reference: OWN, now, occurredAt: now, policy, policies };
}

function commandOf(type: ComplaintCommandType, data: object, context: DecisionContext): ComplaintCommand {
  return { type, data, ...context } as ComplaintCommand;
}

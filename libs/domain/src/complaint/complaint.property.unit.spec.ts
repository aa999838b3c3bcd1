import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clocksUnder } from '../clocks/clocks.js';
import { anyCommands, contextOf, life, recorded } from './complaint.arbitrary.spec.js';
import { stateAfter } from './complaint.mother.spec.js';
import { availableCommands, complaint, type ComplaintCommand } from './commands.js';
import type { ComplaintEventType } from '@redress/contracts';
import { type ComplaintState, complaintStatuses } from './complaint.js';

const runs = { numRuns: 300 };

/** What is said in these is new each time; all other commands ask for a state, which can be reached only once. */
const alwaysAdding = [
  'add-note',
  'add-information',
  'record-interview',
  'record-finding',
  'report-progress',
  'extend-deadline',
];

/** What is given no name is a new thing each time. */
function addsAgain({ type, data }: ComplaintCommand): boolean {
  switch (type) {
    case 'assign-task':
      return data.task === undefined;
    case 'request-information':
      return data.request === undefined;
    case 'add-evidence':
      return data.evidence === undefined;
    default:
      return alwaysAdding.includes(type);
  }
}

/** Refusals for what a command says, not for the complaint's status. */
const forItsContent = [
  'other-complaint-unknown',
  'other-complaint-is-itself',
  'other-complaint-ended',
  'other-complaint-merged',
  'merge-into-earlier',
  'complaint-not-linked',
  'unknown-remedy',
  'no-preference-stated',
  'remedy-not-offered',
  'required-step-missing',
  'remedies-owed',
  'no-further-stage',
  'further-stage-open',
  'final-position-missing',
  'silence-not-lasted',
  'decider-of-earlier-stage',
  'options-not-told',
  'reason-missing',
  'unknown-message',
  'message-without-own-key',
  'conflict-of-interest',
  'request-exists',
  'unknown-request',
  'evidence-exists',
  'unknown-attachment',
  'interview-in-future',
  'task-exists',
  'unknown-task',
  'task-ended',
  'notification-outcome-recorded',
  'clock-unknown',
  'clock-not-pausable',
  'clock-not-running',
  'clock-not-paused',
  'reason-not-allowed',
  'deadline-passed',
  'extension-not-allowed',
  'extension-used-up',
  'holding-reply-not-allowed',
  'holding-reply-sent',
  'calendar-unknown',
  'calendar-not-later',
  'deadlines-unrecorded',
];

const everyEvent: Record<ComplaintEventType, true> = {
  ComplaintReceived: true,
  ComplaintAcknowledged: true,
  ComplaintAssessed: true,
  ComplaintAssigned: true,
  ComplaintSentOn: true,
  NoteAdded: true,
  InformationAdded: true,
  ComplaintRouted: true,
  ConflictOfInterestDeclared: true,
  AttachmentAdded: true,
  InformationRequested: true,
  EvidenceAdded: true,
  InterviewRecorded: true,
  TaskAssigned: true,
  TaskCompleted: true,
  TaskCancelled: true,
  FindingRecorded: true,
  ResponseProposed: true,
  ResponseApproved: true,
  ResponseReturned: true,
  DecisionCommunicated: true,
  DecisionAccepted: true,
  DecisionRejected: true,
  AppealLodged: true,
  FinalPositionStated: true,
  RemedyDelivered: true,
  DetailsCorrected: true,
  ConsentRecorded: true,
  MessageRedacted: true,
  PreferencesStated: true,
  ComplaintReferred: true,
  ReferralOutcomeRecorded: true,
  ComplaintWithdrawn: true,
  ComplaintClosed: true,
  ComplaintReopened: true,
  ComplaintLinked: true,
  ComplaintUnlinked: true,
  ComplaintMerged: true,
  ComplaintUnmerged: true,
  ComplaintAbsorbed: true,
  ComplaintReleased: true,
  ComplaintSplit: true,
  ProgressReported: true,
  ClockPaused: true,
  ClockResumed: true,
  DeadlineExtended: true,
  HoldingReplySent: true,
  DeadlineWarned: true,
  DeadlineMissed: true,
  ComplaintEscalated: true,
  CalendarChanged: true,
  NotificationAttempted: true,
  NotificationSent: true,
  NotificationFailed: true,
};

function verdictOn(command: ComplaintCommand, state: ComplaintState): string {
  const decision = complaint.decide(command, state);
  if ('refused' in decision) return decision.refused;
  return decision.length === 0 ? 'nothing' : 'events';
}

describe('Every life of a complaint', () => {
  it('folds to the state that its decisions were made on, also after a detour through JSON', () => {
    fc.assert(
      fc.property(life, ({ history, state }) => {
        expect(stateAfter(JSON.parse(JSON.stringify(history)))).toEqual(state);
        expect(['unknown', ...complaintStatuses]).toContain(state.status);
      }),
      runs,
    );
  });

  it('adds nothing when any of its commands is sent again, at once or at the end', () => {
    fc.assert(
      fc.property(life, ({ state, taken }) => {
        for (const { command, after } of taken) {
          expect(complaint.decide(command, after)).toEqual([]);
          expect(complaint.decide(command, state)).toEqual([]);
        }
      }),
      runs,
    );
  });

  it('adds nothing when the same is asked again in a new command', () => {
    fc.assert(
      fc.property(life, ({ taken }) => {
        for (const { command, after } of taken.filter((step) => !addsAgain(step.command))) {
          const expected = command.type === 'receive' ? 'reference-taken' : 'nothing';
          expect([command.type, verdictOn({ ...command, id: 'another' }, after)]).toEqual([command.type, expected]);
        }
      }),
      runs,
    );
  });

  it('leaves a trace of every event in the state, besides the memory of its command', () => {
    fc.assert(
      fc.property(life, ({ history }) => {
        let state = complaint.initialState;
        for (const event of history) {
          const after = complaint.evolve(state, event);
          const memory = { commandIds: [], justReopened: false, justUnmerged: false };
          expect({ ...after, ...memory }).not.toEqual({ ...state, ...memory });
          state = after;
        }
      }),
      runs,
    );
  });

  it('knows no response approved by its proposer', () => {
    fc.assert(
      fc.property(life, ({ history }) => {
        let proposer: string | undefined;
        for (const { type, actor } of history) {
          if (type === 'ResponseProposed') proposer = actor.id;
          if (type === 'ResponseApproved' || type === 'ResponseReturned') expect(actor.id).not.toBe(proposer);
        }
      }),
      runs,
    );
  });

  it('lets nobody shape the outcome who declared an interest of their own', () => {
    const shaping =
      /^(ComplaintAssessed|ComplaintRouted|FindingRecorded|Response.*|DecisionCommunicated|FinalPositionStated|ComplaintClosed)$/;
    fc.assert(
      fc.property(life, ({ history }) => {
        const conflicted = new Set<string>();
        for (const event of history) {
          if (shaping.test(event.type)) expect([...conflicted]).not.toContain(event.actor.id);
          if (event.type === 'ComplaintAssigned') expect([...conflicted]).not.toContain(event.data.assignee);
          if (event.type === 'ConflictOfInterestDeclared') conflicted.add(event.data.person);
        }
      }),
      runs,
    );
  });

  it('meets every status and every type of event among enough of them', () => {
    const statuses = new Set<string>();
    const types = new Set<string>();
    const met = (): boolean =>
      statuses.size === complaintStatuses.length && types.size === Object.keys(everyEvent).length;
    for (let lives = 0; lives < 5_000 && !met(); lives += 250) {
      for (const { taken, history } of fc.sample(life, { seed: 20_260_301 + lives, numRuns: 250 })) {
        for (const { after } of taken) statuses.add(after.status);
        for (const { type } of history) types.add(type);
      }
    }
    expect([...statuses].sort()).toEqual([...complaintStatuses].sort());
    expect([...types].sort()).toEqual(Object.keys(everyEvent).sort());
  });
});

describe('An acceptance before a decision', () => {
  it('is recorded by the staff, in time, with what was settled, and exempts a clock', () => {
    fc.assert(
      fc.property(life, ({ taken }) => {
        for (const { command, before, events, after } of taken) {
          if (command.type !== 'record-acceptance' || before.status === 'unknown') continue;
          if (['decision-communicated', 'rejected'].includes(before.status)) continue;
          expect(['handler', 'supervisor']).toContain(command.actor.role);
          expect(before.conflicts).not.toContain(command.actor.id);
          expect(events).toMatchObject([{ type: 'DecisionAccepted', data: { exempted: ['decision'] } }]);
          expect(command.data.comment).toBeTruthy();
          const clocks = after.status === 'unknown' ? [] : clocksUnder(command.policy, after.timeline);
          expect(clocks.map(({ state }) => state)).toContain('exempt');
        }
      }),
      runs,
    );
  });
});

describe('The available commands', () => {
  const allRoles = ['complainant', 'supervisor', 'compliance', 'system'];

  it('agree with what is decided: what is listed is not refused for its status, what is not listed adds nothing', () => {
    fc.assert(
      fc.property(life, anyCommands, ({ state }, commands) => {
        for (const command of commands) {
          const listed = availableCommands(state, { id: command.actor.id, roles: allRoles }).includes(command.type);
          const verdict = verdictOn(command, state);
          if (!listed) expect([command.type, verdict]).not.toEqual([command.type, 'events']);
          // Each of these has a specification of its own: it hangs on the policy, or on the outcome.
          else if (!['close', 'record-acceptance'].includes(command.type))
            expect(['events', 'nothing', ...forItsContent]).toContain(verdict);
        }
      }),
      runs,
    );
  });

  it('hold recording an acceptance just when there is a decision to answer, or time to do without one', () => {
    fc.assert(
      fc.property(life, anyCommands, ({ state, end }, commands) => {
        const accept = commands.find(({ type }) => type === 'record-acceptance');
        if (accept?.type !== 'record-acceptance') throw new Error('Every kind of command is made.');
        const roles = [accept.actor.role];
        const at = contextOf('', end).now;
        const listed = availableCommands(state, { id: accept.actor.id, roles }, accept.policy, at);
        const verdict = verdictOn({ ...accept, data: { comment: 'Paid.' }, now: at, occurredAt: at }, state);
        if (verdict === 'conflict-of-interest') return;
        expect(verdict === 'events').toBe(listed.includes('record-acceptance'));
      }),
      runs,
    );
  });

  it('hold closing just when there is an outcome to close with', () => {
    const outcomes = ['resolved', 'options-exhausted', 'withdrawn', 'out-of-scope'] as const;
    fc.assert(
      fc.property(life, anyCommands, ({ state }, commands) => {
        const close = commands.find((command) => command.type === 'close');
        if (close === undefined) throw new Error('Every kind of command is made.');
        const listed = availableCommands(state, { id: close.actor.id, roles: allRoles }, close.policy).includes(
          'close',
        );
        const verdicts = outcomes.map((outcome) => verdictOn({ ...close, data: { outcome, comment: 'Told.' } }, state));
        expect(verdicts.includes('events')).toBe(listed);
      }),
      runs,
    );
  });
});

describe('A life whose texts were erased', () => {
  it('folds to the same status, with the same clocks', () => {
    fc.assert(
      fc.property(life, ({ history, taken, state }) => {
        const erased = taken.flatMap(({ command, events }) =>
          events.map((event) => recorded({ ...event, data: withoutTexts(event.data) } as typeof event, command)),
        );
        expect(erased).toHaveLength(history.length);
        const left = stateAfter(erased);
        expect(left.status).toBe(state.status);
        if (left.status !== 'unknown' && state.status !== 'unknown') {
          expect(left.timeline).toEqual(state.timeline);
          expect(left.decision).toEqual(state.decision);
        }
      }),
      runs,
    );
  });
});

/** As a destroyed key leaves the data: every personal text marked as erased, in remedies too. */
function withoutTexts(data: object): object {
  const personal = [
    'description',
    'rationale',
    'text',
    'summary',
    'explanation',
    'comment',
    'title',
    'result',
    'with',
    'nature',
    'grounds',
  ];
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      if (personal.includes(name)) return [name, { erased: true }];
      return [
        name,
        Array.isArray(value) ? value.map((item: unknown) => (isObject(item) ? withoutTexts(item) : item)) : value,
      ];
    }),
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

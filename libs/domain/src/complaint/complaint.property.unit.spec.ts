import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clocksUnder } from '../clocks/clocks.js';
import { anyCommands, contextOf, life, recorded } from './complaint.arbitrary.spec.js';
import { stateAfter } from './complaint.mother.spec.js';
import { availableCommands, complaint, type ComplaintCommand, complaintCommands, hiddenFrom } from './commands.js';
import { complaintEventTypes } from '@redress/contracts';
import { type ComplaintState, complaintStatuses } from './complaint.js';

const runs = { endOnFailure: true, numRuns: 60 };

/** Tells whether each repeat of the command is new. */
function addsAgain({ type, data }: ComplaintCommand): boolean {
  return (complaintCommands[type].adds as ((content: object) => boolean) | undefined)?.(data) ?? false;
}

/**
 * The same command with one field changed, each of its examples once. Late commands of services, which may have seen an old state, are
 * ignored; a second report of a failure is not.
 */
function saidOtherwise(command: ComplaintCommand): readonly ComplaintCommand[] {
  const { type, data } = command;
  const { by, examples } = complaintCommands[type] as { by: readonly unknown[]; examples: object };
  const isBySystem = by.join() === 'system' || command.actor.role === 'system';
  if (isBySystem && type !== 'record-notification-failed') return [];
  // Each field of the first two is a separate statement; a file is identified by its content, not by its name.
  if (['correct-details', 'state-preferences', 'add-attachment'].includes(type)) return [];
  return Object.entries(examples as { readonly [field: string]: readonly unknown[] })
    .filter(([field]) => !knownBesides.includes(`${type} ${field}`))
    .flatMap(([field, values]) =>
      values
        // An omitted field cannot be lost.
        .filter((value) => value !== undefined && !isEqual(value, (data as Record<string, unknown>)[field]))
        .map((value) => ({ ...command, id: 'another', data: { ...data, [field]: value } }) as ComplaintCommand),
    );
}

/** Tells whether the first includes everything in the second. */
function says(first: ComplaintCommand, { type, data }: ComplaintCommand): boolean {
  const said = first.data as Readonly<Record<string, unknown>>;
  return first.type === type && Object.entries(data).every(([field, value]) => isEqual(said[field], value));
}

const isEqual = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * No part of what is asked: which other complaint is meant, whose link may be known by itself, what is known of it, which of the clocks
 * that stand still, or go on, are meant, and that an
 * acceptance was stated, which it is by default; nor the name that a thing was given
 * by itself, what caused a choice of policy, and that the policy that applies is chosen; nor whose a complaint was that has the asked
 * assignee, or none.
 */
const knownBesides = [
  'link complaint',
  'link other',
  'unlink complaint',
  'merge other',
  'unmerge turn',
  'unmerge refused',
  'pause-clock clocks',
  'resume-clock clocks',
  'record-acceptance basis',
  'add-evidence evidence',
  'assign from',
  'unassign assignee',
  'assign-task task',
  'request-information request',
  'choose-policy because',
  'choose-policy policy',
];

/** Refusals because of a command's content, not the complaint's status. */
const forItsContent = [
  'other-complaint-unknown',
  'other-complaint-is-itself',
  'other-complaint-ended',
  'other-complaint-merged',
  'merge-into-earlier',
  'different-complainants',
  'complaint-not-linked',
  'complaint-not-tagged',
  'no-legal-hold',
  'review-in-past',
  'retention-period',
  'reference-taken',
  'nothing-to-correct',
  'for-whom-unclear',
  'root-cause-unknown',
  'policy-not-available',
  'approver-lacks-authority',
  'calendar-faulty',
  'unknown-remedy',
  'remedy-already-delivered',
  'conflict-already-declared',
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
  'appeal-open',
  'writing-window-over',
  'reason-missing',
  'message-not-failed',
  'message-already-resent',
  'unknown-message',
  'message-without-own-key',
  'conflict-of-interest',
  'access-restricted',
  'assigned-to-other',
  // A record of an interview in another part than staff's, by somebody behind the wall.
  'complaint-unknown',
  'request-exists',
  'unknown-request',
  'evidence-exists',
  'unknown-attachment',
  'interview-in-future',
  'recipient-missing',
  'withdrawal-evidence-missing',
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
          // To whoever declared an interest of their own, or named others, the complaint is gone.
          const isGone =
            ['declare-conflict', 'restrict-access'].includes(command.type) && hiddenFrom(command, after) !== undefined;
          const expected = command.type === 'receive' ? 'reference-taken' : isGone ? 'complaint-unknown' : 'nothing';
          expect([command.type, verdictOn({ ...command, id: 'another' }, after)]).toEqual([command.type, expected]);
        }
      }),
      runs,
    );
  });

  it('never passes over in silence what one of its commands says otherwise in a new command', () => {
    const tried = new Set<string>();
    fc.assert(
      fc.property(life, ({ taken }) => {
        for (const { command, after } of taken.filter(({ command: { type } }) => type !== 'receive')) {
          for (const otherwise of saidOtherwise(command).filter(
            (one) => !taken.some((step) => says(step.command, one)),
          )) {
            tried.add(command.type);
            expect([otherwise.type, otherwise.data, verdictOn(otherwise, after)]).not.toContain('nothing');
          }
        }
      }),
      // No shrinking: it takes minutes, and a failing history says enough.
      { ...runs, endOnFailure: true },
    );
    expect(tried.size).toBeGreaterThan(20);
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

  it('lets nobody with an interest of their own do anything but be heard, or be given anything to do', () => {
    fc.assert(
      fc.property(life, ({ history }) => {
        const conflicted = new Set<string>();
        for (const event of history) {
          if (event.type !== 'InterviewRecorded') expect([...conflicted]).not.toContain(event.actor.id);
          if (event.type === 'ComplaintAssigned') expect([...conflicted]).not.toContain(event.data.assignee);
          // The last act of somebody who declares their own interest records two events.
          if (event.type === 'ConflictOfInterestDeclared' && event.data.person !== event.actor.id)
            conflicted.add(event.data.person);
        }
      }),
      runs,
    );
  });

  it('meets every status and every type of event among enough of them', () => {
    const statuses = new Set<string>();
    const types = new Set<string>();
    const met = (): boolean => statuses.size === complaintStatuses.length && types.size === complaintEventTypes.length;
    for (let lives = 0; lives < 5_000 && !met(); lives += 250) {
      for (const { taken, history } of fc.sample(life, { seed: 20_260_301 + lives, numRuns: 250 })) {
        for (const { after } of taken) statuses.add(after.status);
        for (const { type } of history) types.add(type);
      }
    }
    expect([...statuses].sort()).toEqual([...complaintStatuses].sort());
    expect([...types].sort()).toEqual([...complaintEventTypes].sort());
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
          const verdict = verdictOn({ ...command, actor: { ...command.actor, roles: allRoles } }, state);
          if (!listed) expect([command.type, verdict]).not.toEqual([command.type, 'events']);
          // Each of these has a separate spec: it depends on the policy, or on the outcome.
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
        if (verdict === 'complaint-unknown') return;
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
        const actor = { ...close.actor, roles: allRoles };
        const verdictFor = (outcome: (typeof outcomes)[number]) =>
          verdictOn({ ...close, actor, data: { outcome, comment: 'Told.' } }, state);
        const verdicts = outcomes.map(verdictFor);
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

/** Data after its key was destroyed: every personal text marked as erased, also in remedies. */
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

import { describe, expect, it } from '@jest/globals';
import type { GroupFigures } from '@redress/contracts';
import { instantOf } from '../instant.js';
import {
  CORRECTIVE_ACTIONS_MAX,
  growsBeyond,
  isActionOverdue,
  type SystemicProblem,
  systemicProblem,
  type SystemicProblemCommand,
  type SystemicProblemRefusalCode,
  systemicProblemRefusalCodes,
} from './systemic-problem.js';

const AT = '2026-11-10T09:00:00.000Z';
const group = [{ dimension: 'rootCause', value: 'supplier' }] as const;
const recent = { from: '2026-08-01T00:00:00.000Z', before: '2026-11-01T00:00:00.000Z' } as const;

/** So many complaints in a hundred days. */
function figures(complaints = 25): GroupFigures {
  return { position: '42', complaints, kind: 'systemic', recent: { ...recent, complaints, days: 100 } };
}

const confirm: SystemicProblemCommand = { type: 'confirm', data: { group, name: 'Lids crack', figures: figures() } };
const dismiss: SystemicProblemCommand = { type: 'dismiss', data: { group, figures: figures() } };
const reopen: SystemicProblemCommand = { type: 'reopen', data: { figures: figures() } };
const plan = (owner = 'Hana', dueOn = '2026-11-20'): SystemicProblemCommand => ({
  type: 'plan-corrective-action',
  data: { what: 'Recall the batch.', owner, dueOn },
  at: AT,
});
const complete = (action = 1, ownOnly?: string): SystemicProblemCommand => ({
  type: 'complete-corrective-action',
  data: { action },
  ...(ownOnly !== undefined && { ownOnly }),
});
const cancel = (action = 1): SystemicProblemCommand => ({ type: 'cancel-corrective-action', data: { action } });
const verify = (outcome: 'effective' | 'not-effective' = 'effective'): SystemicProblemCommand => ({
  type: 'verify-effect',
  data: { outcome, figures: figures(2) },
});

/** Each command is of another day. */
function after(...commands: readonly SystemicProblemCommand[]): SystemicProblem {
  return commands.reduce((problem, command, day) => {
    const decided = systemicProblem.decide(command, problem);
    if ('refused' in decided) throw new Error(decided.refused);
    const occurredAt = instantOf(Date.UTC(2026, 10, day + 1, 9));
    return decided.reduce((state, event) => systemicProblem.evolve(state, { ...event, occurredAt }), problem);
  }, systemicProblem.initialState);
}

function events(command: SystemicProblemCommand, problem: SystemicProblem): unknown {
  const decided = systemicProblem.decide(command, problem);
  return 'refused' in decided ? decided : decided.map(({ type }) => type);
}

const resolved = after(confirm, plan(), complete(), verify());

describe('A systemic problem', () => {
  it('is confirmed, acted on, and resolved once the actions were effective', () => {
    expect(resolved).toMatchObject({
      standing: 'resolved',
      group,
      figures: { complaints: 2 },
      actions: [{ action: 1, standing: 'completed', endedAt: '2026-11-03T09:00:00.000Z' }],
    });
  });

  it('stays confirmed after actions that were not effective, and needs another one before the next look', () => {
    const tried = after(confirm, plan(), complete(), verify('not-effective'));
    expect(tried.standing).toBe('confirmed');
    expect(events(verify(), tried)).toEqual({ refused: 'no-corrective-action-completed' });
    expect(after(confirm, plan(), complete(), verify('not-effective'), plan(), complete(2), verify()).standing).toBe(
      'resolved',
    );
  });

  it('is worked on again once it is reopened, and its earlier actions prove nothing any more', () => {
    const reopened = after(confirm, plan(), complete(), verify(), reopen);
    expect(reopened.standing).toBe('confirmed');
    expect(events(verify(), reopened)).toEqual({ refused: 'no-corrective-action-completed' });
  });

  it('can be dismissed at first, after it was confirmed or resolved, and again; and confirmed after that', () => {
    for (const before of [systemicProblem.initialState, after(confirm), resolved, after(dismiss)])
      expect(events(dismiss, before)).toEqual(['SystemicProblemDismissed']);
    expect(after(dismiss, confirm).standing).toBe('confirmed');
  });

  it('numbers its actions from 1 on, cancelled ones included', () => {
    expect(after(confirm, plan(), cancel(), plan('Sami')).actions).toMatchObject([
      { action: 1, owner: 'Hana', standing: 'cancelled' },
      { action: 2, owner: 'Sami', standing: 'planned' },
    ]);
  });

  it('lets an owner complete their own action, whatever the spelling', () => {
    expect(events(complete(1, 'hana'), after(confirm, plan()))).toEqual(['CorrectiveActionCompleted']);
  });

  it('has an overdue action once its day is over everywhere, until it is done', () => {
    const [planned] = after(confirm, plan()).actions;
    expect(isActionOverdue(planned!, '2026-11-21T11:59:00.000Z')).toBe(false);
    expect(isActionOverdue(planned!, '2026-11-21T12:00:00.000Z')).toBe(true);
    expect(isActionOverdue(resolved.actions[0]!, '2027-01-01T00:00:00.000Z')).toBe(false);
  });
});

const manyActions = after(confirm, ...Array.from({ length: CORRECTIVE_ACTIONS_MAX }, () => plan()));
const oftenDismissed = after(...Array.from({ length: 100 }, () => dismiss));

/** The register alone knows how many there are. */
const elsewhere = ['too-many-systemic-problems'] as const;

/** At least one example of every code: one without an example does not compile. */
const examples: {
  readonly [code in Exclude<SystemicProblemRefusalCode, (typeof elsewhere)[number]>]: readonly (readonly [
    SystemicProblem,
    SystemicProblemCommand,
  ])[];
} = {
  'systemic-problem-unknown': [plan(), complete(), cancel(), verify(), reopen].map((command) => [
    systemicProblem.initialState,
    command,
  ]),
  'systemic-problem-already-confirmed': [[after(confirm), confirm]],
  'systemic-problem-not-open': [
    [after(dismiss), plan()],
    [resolved, complete()],
    [resolved, verify()],
  ],
  'systemic-problem-resolved': [[resolved, confirm]],
  'systemic-problem-not-resolved': [
    [after(confirm), reopen],
    [after(dismiss), reopen],
  ],
  'too-many-decisions': [[oftenDismissed, dismiss]],
  'corrective-action-unknown': [
    [after(confirm), complete()],
    [after(confirm, plan()), cancel(2)],
  ],
  'corrective-action-ended': [
    [after(confirm, plan(), complete()), complete()],
    [after(confirm, plan(), cancel()), complete()],
  ],
  'corrective-action-of-another': [[after(confirm, plan()), complete(1, 'sami')]],
  'corrective-actions-open': [
    [after(confirm, plan()), verify()],
    [after(confirm, plan()), dismiss],
  ],
  'no-corrective-action-completed': [
    [after(confirm), verify()],
    [after(confirm, plan(), cancel()), verify()],
  ],
  'too-many-corrective-actions': [[manyActions, plan()]],
  'due-in-past': [[after(confirm), plan('Hana', '2026-11-08')]],
};

describe('A command on a systemic problem', () => {
  it.each(
    Object.entries(examples).flatMap(([code, some]) =>
      some.map(([problem, command]) => [code, command.type, problem, command] as const),
    ),
  )('is refused with %s: %s', (code, _type, problem, command) => {
    expect(systemicProblem.decide(command, problem)).toMatchObject({ refused: code });
  });

  it('has an example of each refusal but those that only the register knows', () => {
    expect([...Object.keys(examples), ...elsewhere].sort()).toEqual([...systemicProblemRefusalCodes].sort());
  });
});

describe('A group grows beyond what was decided about', () => {
  it.each([
    // 25 in 100 days: chance gives up to 0.25 + 3 * sqrt(0.25 / 100) = 0.4 for each day.
    [figures(25), 40, 100, false],
    [figures(25), 41, 100, true],
    [figures(0), 0, 100, false],
    [figures(0), 1, 100, true],
    [{ position: '42', complaints: 0 }, 1, 100, true],
    [figures(25), 0, 0, false],
  ] as const)('from %j to %d in %d days: %s', (then, complaints, days, grows) => {
    expect(growsBeyond(then, { complaints, days })).toBe(grows);
  });
});

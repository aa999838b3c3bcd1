import { describe, it } from '@jest/globals';
import type { ClockRule } from '../clocks/clock-rule.js';
import type { Instant } from '../instant.js';
import { paced } from '../policies/policy.mother.spec.js';
import { command, given, happened, received, supervisor } from './complaint.mother.spec.js';
import type { CommandOf, ComplaintCommandData, ComplaintCommandType } from './commands.js';

/** Received on Monday 2 November 2026 at 10:00 UTC, under a policy that gives 4 business days: until the end of Friday 6. */
const run = { clock: 'decision', run: 1, startedAt: '2026-11-02T10:00:00.000Z', calendar: 'generic@1' } as const;
const friday: Instant = '2026-11-06T23:59:59.999Z';
const holiday = { on: '2026-11-04', names: { en: 'Announced late', fa: 'دیر اعلام‌شده' } };

/** A command under that policy, half an hour after receipt by default. */
function timed<Type extends ComplaintCommandType>(
  type: Type,
  data: ComplaintCommandData[Type],
  now: Instant = '2026-11-02T10:30:00.000Z',
  occurredAt = now,
): CommandOf<Type> {
  return command(type, data, { policy: paced, now, occurredAt, actor: supervisor });
}

const paused = happened(
  'ClockPaused',
  { reason: 'force-majeure', clocks: ['decision'], calendar: 'generic@1' },
  { occurredAt: '2026-11-02T11:00:00.000Z' },
);
/** The recipient of a miss, and its calendar. */
const escalated = (calendar = 'generic@1', dueAt = friday) =>
  (['supervisor', 'compliance'] as const).map(
    (to) => ({ type: 'ComplaintEscalated', data: { ...run, calendar, to, dueAt } }) as const,
  );
const missed = happened('DeadlineMissed', { ...run, dueAt: friday }, { occurredAt: friday });

describe('Pausing', () => {
  it('stops every clock that can be paused on these grounds, and no other', () => {
    given([received])
      .when(timed('pause-clock', { grounds: 'awaiting-complainant' }))
      .then([
        {
          type: 'ClockPaused',
          data: { reason: 'awaiting-complainant', clocks: ['decision', 'progress-report'], calendar: 'generic@1' },
        },
      ]);
    given([received])
      .when(timed('pause-clock', { grounds: 'force-majeure' }))
      .then([{ type: 'ClockPaused', data: { reason: 'force-majeure', clocks: ['decision'], calendar: 'generic@1' } }]);
  });

  it('adds those that do not stand still yet, and nothing when all do', () => {
    given([received, paused])
      .when(timed('pause-clock', { grounds: 'awaiting-complainant' }))
      .then([
        {
          type: 'ClockPaused',
          data: { reason: 'awaiting-complainant', clocks: ['progress-report'], calendar: 'generic@1' },
        },
      ]);
    given([received, paused])
      .when(timed('pause-clock', { grounds: 'force-majeure' }))
      .then([]);
  });

  it('ends for the clocks that stand still', () => {
    given([received, paused])
      .when(timed('resume-clock', {}, '2026-11-03T11:00:00.000Z'))
      .then([{ type: 'ClockResumed', data: { clocks: ['decision'], calendar: 'generic@1' } }]);
  });
});

describe('A clock with conditions', () => {
  const [decision] = paced.clocks.filter(({ name }) => name === 'decision');
  const forGrave = { ...decision, name: 'call-back', when: { severity: ['critical'] } } as const;
  const policy = { ...paced, clocks: [...paced.clocks, forGrave as ClockRule] };
  const by = {
    policy,
    now: '2026-11-02T12:00:00.000Z',
    occurredAt: '2026-11-02T12:00:00.000Z',
    actor: supervisor,
  } as const;
  const assess = (severity: 'low' | 'critical') =>
    happened('ComplaintAssessed', {
      severity,
      safetyImplication: false,
      complexity: 'simple',
      impact: 'individual',
      immediateAction: 'none',
      rationale: 'Checked.',
      priority: 'low',
    });
  const standing = happened(
    'ClockPaused',
    { reason: 'force-majeure', clocks: ['call-back'], calendar: 'generic@1' },
    { occurredAt: '2026-11-02T11:00:00.000Z' },
  );

  it('takes no pause and no more time while it does not apply', () => {
    for (const history of [[received], [received, assess('critical'), assess('low')]]) {
      for (const type of ['extend-deadline', 'send-holding-reply'] as const)
        given(history)
          .when(command(type, { clock: 'call-back', grounds: 'complex' }, by))
          .thenRefused('clock-not-running');
      given(history)
        .when(command('pause-clock', { grounds: 'force-majeure', clocks: ['call-back'] }, by))
        .thenRefused('clock-not-running');
      given(history)
        .when(command('pause-clock', { grounds: 'force-majeure', clocks: ['decision', 'call-back'] }, by))
        .thenRefused('clock-not-running');
    }
    given([received, assess('critical')])
      .when(command('pause-clock', { grounds: 'force-majeure', clocks: ['call-back'] }, by))
      .then([{ type: 'ClockPaused', data: { reason: 'force-majeure', clocks: ['call-back'], calendar: 'generic@1' } }]);
  });

  it('goes on when its pause ends, also while it does not apply', () => {
    given([received, assess('critical'), standing, assess('low')])
      .when(command('resume-clock', {}, by))
      .then([{ type: 'ClockResumed', data: { clocks: ['call-back'], calendar: 'generic@1' } }]);
  });
});

describe('More time', () => {
  it('is given by an extension, with the due that follows', () => {
    given([received])
      .when(timed('extend-deadline', { clock: 'decision', grounds: 'complex' }))
      .then([{ type: 'DeadlineExtended', data: { ...run, reason: 'complex', dueAt: '2026-11-10T23:59:59.999Z' } }]);
  });

  it('is given by a holding reply, once', () => {
    const held = { ...run, reason: 'beyond-control', dueAt: '2026-11-13T23:59:59.999Z' } as const;
    const reply = timed('send-holding-reply', { clock: 'decision', grounds: 'beyond-control' });
    given([received])
      .when(reply)
      .then([{ type: 'HoldingReplySent', data: held }]);
    given([received, happened('HoldingReplySent', held)])
      .when(reply)
      .then([]);
  });

  it('is counted by its kind: neither an extension nor a holding reply uses up the other', () => {
    const held = { ...run, reason: 'beyond-control', dueAt: '2026-11-13T23:59:59.999Z' } as const;
    const extended = { ...run, reason: 'complex', dueAt: '2026-11-10T23:59:59.999Z' } as const;
    given([received, happened('DeadlineExtended', extended)])
      .when(timed('send-holding-reply', { clock: 'decision', grounds: 'beyond-control' }))
      .then([{ type: 'HoldingReplySent', data: held }]);
    given([received, happened('DeadlineExtended', extended), happened('HoldingReplySent', held)])
      .when(timed('extend-deadline', { clock: 'decision', grounds: 'complex' }))
      .then([{ type: 'DeadlineExtended', data: { ...run, reason: 'complex', dueAt: '2026-11-17T23:59:59.999Z' } }]);
  });

  it('has no due yet while the clock stands still', () => {
    given([received, paused])
      .when(timed('extend-deadline', { clock: 'decision', grounds: 'complex' }, '2026-11-02T12:00:00.000Z'))
      .then([{ type: 'DeadlineExtended', data: { ...run, reason: 'complex' } }]);
  });

  it('comes too late once the breach is recorded, also for what is said to have happened before', () => {
    const late: Instant = '2026-11-07T10:00:00.000Z';
    const before: Instant = '2026-11-06T10:00:00.000Z';
    given([received, missed])
      .when(timed('extend-deadline', { clock: 'decision', grounds: 'complex' }, late, before))
      .thenRefused('deadline-passed');
    given([received, missed])
      .when(timed('pause-clock', { grounds: 'force-majeure' }, late, before))
      .thenRefused('deadline-passed');
  });
});

describe('What comes due', () => {
  const after: Instant = '2026-11-07T10:00:00.000Z';

  it('is recorded with when it was due, its run and its calendar, together with whom it is told', () => {
    given([received])
      .when(timed('record-deadline-missed', { clock: 'decision', run: 1 }, after, friday))
      .then([{ type: 'DeadlineMissed', data: { ...run, dueAt: friday } }, ...escalated()]);
    given([received])
      .when(
        timed('record-deadline-warned', { clock: 'decision', run: 1, warning: 1 }, after, '2026-11-04T23:59:59.999Z'),
      )
      .then([
        { type: 'DeadlineWarned', data: { ...run, warning: 1, dueAt: friday } },
        { type: 'ComplaintEscalated', data: { ...run, warning: 1, to: 'handler', dueAt: friday } },
      ]);
  });

  it('is told afterwards, once, where a miss was recorded without that', () => {
    const tell = (to: 'supervisor' | 'compliance') =>
      timed('record-escalation', { clock: 'decision', run: 1, to }, after, friday);
    const toSupervisor = happened(
      'ComplaintEscalated',
      { ...run, to: 'supervisor', dueAt: friday },
      { occurredAt: friday },
    );
    given([received, missed])
      .when(tell('compliance'))
      .then([{ type: 'ComplaintEscalated', data: { ...run, to: 'compliance', dueAt: friday } }]);
    given([received, missed, toSupervisor]).when(tell('supervisor')).then([]);
    given([received, missed, toSupervisor])
      .when(tell('compliance'))
      .then([{ type: 'ComplaintEscalated', data: { ...run, to: 'compliance', dueAt: friday } }]);
    // Nothing to notify before the miss.
    given([received]).when(tell('compliance')).then([]);
  });

  it('is not recorded twice, nor before it has passed, nor at another instant', () => {
    const miss = (now: Instant, at: Instant) => timed('record-deadline-missed', { clock: 'decision', run: 1 }, now, at);
    given([received, missed]).when(miss(after, friday)).then([]);
    given([received]).when(miss(friday, friday)).then([]);
    given([received]).when(miss(after, '2026-11-06T23:59:59.998Z')).then([]);
    given([received])
      .when(timed('record-deadline-missed', { clock: 'decision', run: 2 }, after, friday))
      .then([]);
  });

  it('is not recorded of a clock that was stopped, paused or given more time before', () => {
    const miss = timed('record-deadline-missed', { clock: 'decision', run: 1 }, after, friday);
    const extended = happened('DeadlineExtended', { ...run, reason: 'complex' });
    given([received, happened('ComplaintWithdrawn', {})])
      .when(miss)
      .then([]);
    given([received, paused]).when(miss).then([]);
    given([received, extended]).when(miss).then([]);
  });

  it('is recorded of a clock that was stopped after it', () => {
    const withdrawn = happened('ComplaintWithdrawn', {}, { occurredAt: '2026-11-07T00:00:00.000Z' });
    given([received, withdrawn])
      .when(timed('record-deadline-missed', { clock: 'decision', run: 1 }, after, friday))
      .then([{ type: 'DeadlineMissed', data: { ...run, dueAt: friday } }, ...escalated()]);
  });
});

describe('A progress report', () => {
  const due: Instant = '2026-11-03T06:00:00.000Z';

  it('says when the next is due', () => {
    given([received])
      .when(timed('report-progress', { text: 'We have asked the branch.' }))
      .then([
        { type: 'ProgressReported', data: { text: 'We have asked the branch.', next: '2026-11-03T06:30:00.000Z' } },
      ]);
  });

  it('is made by itself where the policy asks for it, at its due and not before', () => {
    const report = (now: Instant) => timed('report-progress', { due: { clock: 'progress-report', run: 1 } }, now, due);
    given([received])
      .when(report('2026-11-03T06:00:00.001Z'))
      .then([
        {
          type: 'ProgressReported',
          data: { clock: 'progress-report', run: 1, calendar: 'generic@1', next: '2026-11-04T02:00:00.000Z' },
        },
      ]);
    given([received]).when(report(due)).then([]);
    given([received, happened('ProgressReported', {}, { occurredAt: '2026-11-02T12:00:00.000Z' })])
      .when(report('2026-11-03T07:00:00.000Z'))
      .then([]);
  });
});

describe('A holiday announced late', () => {
  const announced = timed('change-calendar', { calendar: 'generic@2', added: [holiday] });
  const changed = happened('CalendarChanged', { calendar: 'generic@2', from: 'generic@1', added: [holiday] });

  it('is recorded with what it changes', () => {
    given([received])
      .when(announced)
      .then([{ type: 'CalendarChanged', data: { calendar: 'generic@2', from: 'generic@1', added: [holiday] } }]);
    given([received, changed]).when(announced).then([]);
  });

  it('moves what is still open', () => {
    const monday: Instant = '2026-11-09T23:59:59.999Z';
    const after: Instant = '2026-11-10T10:00:00.000Z';
    given([received, changed])
      .when(timed('record-deadline-missed', { clock: 'decision', run: 1 }, after, friday))
      .then([]);
    given([received, changed])
      .when(timed('record-deadline-missed', { clock: 'decision', run: 1 }, after, monday))
      .then([
        { type: 'DeadlineMissed', data: { ...run, calendar: 'generic@2', dueAt: monday } },
        ...escalated('generic@2', monday),
      ]);
  });

  it('waits until what fell due before is recorded', () => {
    given([received])
      .when(timed('change-calendar', { calendar: 'generic@2', added: [holiday] }, '2026-11-02T19:00:00.000Z'))
      .thenRefused('deadlines-unrecorded');
  });
});

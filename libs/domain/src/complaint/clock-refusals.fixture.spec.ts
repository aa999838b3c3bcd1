import type { Instant } from '../instant.js';
import { acmeWithReview, paced } from '../policies/policy.mother.spec.js';
import { command, communicated, happened, historyTo } from './complaint.mother.spec.js';
import type { Example } from './relation-refusals.fixture.spec.js';
import type { ComplaintCommand, ComplaintCommandData, ComplaintCommandType } from './commands.js';

const decisionRun = {
  clock: 'decision',
  run: 1,
  startedAt: '2026-11-02T10:00:00.000Z',
  calendar: 'generic@1',
} as const;
const paused = happened('ClockPaused', { reason: 'force-majeure', clocks: ['decision'], calendar: 'generic@1' });
const extended = happened('DeadlineExtended', { ...decisionRun, reason: 'complex' });
const names = { en: 'Closed', fa: 'تعطیل' };
const twoReasons = {
  ...paced,
  clocks: paced.clocks.map((rule) =>
    rule.holding === undefined ? rule : { ...rule, holding: { ...rule.holding, reasons: ['beyond-control', 'other'] } },
  ),
};

/** A command under a policy whose clocks can be paused and extended, by default before any of them is due. */
function timed<Type extends ComplaintCommandType>(
  type: Type,
  data: ComplaintCommandData[Type],
  now: Instant = '2026-11-02T11:00:00.000Z',
): ComplaintCommand {
  return command(type, data, { policy: paced, now, occurredAt: now });
}

/** At least one example of every refusal that is about clocks and calendars. */
export const clockRefusals = {
  'clock-unknown': [
    [historyTo.received, command('pause-clock', { grounds: 'complex', clocks: ['overall'] })],
    [[...historyTo.received, paused], command('resume-clock', { clocks: ['overall'] })],
    [historyTo.received, command('extend-deadline', { clock: 'overall', grounds: 'complex' })],
    [historyTo.received, command('send-holding-reply', { clock: 'overall', grounds: 'complex' })],
  ],
  'clock-not-pausable': [
    [historyTo.received, command('pause-clock', { grounds: 'awaiting-complainant' })],
    [historyTo.received, timed('pause-clock', { grounds: 'awaiting-complainant', clocks: ['acknowledgement'] })],
  ],
  'clock-not-running': [
    [historyTo['decision-communicated'], timed('pause-clock', { grounds: 'awaiting-complainant' })],
    [historyTo['decision-communicated'], timed('pause-clock', { grounds: 'force-majeure', clocks: ['decision'] })],
    [historyTo['decision-communicated'], timed('extend-deadline', { clock: 'decision', grounds: 'complex' })],
    [historyTo['decision-communicated'], timed('send-holding-reply', { clock: 'decision', grounds: 'beyond-control' })],
  ],
  'clock-not-paused': [
    [historyTo.received, timed('resume-clock', {})],
    [[...historyTo.received, paused], timed('resume-clock', { clocks: ['progress-report'] })],
  ],
  'reason-not-allowed': [
    [historyTo.received, timed('pause-clock', { grounds: 'holidays' })],
    [historyTo.received, timed('pause-clock', { grounds: 'force-majeure', clocks: ['decision', 'progress-report'] })],
    [historyTo.received, timed('extend-deadline', { clock: 'decision', grounds: 'holidays' })],
    [historyTo.received, timed('send-holding-reply', { clock: 'decision', grounds: 'holidays' })],
  ],
  'deadline-passed': [
    [historyTo.received, timed('pause-clock', { grounds: 'force-majeure' }, '2026-11-10T12:00:00.000Z')],
    [
      historyTo.received,
      timed('extend-deadline', { clock: 'decision', grounds: 'complex' }, '2026-11-10T12:00:00.000Z'),
    ],
  ],
  'extension-not-allowed': [
    [historyTo.received, timed('extend-deadline', { clock: 'acknowledgement', grounds: 'complex' })],
  ],
  'extension-used-up': [
    [[...historyTo.received, extended, extended], timed('extend-deadline', { clock: 'decision', grounds: 'complex' })],
  ],
  'holding-reply-not-allowed': [
    [historyTo.received, timed('send-holding-reply', { clock: 'acknowledgement', grounds: 'beyond-control' })],
  ],
  'holding-reply-sent': [
    [
      [...historyTo.received, happened('HoldingReplySent', { ...decisionRun, reason: 'beyond-control' })],
      command('send-holding-reply', { clock: 'decision', grounds: 'other' }, { policy: twoReasons }),
    ],
  ],
  'calendar-unknown': [[historyTo.received, timed('change-calendar', { calendar: 'generic@99' })]],
  'calendar-faulty': [
    [historyTo.received, timed('change-calendar', { calendar: 'generic@2', added: [{ on: '2026-02-30', names }] })],
  ],
  'calendar-not-later': [
    [historyTo.received, timed('change-calendar', { calendar: 'iran@1' })],
    [historyTo.received, timed('change-calendar', { calendar: 'england@2', removed: [] })],
  ],
  'deadlines-unrecorded': [
    [historyTo.received, timed('change-calendar', { calendar: 'generic@2', removed: [] }, '2026-11-10T12:00:00.000Z')],
  ],
  'silence-not-lasted': [
    [historyTo['decision-communicated'], command('record-silence', {})],
    [
      historyTo['decision-communicated'],
      command(
        'record-silence',
        {},
        { policy: acmeWithReview, now: '2026-11-05T09:00:00.000Z', occurredAt: communicated.occurredAt },
      ),
    ],
  ],
} satisfies { readonly [code: string]: readonly [Example, ...Example[]] };

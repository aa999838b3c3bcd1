import { describe, expect, it } from '@jest/globals';
import type { OpenedEventData } from '@redress/contracts';
import { toActorId } from '@redress/testing';
import { clocksUnder, evaluateClocks } from '../clocks/clocks.js';
import type { ClockRule } from '../clocks/clock-rule.js';
import { awaitedAnswer, hasPassed, pendingFirings } from '../clocks/firings.js';
import { instantOf } from '../instant.js';
import { choosePolicy, type PolicyChoice } from '../policies/choose-policy.js';
import type { Policy } from '../policies/policy.js';
import { acme, acmeWithReview } from '../policies/policy.mother.spec.js';
import { availableCommands, complaint, type ComplaintCommandData } from './commands.js';
import {
  acknowledged,
  assessed,
  command,
  communicated,
  given,
  happened,
  historyTo,
  lodged,
  proposed,
  approved,
  received,
  rejected,
  stateAfter,
  supervisor,
} from './complaint.mother.spec.js';
import type { DecisionContext } from './command.js';
import type { Complaint, PastComplaintEvent } from './complaint.js';
import { isWindowOver } from './clocks.js';

// Complaints about everything fall under one policy, those about loans under another whose clocks have other names and limits.

const days = (length: number) => ({ length, unit: 'calendar-days', end: 'instant' }) as const;
const until = ['decided', 'ended'] as const;
const waiting = { reasons: ['information-requested', 'holidays'] };
const ack: ClockRule = { name: 'acknowledgement', anchor: 'received', limit: days(5), stops: ['acknowledged'] };
const general: Policy = {
  ...acme,
  version: 'general@1',
  clocks: [
    ack,
    { name: 'decision', anchor: 'received', limit: days(30), stops: until, pause: waiting },
    {
      name: 'overall',
      anchor: 'received',
      limit: days(40),
      stops: until,
      pause: waiting,
      extension: { length: 10, times: 1, reasons: ['complex'] },
    },
  ],
};
const loans: Policy = {
  ...general,
  version: 'loans@1',
  scope: { products: ['loan'] },
  clocks: [
    { ...ack, limit: { length: 1, unit: 'hours', end: 'instant' } },
    { name: 'answer', anchor: 'received', limit: days(15), stops: until, pause: waiting },
    { ...(general.clocks[2] as ClockRule), limit: days(5) },
  ],
};
const strict: Policy = { ...loans, version: 'strict@1', scope: {}, clocks: loans.clocks.slice(1) };

const all = [general, loans];
const policies = (known: readonly Policy[] = all): PolicyChoice => ({
  choose: (question) => choosePolicy(known, question) ?? general,
  published: (version) => known.find((policy) => policy.version === version),
});

const system = { id: toActorId('case-handling'), role: 'system' };
const at = (day: number) => instantOf(Date.UTC(2026, 10, day, 10));
const lodging = (detail: object = {}): PastComplaintEvent =>
  ({ ...received, data: { ...lodged, ...detail }, policyVersion: general.version }) as PastComplaintEvent;
const corrected = (data: OpenedEventData<'DetailsCorrected'>, day = 4) =>
  happened('DetailsCorrected', data, { occurredAt: at(day) });
const toLoan = corrected({ product: 'loan' });

function chosen(
  history: readonly PastComplaintEvent[],
  data: ComplaintCommandData['choose-policy'] = { because: history.length - 1 },
  context: Partial<DecisionContext> = {},
) {
  const usual = { actor: system, policies: policies(), policy: general, now: at(30), occurredAt: at(10) };
  return complaint.decide(command('choose-policy', data, { ...usual, ...context }), stateAfter(history));
}

/** The history after the policy was chosen again on a day, which must change it. */
function replacedIn(history: readonly PastComplaintEvent[], day = 10, context: Partial<DecisionContext> = {}) {
  const data = { because: history.length - 1 };
  const events = chosen(history, data, { occurredAt: at(day), ...context });
  if ('refused' in events || events.length === 0) throw new Error('The policy was not replaced.');
  const past = events.map((event) =>
    happened(event.type, event.data as never, { actor: system, occurredAt: at(day), commandId: `choice-${day}` }),
  );
  return [...history, ...past];
}

const stateOf = (history: readonly PastComplaintEvent[]) => stateAfter(history) as Complaint;
const timelineOf = (history: readonly PastComplaintEvent[]) => stateOf(history).timeline;
const clocksOf = (history: readonly PastComplaintEvent[], policy: Policy = loans) =>
  Object.fromEntries(clocksUnder(policy, timelineOf(history)).map((clock) => [clock.name, clock]));
const dueBy = (history: readonly PastComplaintEvent[], day: number, policy: Policy = loans) =>
  pendingFirings(policy, timelineOf(history))
    .filter((firing) => hasPassed(firing, at(day)))
    .map((firing) => ('clock' in firing ? `${firing.kind} ${firing.clock} ${firing.at}` : firing.kind));

describe('The policy of a complaint whose details were corrected', () => {
  it('is the one of a new complaint with these details, and says why it changed and what becomes of the clocks', () => {
    expect(chosen([lodging(), toLoan])).toEqual([
      {
        type: 'PolicyReplaced',
        data: {
          from: 'general@1',
          to: 'loans@1',
          fields: ['product'],
          because: 1,
          met: [],
          begun: ['answer'],
          ended: ['decision'],
          paused: [],
        },
      },
    ]);
    expect(stateOf(replacedIn([lodging(), toLoan]))).toMatchObject({ policyVersion: 'loans@1' });
  });

  it.each([
    ['jurisdictions', { jurisdiction: 'IR' }],
    ['complainantTypes', { complainantType: 'consumer' }],
    ['channels', { channel: 'letter' }],
  ] as const)('follows each part of a scope: %s', (part, detail) => {
    const [field, value] = Object.entries(detail)[0] as [string, string];
    const only = { ...loans, scope: { [part]: [value] } };
    const history = [lodging(), corrected(detail)];
    expect(chosen(history, { because: 1 }, { policies: policies([general, only]) })).toMatchObject([
      { data: { to: 'loans@1', fields: [field] } },
    ]);
  });

  it('changes back with a correction back', () => {
    const there = replacedIn([lodging(), toLoan]);
    const back = [...there, corrected({ product: 'card' }, 11)];
    expect(chosen(back, undefined, { policy: loans, occurredAt: at(12) })).toMatchObject([
      { data: { from: 'loans@1', to: 'general@1', fields: ['product'], begun: ['decision'], ended: ['answer'] } },
    ]);
  });

  it('is chosen once for each correction, and once for several', () => {
    const twice = [lodging(), toLoan, corrected({ jurisdiction: 'IR' })];
    const after = replacedIn(twice);
    for (const because of [1, 2, 3]) expect(chosen(after, { because }, { policy: loans })).toEqual([]);
  });

  it('stays when the details make no difference, whatever was published since', () => {
    const newer = { ...general, version: 'general@2', validFrom: '2026-06-01' };
    const history = [lodging(), corrected({ product: 'card' })];
    expect(chosen(history)).toEqual([]);
    expect(chosen(history, { because: 1 }, { policies: policies([general, newer]) })).toEqual([]);
  });

  it('stays for a complaint that has ended', () => {
    given([...historyTo.closed, toLoan])
      .when(command('choose-policy', { because: 5 }, { actor: system, policies: policies() }))
      .thenRefused('complaint-closed');
  });
});

describe('A supervisor', () => {
  const byHand = { actor: supervisor, reason: 'The court said so.' };

  it('chooses a published policy with a reason', () => {
    expect(chosen([lodging()], { policy: 'loans@1' }, byHand)).toMatchObject([
      { data: { from: 'general@1', to: 'loans@1' } },
    ]);
    expect(chosen([lodging()], { policy: 'loans@1' }, { actor: supervisor })).toEqual({ refused: 'reason-missing' });
    expect(chosen([lodging()], { policy: 'general@1' }, byHand)).toEqual([]);
  });

  it('is not overruled by a correction of before, but by a later one that makes a difference', () => {
    const hand = chosen(
      [lodging(), toLoan],
      { policy: 'strict@1' },
      { ...byHand, policies: policies([...all, strict]) },
    );
    if ('refused' in hand) throw new Error(hand.refused);
    const after = [lodging(), toLoan, happened('PolicyReplaced', hand[0]?.data as never, { occurredAt: at(9) })];
    expect(chosen(after, { because: 1 }, { policy: strict })).toEqual([]);
    expect(chosen([...after, corrected({ issue: 'fees' }, 9)], undefined, { policy: strict })).toEqual([]);
    expect(chosen([...after, corrected({ product: 'card' }, 9)], undefined, { policy: strict })).toMatchObject([
      { data: { from: 'strict@1', to: 'general@1', fields: ['product'] } },
    ]);
  });
});

describe('Clocks under another policy', () => {
  it('count from their own beginnings, not from the change', () => {
    expect(clocksOf(replacedIn([lodging(), toLoan]))['answer']).toMatchObject({
      startedAt: at(2),
      dueAt: at(17),
      policy: 'loans@1',
    });
  });

  it('that have passed by then are due at once, as breaches like any other', () => {
    const late = replacedIn([lodging(), toLoan], 20);
    expect(dueBy(late, 20)).toContain(`missed answer ${at(17)}`);
  });

  it('stay met where they were met, and warn of nothing any more', () => {
    const met = { ...acknowledged, occurredAt: at(3) };
    const after = replacedIn([lodging(), met, toLoan]);
    expect(after.at(-1)?.data).toMatchObject({ met: [{ clock: 'acknowledgement', run: 1 }] });
    expect(clocksOf(after)['acknowledgement']).toMatchObject({ state: 'met', dueAt: '2026-11-02T11:00:00.000Z' });
    expect(dueBy(after, 10)).toEqual([`missed overall ${at(7)}`]);
    // Without the memory of the change it would have been missed.
    expect(clocksUnder(loans, timelineOf([lodging(), met]))[0]).toMatchObject({ state: 'missed' });
  });

  it('that had stopped by then can be late, but warn of nothing', () => {
    const reply = { ...ack, name: 'reply', limit: days(3), warnings: [{ percent: 10 }] };
    const warned = { ...loans, clocks: [reply] };
    const known = { policies: policies([general, warned]) };
    const inTime = replacedIn([lodging(), { ...acknowledged, occurredAt: at(4) }, toLoan], 10, known);
    expect(dueBy(inTime, 10, warned)).toEqual([]);
    const late = replacedIn([lodging(), { ...acknowledged, occurredAt: at(6) }, toLoan], 10, known);
    expect(dueBy(late, 10, warned)).toEqual([`missed reply ${at(5)}`]);
  });

  it('that were missed keep the breach in the history, and fall due once more by the new limit', () => {
    const missed = happened(
      'DeadlineMissed',
      { clock: 'overall', run: 1, startedAt: at(2), calendar: 'generic@1', dueAt: at(7) },
      { occurredAt: at(7), actor: system },
    );
    const loan = { ...lodging({ product: 'loan' }), policyVersion: loans.version } as PastComplaintEvent;
    const wasLoan = [loan, missed, corrected({ product: 'card' }, 8)];
    const after = replacedIn(wasLoan, 8, { policy: loans });
    const [run] = evaluateClocks(general, timelineOf(after)).filter(({ rule }) => rule.name === 'overall');
    expect(run).toMatchObject({ state: 'running', run: { fired: [], firedBefore: [{ fact: 'missed', at: at(7) }] } });
    expect(clocksOf(after, general)['overall']).toMatchObject({ dueAt: '2026-12-12T10:00:00.000Z' });
    // Back again, the same breach is not recorded twice.
    const back = replacedIn([...after, toLoan], 9, { policy: general });
    expect(dueBy(back, 10)).not.toContain(`missed overall ${at(7)}`);
  });

  it('keep what they were extended by, even after the new limit', () => {
    const extended = happened(
      'DeadlineExtended',
      { clock: 'overall', run: 1, startedAt: at(2), calendar: 'generic@1', reason: 'complex' },
      { occurredAt: at(9) },
    );
    expect(clocksOf(replacedIn([lodging(), extended, toLoan]))['overall']).toMatchObject({ dueAt: at(17) });
  });

  it('keep their pauses, and one that is open stays so until it is resumed', () => {
    const calendar = 'generic@1';
    const paused = happened(
      'ClockPaused',
      { reason: 'information-requested', clocks: ['decision'], calendar },
      { occurredAt: at(3) },
    );
    const open = replacedIn([lodging(), paused, toLoan], 6);
    expect(open.at(-1)?.data).toMatchObject({ paused: [{ clock: 'answer', reason: 'information-requested' }] });
    expect(clocksOf(open)).toMatchObject({ answer: { state: 'paused' }, overall: { state: 'running' } });
    // The answer to the question resumes the clock of the new policy.
    const answered = complaint.decide(command('resume-clock', {}, { policy: loans, occurredAt: at(8) }), stateOf(open));
    expect(answered).toMatchObject([{ type: 'ClockResumed', data: { clocks: ['answer'] } }]);
    const resumed = [...open, happened('ClockResumed', { clocks: ['answer'], calendar }, { occurredAt: at(8) })];
    expect(clocksOf(resumed)['answer']).toMatchObject({ state: 'running', dueAt: at(22) });
    const commands = availableCommands(stateOf(resumed), { id: 'handler-1', roles: ['handler'] });
    expect(commands).not.toContain('resume-clock');
    // Back under the first policy, its clock stood still as long.
    const back = replacedIn([...resumed, corrected({ product: 'card' }, 9)], 9, { policy: loans });
    expect(clocksOf(back, general)['decision']).toMatchObject({ dueAt: '2026-12-07T10:00:00.000Z' });
  });

  it('count by the calendar of the new policy, with no change of another calendar', () => {
    const amended = { calendar: 'generic@2', from: 'generic@1', added: [{ on: '2026-11-04', names: lodgedNames }] };
    const changed = happened('CalendarChanged', amended, { occurredAt: at(3) });
    const tehran = { ...loans, calendar: 'iran@1' };
    const after = replacedIn([lodging(), changed, toLoan], 6, { policies: policies([general, tehran]) });
    const [run] = evaluateClocks(tehran, timelineOf(after));
    expect(run?.run.table.calendar.version).toBe('iran@1');
    const [kept] = evaluateClocks(loans, timelineOf(after));
    expect(kept?.run.table.calendar.version).toBe('generic@2');
  });
});

const lodgedNames = { en: 'Closed', fa: 'تعطیل' };

describe('What a complainant may still do under another policy', () => {
  const decided = [lodging(), assessed, proposed, approved, { ...communicated, occurredAt: at(3) }] as const;
  const short = {
    ...loans,
    silence: { after: days(5), means: 'accepted' } as const,
    windows: { appeal: days(5) },
    stages: acmeWithReview.stages,
  };

  it('counts from the change, so that no window is over before it was known', () => {
    const silent = replacedIn([...decided, toLoan], 20, { policies: policies([general, short]) });
    expect(awaitedAnswer(short, timelineOf(silent))).toMatchObject({ since: at(20), until: at(25) });
    const turnedDown = replacedIn([...decided, { ...rejected, occurredAt: at(4) }, toLoan], 20);
    expect(isWindowOver('appeal', short, stateOf(turnedDown), at(25))).toBe(false);
    expect(isWindowOver('appeal', short, stateOf(turnedDown), at(26))).toBe(true);
  });
});

import { describe, expect, it } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { evaluateClocks } from '../clocks/clocks.js';
import { epochMsOf } from '../instant.js';
import type { FiredFact, Timeline } from '../clocks/timeline.js';
import { paced } from '../policies/policy.mother.spec.js';
import { dueCommands, life, recorded, type Life } from './complaint.arbitrary.spec.js';
import { stateAfter } from './complaint.mother.spec.js';
import { complaint } from './commands.js';

const runs = { numRuns: 100 };

/** The timelines of a history, one after each event. */
function timelines({ history }: Life): readonly Timeline[] {
  return history.map((_, index) => {
    const state = stateAfter(history.slice(0, index + 1));
    return state.status === 'unknown' ? [] : state.timeline;
  });
}

function firedIn(timeline: Timeline): readonly FiredFact[] {
  return timeline.flatMap((fact) =>
    fact.fact === 'warned' || fact.fact === 'missed' || fact.fact === 'told' ? [fact] : [],
  );
}

function evaluated(timeline: Timeline, clock: string, run: number) {
  return evaluateClocks(paced, timeline).find((one) => one.rule.name === clock && one.run.number === run);
}

describe('Whatever happens to a complaint, and whenever somebody looks what came due', () => {
  it('nothing fires twice', () => {
    fc.assert(
      fc.property(life, (its) => {
        const timeline = timelines(its).at(-1) ?? [];
        const policyOf = (firing: FiredFact) =>
          timeline.slice(0, timeline.indexOf(firing)).filter(({ fact }) => fact === 'policy').length;
        const keys = firedIn(timeline).map((firing) => {
          const { fact, clock, run, mark, to } = firing;
          return [policyOf(firing), fact, clock, run, mark, to].join(' ');
        });
        expect(new Set(keys).size).toBe(keys.length);
      }),
      runs,
    );
  });

  it('nothing fires before its time, and each says when it was due', () => {
    fc.assert(
      fc.property(life, ({ taken }) => {
        for (const { command, events } of taken) {
          for (const { type } of events) {
            if (!['DeadlineWarned', 'DeadlineMissed', 'ComplaintEscalated'].includes(type)) continue;
            expect(command.occurredAt < command.now).toBe(true);
          }
        }
      }),
      runs,
    );
  });

  it('nothing that came due is left over once somebody has looked often enough', () => {
    fc.assert(
      fc.property(life, ({ state: end, end: hour }) => {
        let state = end;
        // An automatic report begins the next run, which may also be due.
        for (let look = 0; look < 200 && dueCommands(state, hour).length > 0; look += 1) {
          for (const command of dueCommands(state, hour)) {
            const events = complaint.decide(command, state);
            if ('refused' in events) throw new Error(events.refused);
            state = events.map((event) => recorded(event, command)).reduce(complaint.evolve, state);
          }
        }
        expect(dueCommands(state, hour)).toEqual([]);
      }),
      runs,
    );
  });

  it('a breach that was recorded keeps its due', () => {
    fc.assert(
      fc.property(life, (its) => {
        const all = timelines(its);
        const last = all.at(-1) ?? [];
        // By another policy it is due at another time, and the breach stays only in the history.
        const hasAnotherPolicy = last.some(({ fact }) => fact === 'policy');
        for (const { fact, clock, run, at } of firedIn(last)) {
          if (fact === 'missed' && !hasAnotherPolicy) expect(evaluated(last, clock, run)?.due?.at).toBe(epochMsOf(at));
        }
        for (const timeline of all) {
          expect(firedIn(last).slice(0, firedIn(timeline).length)).toEqual(firedIn(timeline));
        }
      }),
      runs,
    );
  });

  it('the timeline only grows, but for a step that is taken back', () => {
    fc.assert(
      fc.property(life, (its) => {
        const all = timelines(its);
        for (const [index, { type }] of its.history.entries()) {
          const before = all[index - 1] ?? [];
          const after = all[index] ?? [];
          if (type !== 'StepTakenBack') {
            expect(after.slice(0, before.length)).toEqual(before);
            continue;
          }
          const taken = before.findIndex((fact, place) => !isDeepStrictEqual(fact, after[place]));
          expect(['acknowledged', 'decided']).toContain(before[taken]?.fact);
          expect(after).toEqual(before.toSpliced(taken, 1));
        }
      }),
      runs,
    );
  });

  it('no pause is lost, and none takes back what had passed of it', () => {
    fc.assert(
      fc.property(life, (its) => {
        const all = timelines(its);
        const last = all.at(-1) ?? [];
        for (const [index, event] of its.history.entries()) {
          if (event.type !== 'ClockPaused') continue;
          for (const clock of event.data.clocks) {
            const then = evaluateClocks(paced, all[index] ?? []).findLast((one) => one.rule.name === clock);
            const open = then?.pauses.at(-1);
            if (then === undefined || open === undefined) throw new Error(`${clock} was not paused.`);
            const now = evaluated(last, clock, then.run.number);
            // A clock stopped or resumed in the instant of its pause was not paused at all.
            const wentOn = its.history.some(
              ({ type, occurredAt }, later) =>
                later > index && type === 'ClockResumed' && occurredAt === event.occurredAt,
            );
            if (wentOn || now?.run.stoppedAt === open.from) continue;
            expect(now?.pauses.map(({ from, reason }) => [from, reason])).toContainEqual([open.from, open.reason]);
          }
        }
      }),
      runs,
    );
  });
});

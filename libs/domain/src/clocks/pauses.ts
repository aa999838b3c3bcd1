import type { ClockRule } from './clock-rule.js';
import { epochMsOf } from './instants.js';
import type { PauseFact, ResumeFact, Timeline, TimelineFact } from './timeline.js';

/** A stretch in which a clock stood still, in milliseconds since 1970; without `to` it still does. */
export interface Pause {
  readonly from: number;
  readonly to?: number;
  readonly reason: string;
}

/** A fact that was meant for a clock and did not change it, and why. */
export interface IgnoredFact {
  readonly fact: TimelineFact['fact'];
  readonly at: string;
  readonly why: 'not-allowed' | 'no-reason' | 'too-late' | 'used-up' | 'already-paused' | 'not-paused';
}

export interface Pauses {
  readonly pauses: readonly Pause[];
  readonly ignored: readonly IgnoredFact[];
}

/** The pauses of one clock in the order of the timeline. A resumption typed in late never ends a pause before it began. */
export function pausesOf(rule: ClockRule, timeline: Timeline): Pauses {
  const pauses: Pause[] = [];
  const ignored: IgnoredFact[] = [];
  for (const fact of timeline) {
    if (fact.fact !== 'paused' && fact.fact !== 'resumed') continue;
    if (fact.clocks !== undefined && !fact.clocks.includes(rule.name)) continue;
    const at = epochMsOf(fact.at);
    const open = pauses.at(-1)?.to === undefined ? pauses.at(-1) : undefined;
    const why = reasonAgainst(rule, fact, open !== undefined);
    if (why !== undefined) ignored.push({ fact: fact.fact, at: fact.at, why });
    else if (open !== undefined) pauses[pauses.length - 1] = { ...open, to: Math.max(at, open.from) };
    else
      pauses.push({
        from: Math.max(at, pauses.at(-1)?.to ?? at),
        reason: fact.fact === 'paused' ? (fact.reason ?? '') : '',
      });
  }
  return { pauses, ignored };
}

function reasonAgainst(
  { pause }: ClockRule,
  fact: PauseFact | ResumeFact,
  paused: boolean,
): IgnoredFact['why'] | undefined {
  if (pause === undefined) return 'not-allowed';
  if (fact.fact === 'resumed') return paused ? undefined : 'not-paused';
  if (fact.reason === undefined || !pause.reasons.includes(fact.reason)) return 'no-reason';
  return paused ? 'already-paused' : undefined;
}

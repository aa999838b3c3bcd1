import type { CommandContext } from './commands.js';
import type { ComplaintEvent } from './events.js';
import { pauseClock, resumeClock } from './pause.js';
import type { Complaint } from './state.js';

/**
 * The word by which a policy lets a clock stand still while the complainant is asked for information (ISO 10002:2018, 7.6). A clock
 * whose policy does not name it runs on: nobody is made to wait longer by a question alone.
 */
export const ASKED = 'information-requested';

/** What a question does to clocks: nothing where the policy does not allow it, or where they stand still already. */
export function pausedByAsking(context: CommandContext, state: Complaint): readonly ComplaintEvent[] {
  const decision = pauseClock({ ...context, type: 'pause-clock', data: { grounds: ASKED } }, state);
  return 'refused' in decision ? [] : decision;
}

/** What the last answer does to clocks: those that a question stopped go on, and those that stand still for another reason do not. */
export function resumedByAnswer(context: CommandContext, state: Complaint): readonly ComplaintEvent[] {
  const clocks = stoppedByQuestions(state);
  if (clocks.length === 0) return [];
  const decision = resumeClock({ ...context, type: 'resume-clock', data: { clocks } }, asThoughUnmerged(state));
  return 'refused' in decision ? [] : decision;
}

/** An answer counts also while the complaint is merged: should that be undone, the clocks have gone on since. */
function asThoughUnmerged(state: Complaint): Complaint {
  if (state.status !== 'merged') return state;
  const at = state.timeline.findLast(({ fact }) => fact === 'merged');
  return { ...state, timeline: state.timeline.filter((fact) => fact !== at) };
}

function stoppedByQuestions({ timeline }: Complaint): readonly string[] {
  const reasons = new Map<string, string | undefined>();
  for (const fact of timeline) {
    if (fact.fact === 'paused') for (const clock of fact.clocks ?? []) reasons.set(clock, fact.reason);
    if (fact.fact === 'resumed') for (const clock of fact.clocks ?? []) reasons.delete(clock);
  }
  return [...reasons].filter(([, reason]) => reason === ASKED).map(([clock]) => clock);
}

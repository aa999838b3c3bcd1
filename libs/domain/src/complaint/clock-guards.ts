import { refuse } from '../refusal.js';
import type { Standing } from './guards.js';
import type { Complaint } from './state.js';

/** Which clocks stand still the policy decides; here it is enough that some were told to, and not to go on. */
export function resuming({ timeline }: Complaint): Standing {
  const paused = new Set<string>();
  for (const fact of timeline) {
    if (fact.fact === 'paused') for (const clock of fact.clocks ?? []) paused.add(clock);
    if (fact.fact === 'resumed') for (const clock of fact.clocks ?? []) paused.delete(clock);
  }
  if (paused.size > 0) return 'open';
  return timeline.some(({ fact }) => fact === 'resumed') ? 'done' : refuse('clock-not-paused');
}

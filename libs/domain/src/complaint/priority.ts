import type { Assessment } from './events.js';
import { priorities, type Impact, type Priority, type Severity } from './vocabulary.js';

/** By severity and impact, before safety and urgency are looked at. */
const byHarm: { readonly [severity in Severity]: { readonly [impact in Impact]: Priority } } = {
  low: { individual: 'low', group: 'normal', public: 'normal' },
  medium: { individual: 'normal', group: 'normal', public: 'high' },
  high: { individual: 'high', group: 'high', public: 'urgent' },
  critical: { individual: 'urgent', group: 'urgent', public: 'urgent' },
};

/**
 * The priority that follows from an initial assessment (ISO 10002:2018, 7.5): from the table of harm; at least `high` when safety is
 * touched; one step up when immediate action is needed. Complexity is left out: it says how long the work takes, not how soon it must begin.
 */
export function priorityOf(assessment: Omit<Assessment<unknown>, 'rationale' | 'complexity'>): Priority {
  const byTable = rank(byHarm[assessment.severity][assessment.impact]);
  const withSafety = assessment.safetyImplication ? Math.max(byTable, rank('high')) : byTable;
  const withUrgency = assessment.immediateAction === 'needed' ? withSafety + 1 : withSafety;
  return priorities[withUrgency] ?? 'urgent';
}

function rank(priority: Priority): number {
  return priorities.indexOf(priority);
}

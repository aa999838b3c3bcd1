import type { Complexity, Impact, Priority, Severity } from '@redress/contracts';

/** What an assessment says of a complaint, as far as clocks may depend on it. */
export interface Assessed {
  readonly severity: Severity;
  readonly priority: Priority;
  readonly complexity: Complexity;
  readonly impact: Impact;
  readonly safetyImplication: boolean;
  /** Absent: nobody said that the complainant is in vulnerable circumstances. */
  readonly vulnerability?: boolean;
}

/** The complaints that a clock is for. An absent part matches all; of several values one suffices. */
export interface ClockCondition {
  readonly severity?: readonly Severity[];
  readonly priority?: readonly Priority[];
  readonly complexity?: readonly Complexity[];
  readonly impact?: readonly Impact[];
  readonly safetyImplication?: boolean;
  readonly vulnerability?: boolean;
}

/** A rule as far as its conditions say whether it applies. */
interface Conditional {
  readonly when?: ClockCondition;
}

/** The parts of a condition, in the order in which they are told. */
export const conditionParts = [
  'safetyImplication',
  'vulnerability',
  'priority',
  'severity',
  'impact',
  'complexity',
] as const satisfies readonly (keyof ClockCondition)[];

/**
 * The rule that applies, of all rules of one clock: the one whose condition holds, else the one without a condition. Before the first
 * assessment no condition holds. Undefined when the clock does not apply.
 */
export function ruleInForce<Rule extends Conditional>(
  rules: readonly Rule[],
  assessed: Assessed | undefined,
): Rule | undefined {
  const meant = assessed && rules.find(({ when }) => when !== undefined && holds(when, assessed));
  return meant ?? rules.find(({ when }) => when === undefined);
}

/** Whether some complaint could meet both conditions. */
export function canBothHold(one: ClockCondition, other: ClockCondition): boolean {
  return conditionParts.every((part) => {
    const [left, right] = [valuesOf(one, part), valuesOf(other, part)];
    return left === undefined || right === undefined || left.some((value) => right.includes(value));
  });
}

function holds(when: ClockCondition, assessed: Assessed): boolean {
  return conditionParts.every((part) => valuesOf(when, part)?.includes(assessed[part] ?? false) ?? true);
}

function valuesOf(when: ClockCondition, part: (typeof conditionParts)[number]): readonly unknown[] | undefined {
  const value = when[part];
  return typeof value === 'boolean' ? [value] : value;
}

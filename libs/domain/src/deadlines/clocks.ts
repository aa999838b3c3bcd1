import { isAfter, type Instant } from '../instant.js';
import type { ClockFacts, Stretch } from './clock-facts.js';
import { policyOf, type ClockName, type DeadlinePolicy, type Limit } from './policy.js';

/** One deadline of one complaint. */
export type Clock = {
  readonly name: ClockName;
  /** `met`: stopped no later than due. `missed`: stopped after. A running clock past its due is {@link isOverdue overdue}. */
  readonly state: 'running' | 'met' | 'missed';
  readonly startedAt: Instant;
  /** The last instant that is still in time. */
  readonly dueAt: Instant;
  readonly stoppedAt?: Instant;
  /** The version of the policy it comes from. */
  readonly policy: string;
};

/**
 * Every clock of a complaint under one version of the policy: acknowledgement, then the decision clocks, oldest first. A clock that
 * the policy does not limit is left out. Pure: it knows no "now". Throws a `RangeError` for an unknown version.
 */
export function clocksFor(policyVersion: string, facts: ClockFacts): readonly Clock[] {
  const policy = policyOf(policyVersion);
  const stretches: readonly (readonly [ClockName, Stretch])[] = [
    ['acknowledgement', facts.acknowledgement],
    ...facts.decisions.map((stretch) => ['decision', stretch] as const),
  ];
  return stretches.flatMap(([name, stretch]) =>
    policy.limits.filter((limit) => limit.clock === name).map((limit) => clockOf(policy, limit, stretch)),
  );
}

/** Whether a clock still runs although its time is up. */
export function isOverdue(clock: Clock, now: Instant): boolean {
  return clock.state === 'running' && isAfter(now, clock.dueAt);
}

/** When the next of the running clocks is due; undefined when none runs. */
export function nextDueAt(clocks: readonly Clock[]): Instant | undefined {
  const due = clocks.filter((clock) => clock.state === 'running').map((clock) => clock.dueAt);
  return due.sort((a, b) => Temporal.Instant.compare(a, b))[0];
}

function clockOf(policy: DeadlinePolicy, limit: Limit, { startedAt, stoppedAt }: Stretch): Clock {
  const clock = { name: limit.clock, startedAt, dueAt: dueAtOf(policy, limit, startedAt), policy: policy.version };
  if (stoppedAt === undefined) return { ...clock, state: 'running' };
  return { ...clock, state: isAfter(stoppedAt, clock.dueAt) ? 'missed' : 'met', stoppedAt };
}

/** A complaint's clocks are asked for at each of its events, and Temporal takes its time: the latest answers are kept. */
const knownDueAt = new Map<string, Instant>();
const KNOWN_MAX = 10_000;

function dueAtOf(policy: DeadlinePolicy, limit: Limit, startedAt: Instant): Instant {
  const question = `${policy.version} ${limit.clock} ${startedAt}`;
  const known = knownDueAt.get(question);
  if (known !== undefined) return known;
  const dueAt = computeDueAt(policy, limit, startedAt);
  if (knownDueAt.size === KNOWN_MAX) knownDueAt.clear();
  knownDueAt.set(question, dueAt);
  return dueAt;
}

function computeDueAt(policy: DeadlinePolicy, limit: Limit, startedAt: Instant): Instant {
  const start = Temporal.Instant.from(startedAt).toZonedDateTimeISO(policy.timeZone);
  const day =
    limit.unit === 'business-days' ? businessDaysLater(start, limit.length, policy) : start.add({ days: limit.length });
  // The end of a day is found from the start of the next: a day on which clocks change is not 24 hours long.
  const due = limit.end === 'end-of-day' ? day.add({ days: 1 }).startOfDay().subtract({ milliseconds: 1 }) : day;
  return due.toInstant().toString({ fractionalSecondDigits: 3 });
}

function businessDaysLater(
  start: Temporal.ZonedDateTime,
  days: number,
  policy: DeadlinePolicy,
): Temporal.ZonedDateTime {
  // Without this a policy with an empty week would never come to an end.
  if (policy.workingWeek.length === 0) throw new RangeError(`Policy ${policy.version} has no working days.`);
  let day = start;
  for (let left = days; left > 0;) {
    day = day.add({ days: 1 });
    if (policy.workingWeek.includes(day.dayOfWeek)) left -= 1;
  }
  return day;
}

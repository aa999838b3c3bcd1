import { epochMsOf, type Instant, instantOf, isAfter } from '@redress/domain';
import type { ReportDefinition, ReportDelivery, ReportSending } from './report.js';
import { type DuePeriod, dueAfter, firstAfter, lastEnded, owed, type Schedule } from './schedule.js';

/** Sendings that are remembered of each report. */
const HISTORY_MAX = 40;
/** Periods that are made up for after a downtime, each once. */
const OWED_MAX = 7;
/** How long a process has a sending to itself after each step: longer than a step can take. */
export const LEASE_MS = 300_000;
const RETRY_MS = 300_000;
const RETRY_MS_MAX = 6 * 3_600_000;
/** After that a sending is given up: its recipients have the next report, or somebody has the mail server mended. */
const GIVE_UP_MS = 3 * 24 * 3_600_000;

/** A sending under way, and the process that does it. */
export interface RunningSending extends ReportSending {
  readonly begunAt: Instant;
  readonly tries: number;
  /** When somebody looks at it again. */
  readonly againAt: Instant;
  readonly doneBy: string | null;
}

/** All that is kept of one report. */
export interface ReportState {
  readonly owner: string;
  readonly revision: number;
  readonly changedAt: Instant;
  readonly definition: ReportDefinition;
  /** The next period that is due by itself; null while the report is paused. */
  readonly next: DuePeriod | null;
  /** Where the last period ends that was due: none up to there is due again, however the report is changed. */
  readonly sentUpTo: Instant | null;
  readonly running: RunningSending | null;
  /** Newest first. */
  readonly history: readonly ReportSending[];
}

/** When a report is to be looked at; null for never. */
export function lookAt({ running, next }: ReportState): Instant | null {
  return running?.againAt ?? next?.dueAt ?? null;
}

/** The next period of a report from an instant on, but none that was due before. */
export function nextFor(schedule: Schedule, sentUpTo: Instant | null, at: Instant): DuePeriod {
  let next = firstAfter(schedule, at);
  while (sentUpTo !== null && isAfter(sentUpTo, next.period.from)) next = dueAfter(schedule, next.period);
  return next;
}

/** Who is to do the next step, and when. */
export interface SendingStep {
  readonly schedule: Schedule;
  readonly now: Instant;
  /** Random, of one process. */
  readonly by: string;
  /** For the id of a sending that begins: random. */
  readonly id: string;
}

/**
 * Takes what is due upon one process: a sending that begins, or one that waited to be tried again, or whose process was killed. Undefined
 * when nothing is to be done. Whoever was killed while it sent may have sent, so that recipient is not written to again.
 */
export function taken(state: ReportState, step: SendingStep): ReportState | undefined {
  const { now, by } = step;
  const { running } = state;
  if (running !== null) {
    if (isAfter(running.againAt, now)) return undefined;
    const deliveries = running.deliveries.map((delivery) =>
      delivery.state === 'trying' ? { ...delivery, state: 'uncertain' as const } : delivery,
    );
    return { ...state, running: { ...running, deliveries, doneBy: by, againAt: leaseFrom(now) } };
  }
  if (state.next === null || isAfter(state.next.dueAt, now)) return undefined;
  const { due, skipped } = owed(step.schedule, state.next, now, OWED_MAX);
  return begun(state, due[0]!, step, { skipped, askedBy: null });
}

/** Begins to send the report of the last period that is over, because somebody asked for it. */
export function askedFor(state: ReportState, step: Omit<SendingStep, 'by'>, askedBy: string): ReportState {
  const { schedule, now } = step;
  const asked = begun(state, lastEnded(schedule, now), { ...step, by: '' }, { skipped: 0, askedBy });
  return { ...asked, running: asked.running && { ...asked.running, doneBy: null, againAt: now } };
}

function begun(
  state: ReportState,
  { period, dueAt }: DuePeriod,
  { id, now, by }: SendingStep,
  more: Pick<ReportSending, 'skipped' | 'askedBy'>,
): ReportState {
  const deliveries = state.definition.recipients.map(({ kind, name }): ReportDelivery => ({
    kind,
    name,
    state: 'waiting',
    failure: null,
  }));
  const running: RunningSending = {
    id,
    period,
    dueAt,
    ...more,
    deliveries,
    position: null,
    asOf: null,
    endedAt: null,
    begunAt: now,
    tries: 0,
    doneBy: by,
    againAt: leaseFrom(now),
  };
  return { ...state, running };
}

/** What a process that has a sending changes of it; undefined when another has it by now, or it is over. */
export function stepped(
  state: ReportState,
  { by, now }: Pick<SendingStep, 'by' | 'now'>,
  id: string,
  change: Partial<Pick<RunningSending, 'deliveries' | 'position' | 'asOf'>>,
): ReportState | undefined {
  const { running } = state;
  if (running?.id !== id || running.doneBy !== by) return undefined;
  return { ...state, running: { ...running, ...change, againAt: leaseFrom(now) } };
}

/** A delivery that has come to another state. */
export function withDelivery(
  deliveries: readonly ReportDelivery[],
  place: number,
  change: Partial<ReportDelivery>,
): readonly ReportDelivery[] {
  return deliveries.map((delivery, other) => (other === place ? { ...delivery, ...change } : delivery));
}

/**
 * Ends a round over a sending: it is over once every recipient was written to, or it is given up; else it is tried again later. `failure` is why
 * nobody of those who wait was written to; undefined where it is each recipient's own. Undefined as for {@link stepped}.
 */
export function paused(
  state: ReportState,
  { by, now, schedule }: Omit<SendingStep, 'id'>,
  id: string,
  failure?: string,
): ReportState | undefined {
  const { running } = state;
  if (running?.id !== id || running.doneBy !== by) return undefined;
  const deliveries = running.deliveries.map((delivery) =>
    delivery.state === 'waiting' && failure !== undefined ? { ...delivery, failure } : delivery,
  );
  const isOpen = deliveries.some(({ state: delivery }) => delivery === 'waiting');
  const isGivenUp = epochMsOf(now) - epochMsOf(running.begunAt) > GIVE_UP_MS;
  if (isOpen && !isGivenUp) {
    const wait = Math.min(RETRY_MS * 2 ** running.tries, RETRY_MS_MAX);
    const againAt = instantOf(epochMsOf(now) + wait);
    return { ...state, running: { ...running, deliveries, tries: running.tries + 1, doneBy: null, againAt } };
  }
  const { begunAt: _begun, tries: _tries, againAt: _again, doneBy: _by, ...sending } = running;
  const settled = deliveries.map((delivery) =>
    delivery.state === 'waiting' ? { ...delivery, state: 'failed' as const } : delivery,
  );
  const ended: ReportSending = { ...sending, deliveries: settled, endedAt: now };
  const history = [ended, ...state.history].slice(0, HISTORY_MAX);
  return { ...state, running: null, history, ...after(state, ended, schedule) };
}

/** What was asked for changes nothing of what is due by itself. */
function after(
  state: ReportState,
  { askedBy, period }: ReportSending,
  schedule: Schedule,
): Pick<ReportState, 'next' | 'sentUpTo'> {
  if (askedBy !== null) return { next: state.next, sentUpTo: state.sentUpTo };
  return { next: state.definition.paused ? null : dueAfter(schedule, period), sentUpTo: period.before };
}

function leaseFrom(now: Instant): Instant {
  return instantOf(epochMsOf(now) + LEASE_MS);
}

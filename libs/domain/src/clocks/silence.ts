import { dayTableOf } from '../calendars/day-table.js';
import type { Instant } from '../instant.js';
import type { SilencePolicy } from '../policies/policy.js';
import { beyondIsUndefined } from './beyond-is-undefined.js';
import { calendarInForce } from './calendar-in-force.js';
import { epochMsOf, instantOf } from './instants.js';
import { limitEnd } from './limit-end.js';
import type { Timeline } from './timeline.js';

/** The silence of a complainant who was told a decision (ISO 10002:2018, 7.9). */
export interface AwaitedAnswer {
  /** When the decision was told, or the complainant was last heard of since. */
  readonly since: Instant;
  /** The last instant at which an answer is still in time: after it the silence means what the policy says. */
  readonly until: Instant;
  /** Name and version of the calendar by which that was counted. */
  readonly calendar: string;
}

/**
 * The answer that is waited for; undefined when none is, when the policy reads nothing into a silence, or when the calendar ends before.
 * Pure: it knows no "now".
 */
export function awaitedAnswer(policy: SilencePolicy, timeline: Timeline): AwaitedAnswer | undefined {
  const since = silentSince(timeline);
  const { silence } = policy;
  if (silence === undefined || since === undefined) return undefined;
  const calendar = calendarInForce(policy, timeline);
  const start = { at: epochMsOf(since), fromDayStart: false };
  const end = beyondIsUndefined(() => limitEnd(dayTableOf(calendar), silence.after, start));
  return end === undefined ? undefined : { since, until: instantOf(end), calendar: calendar.version };
}

/** Since when nothing was heard of a complainant whose answer to a decision is open; undefined while none is. */
export function silentSince(timeline: Timeline): Instant | undefined {
  let since: Instant | undefined;
  for (const { fact, at } of timeline) {
    switch (fact) {
      case 'decided':
        since = at;
        break;
      case 'heard':
        // What was typed in late may have been said before.
        if (since !== undefined && epochMsOf(at) > epochMsOf(since)) since = at;
        break;
      case 'accepted':
      case 'rejected':
      case 'escalated':
      case 'ended':
      case 'reopened':
        since = undefined;
        break;
      default:
        break;
    }
  }
  return since;
}

import type { Reference } from '@redress/contracts';
import { type Asking, calendarInForce, type Holiday, isOngoing, wallBefore } from '@redress/domain';
import { type CommandSource, type EventStore, LOG_START } from '@redress/eventing';
import type { Complaints, ComplaintPolicies } from './complaints.js';
import { COMPLAINT_STREAM_PREFIX, referenceOf } from './stream.js';

/** Holidays that were announced too late for the policies, and the version of the calendar that has them: `iran@2`. */
export interface LateHolidays {
  readonly calendar: string;
  readonly holidays: readonly Holiday[];
}

/** The result for the open complaints that use an earlier version of the calendar. */
export interface HolidaysApplied {
  readonly changed: number;
  /** Complaints that have all of these days already. */
  readonly unchanged: number;
  /** Number of refusals by code, such as `deadlines-unrecorded`. */
  readonly refused: ReadonlyMap<string, number>;
}

/**
 * Changes every open complaint that uses an earlier version of a calendar to this one, adding the days it lacks. A repeat changes nothing;
 * after an interruption it continues. A complaint behind a wall from who asks is changed like any other, and not counted.
 */
export async function applyHolidays(
  office: {
    readonly events: EventStore;
    readonly complaints: Complaints;
    readonly policies: Pick<ComplaintPolicies, 'of'>;
  },
  { calendar, holidays }: LateHolidays,
  sender: CommandSource,
  asking?: Asking,
): Promise<HolidaysApplied> {
  let changed = 0;
  let unchanged = 0;
  const refused = new Map<string, number>();
  for await (const reference of receivedReferences(office.events)) {
    const { state } = await office.complaints.load(reference);
    if (state.status === 'unknown' || !isOngoing(state)) continue;
    const before = calendarInForce(await office.policies.of(state.policyVersion), state.timeline);
    if (nameOf(before.version) !== nameOf(calendar)) continue;
    const added = holidays.filter(({ on }) => !before.holidays.some((known) => known.on === on));
    const content = { type: 'change-calendar', data: { calendar, added } } as const;
    const source = { ...sender, idempotencyKey: `calendar:${calendar}` };
    const outcome = added.length === 0 ? undefined : await office.complaints.execute(reference, content, source);
    if (asking !== undefined && wallBefore(asking, state) !== undefined) continue;
    if (outcome === undefined || (outcome.kind === 'accepted' && outcome.events.length === 0)) unchanged += 1;
    else if (outcome.kind === 'accepted') changed += 1;
    else {
      const code = outcome.kind === 'refused' ? outcome.refusal.refused : outcome.kind;
      refused.set(code, (refused.get(code) ?? 0) + 1);
    }
  }
  return { changed, unchanged, refused };
}

async function* receivedReferences(events: EventStore): AsyncGenerator<Reference> {
  for await (const { stream, type } of events.readAll(LOG_START)) {
    if (type === 'ComplaintReceived' && stream.startsWith(COMPLAINT_STREAM_PREFIX)) yield referenceOf(stream);
  }
}

function nameOf(version: string): string {
  return version.slice(0, version.lastIndexOf('@'));
}

import { COMPLAINT_STREAM_PREFIX, referenceOf } from '@redress/complaints';
import { calendarInForce, endedStatuses, type Holiday } from '@redress/domain';
import type { CommandSource } from '@redress/eventing';
import type { WritingSession } from '../session/writing.js';

const OPERATOR: CommandSource = { caller: 'cli', actor: { id: 'operator', role: 'system' } };

/** What became of the open complaints that count by an earlier version of the calendar. */
export interface Applied {
  readonly changed: number;
  /** They hold all of these days already. */
  readonly unchanged: number;
  /** What fell due is not recorded yet, or another refusal: by code, how many. */
  readonly refused: ReadonlyMap<string, number>;
}

/** Lets every open complaint that counts by an earlier version of `calendar` (`iran@2`) go over to it, with the days it lacks. */
export async function applyHolidays(
  session: WritingSession,
  calendar: string,
  holidays: readonly Holiday[],
): Promise<Applied> {
  let changed = 0;
  let unchanged = 0;
  const refused = new Map<string, number>();
  for (const reference of await receivedReferences(session)) {
    const { state } = await session.complaints.load(reference);
    if (state.status === 'unknown' || endedStatuses.includes(state.status)) continue;
    const before = calendarInForce(await session.policies.of(state.policyVersion), state.timeline);
    if (nameOf(before.version) !== nameOf(calendar)) continue;
    const added = holidays.filter(({ on }) => !before.holidays.some((known) => known.on === on));
    const content = { type: 'change-calendar', data: { calendar, added } } as const;
    const source = { ...OPERATOR, idempotencyKey: `calendar:${calendar}` };
    const outcome = added.length === 0 ? undefined : await session.complaints.execute(reference, content, source);
    if (outcome === undefined || (outcome.kind === 'accepted' && outcome.events.length === 0)) unchanged += 1;
    else if (outcome.kind === 'accepted') changed += 1;
    else {
      const code = outcome.kind === 'refused' ? outcome.refusal.refused : outcome.kind;
      refused.set(code, (refused.get(code) ?? 0) + 1);
    }
  }
  return { changed, unchanged, refused };
}

async function receivedReferences({ events }: WritingSession): Promise<readonly string[]> {
  const references: string[] = [];
  for await (const { stream, type } of events.readAll(0n)) {
    if (type === 'ComplaintReceived' && stream.startsWith(COMPLAINT_STREAM_PREFIX))
      references.push(referenceOf(stream));
  }
  return references;
}

function nameOf(version: string): string {
  return version.slice(0, version.lastIndexOf('@'));
}

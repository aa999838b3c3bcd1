import type { RecordedEvent } from '@redress/eventing';
import { eventually } from '@redress/testing';
import type { Office } from '../office.js';

/** The clock of a system that receives complaints on a Monday morning; and a week later, when everything is long due. */
export const MONDAY = { REDRESS_CLOCK: 'start=2026-11-02T09:00:00Z' };
export const A_WEEK_LATER = { REDRESS_CLOCK: 'start=2026-11-09T09:00:00Z' };

/** By `generic@1` the acknowledgement is due at the end of the first business day after. */
const DUE_AT = '2026-11-03T23:59:59.999Z';
const FIRED = ['DeadlineWarned', 'DeadlineMissed', 'ComplaintEscalated'];
const FIRING_MS_MAX = 60_000;
const SIDE_BY_SIDE = 20;

/** Lodges complaints that leave no address, so that nothing acknowledges them; answers their references. */
export async function lodgeMany(office: Office, count: number): Promise<readonly string[]> {
  const references: string[] = [];
  while (references.length < count) {
    const some = Array.from({ length: Math.min(SIDE_BY_SIDE, count - references.length) }, () =>
      office.lodge({ description: 'Nobody answers the telephone.' }),
    );
    references.push(...(await Promise.all(some)).map(({ body }) => String(body['reference'])));
  }
  return references;
}

/** Resolves when everything that was due on these complaints is recorded. */
export async function allFired(office: Office, references: readonly string[]): Promise<void> {
  for (const reference of references) {
    await eventually(
      () => office.get<{ clocks: readonly { fired: readonly unknown[] }[] }>('hana', `/api/cases/${reference}/clocks`),
      ({ body }) => body.clocks[0]?.fired.length === 2,
      FIRING_MS_MAX,
    );
  }
}

/** What fired, complaint by complaint, as one line for each event. */
export function firedLines(recorded: readonly RecordedEvent[]): ReadonlyMap<string, readonly string[]> {
  const fired = recorded.filter(({ type }) => FIRED.includes(type));
  const lines = Map.groupBy(fired, ({ stream }) => stream);
  return new Map([...lines].map(([stream, events]) => [stream, events.map(lineOf)]));
}

function lineOf({ type, data, metadata }: RecordedEvent): string {
  const { clock, run, calendar } = data as { readonly clock: string; readonly run: number; readonly calendar: string };
  return `${type} ${clock} ${run} ${calendar} ${metadata.policyVersion} ${metadata.occurredAt}`;
}

/** What each of these complaints must have recorded: once, with when it was due, and by which policy and calendar. */
export const WHAT_WAS_DUE = [
  `DeadlineMissed acknowledgement 1 generic@1 generic@1 ${DUE_AT}`,
  `ComplaintEscalated acknowledgement 1 generic@1 generic@1 ${DUE_AT}`,
];

import type { RecordedEvent } from '@redress/eventing';
import { eventually } from '@redress/testing';
import type { Office } from '../office.js';

/** Clock settings: a Monday morning on which complaints are received, and a week later, when everything is long due. */
export const MONDAY = { REDRESS_CLOCK: 'start=2026-11-02T09:00:00Z' };
export const A_WEEK_LATER = { REDRESS_CLOCK: 'start=2026-11-09T09:00:00Z' };

/** By `basic@1` the acknowledgement is due at the end of the next business day. */
const DUE_AT = '2026-11-03T23:59:59.999Z';
const FIRED = ['DeadlineWarned', 'DeadlineMissed', 'ComplaintEscalated'];
const FIRING_MS_MAX = 60_000;
const SIDE_BY_SIDE = 20;

/** Lodges complaints without an address, so that no acknowledgement is sent; returns their references. */
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

/** Resolves when everything due on these complaints is recorded. */
export async function allFired(office: Office, references: readonly string[]): Promise<void> {
  for (const reference of references) {
    await eventually(
      () => office.get<{ clocks: readonly { fired: readonly unknown[] }[] }>('hana', `/api/cases/${reference}/clocks`),
      ({ body }) => body.clocks[0]?.fired.length === 2,
      FIRING_MS_MAX,
    );
  }
}

/** Fired events by complaint, one line per event. */
export function firedLines(recorded: readonly RecordedEvent[]): ReadonlyMap<string, readonly string[]> {
  const fired = recorded.filter(({ type }) => FIRED.includes(type));
  const lines = Map.groupBy(fired, ({ stream }) => stream);
  return new Map([...lines].map(([stream, events]) => [stream, events.map(lineOf)]));
}

function lineOf({ type, data, metadata }: RecordedEvent): string {
  const { clock, run, calendar } = data as { readonly clock: string; readonly run: number; readonly calendar: string };
  return `${type} ${clock} ${run} ${calendar} ${metadata.policyVersion} ${metadata.occurredAt}`;
}

/** The events expected on each of these complaints: once, with the due date, the policy and the calendar. */
export const WHAT_WAS_DUE = [
  `DeadlineMissed acknowledgement 1 generic@1 basic@1 ${DUE_AT}`,
  `ComplaintEscalated acknowledgement 1 generic@1 basic@1 ${DUE_AT}`,
];

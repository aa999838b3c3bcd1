import { beforeAll, describe, expect, it } from '@jest/globals';
import { complaintEvents, complaintEventTypes } from '@redress/contracts';
import type { OpenedEvent } from '@redress/eventing';
import { ComplaintOffice } from './complaint-office.mother.spec.js';
import { liveMarkedAppeal, liveMarkedLife, liveOn, MARK } from './marked-life.mother.spec.js';
import { liveTimedLife } from './timed-life.mother.spec.js';

/** Specs of views search for the mark; they prove nothing about a field without it. */
describe('The marked complaint', () => {
  const office = new ComplaintOffice();
  let events: readonly OpenedEvent[];
  let stored: string;

  beforeAll(async () => {
    const reference = await liveMarkedLife(office);
    await liveOn(office, reference);
    const appealed = await liveMarkedAppeal(office);
    const timed = new ComplaintOffice();
    const histories = [reference, appealed].map((one) => office.complaints.history(one));
    const clocks = timed.complaints.history(await liveTimedLife(timed));
    events = (await Promise.all([...histories, clocks])).flat();
    const recorded = [...(await office.recorded(reference)), ...(await office.recorded(appealed))];
    stored = JSON.stringify(recorded.map((event) => ({ ...event, position: 0 })));
  });

  it('has an event of every published type', () => {
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(complaintEventTypes));
  });

  it.each(
    Object.values(complaintEvents).flatMap(({ type, current }) =>
      current.personalPaths.map((path) => [type, path.join('/'), path] as const),
    ),
  )('carries the mark in %s %s', (type, _name, path) => {
    const values = events.filter((event) => event.type === type).flatMap(({ data }) => valuesAt(data, path));
    expect(values.join(' ')).toContain(MARK);
  });

  it('is stored without the mark', () => {
    expect(stored).not.toContain(MARK);
  });
});

function valuesAt(value: unknown, [name, ...rest]: readonly string[]): readonly unknown[] {
  if (name === undefined) return value === undefined ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  const children = Array.isArray(value) ? value : [(value as Record<string, unknown>)[name]];
  return children.flatMap((child) => valuesAt(child, rest));
}

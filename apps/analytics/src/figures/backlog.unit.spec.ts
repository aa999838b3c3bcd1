import { describe, expect, it } from '@jest/globals';
import { endedStatuses, instantOf } from '@redress/domain';
import fc from 'fast-check';
import type { StatusSince } from '../facts/fact.js';
import {
  analyst,
  at as instantIn2026,
  NOW,
  question,
  standingOf,
  storeOf,
  type Known,
} from '../facts/facts.fixture.spec.js';
import { BacklogOverTime, BacklogOverTimeHandler, openIn } from './backlog.js';
import type { FiguresQuestion } from './question.js';

async function backlog(known: readonly Known[], asked: Partial<FiguresQuestion> = {}) {
  const store = await storeOf(known);
  return new BacklogOverTimeHandler(store, standingOf(store)).execute(new BacklogOverTime(question(asked)));
}

const at = (day: string, hour = '12') => instantIn2026(day, `${hour}:00:00.000`);
const during = (from: string, before: string) => ({ span: { from: at(from, '00'), before: at(before, '00') } });

/** Received, withdrawn, reopened, closed. */
const again: Known = {
  receivedAt: at('11-02'),
  course: [
    { status: 'received', since: at('11-02') },
    { status: 'acknowledged', since: at('11-02', '13') },
    { status: 'withdrawn', since: at('11-03') },
    { status: 'received', since: at('11-05') },
    { status: 'closed', since: at('11-06') },
  ],
};

describe('The backlog', () => {
  it('of a past day counts what was open then, also what was taken up again', async () => {
    const { points } = await backlog([again, { receivedAt: at('10-01') }], during('11-02', '11-07'));
    expect(points).toEqual([
      { period: '2026-11-02', at: '2026-11-02T23:59:59.999Z', ...{ numerator: 2, denominator: 2 }, ...flow(1, 0, 0) },
      { period: '2026-11-03', at: '2026-11-03T23:59:59.999Z', ...{ numerator: 1, denominator: 2 }, ...flow(0, 0, 1) },
      { period: '2026-11-04', at: '2026-11-04T23:59:59.999Z', ...{ numerator: 1, denominator: 2 }, ...flow(0, 0, 0) },
      { period: '2026-11-05', at: '2026-11-05T23:59:59.999Z', ...{ numerator: 2, denominator: 2 }, ...flow(0, 1, 0) },
      { period: '2026-11-06', at: '2026-11-06T23:59:59.999Z', ...{ numerator: 1, denominator: 2 }, ...flow(0, 0, 1) },
    ]);
  });

  const flow = (received: number, reopened: number, ended: number) => ({ received, reopened, ended });

  it('ends now, and covers 30 days unless others are asked for', async () => {
    const { points } = await backlog([{ receivedAt: at('11-10', '08') }]);
    expect(points).toHaveLength(30);
    expect(points.at(-1)).toMatchObject({ period: '2026-11-10', at: NOW, numerator: 1 });
    expect(points[0]).toMatchObject({ period: '2026-10-12', numerator: 0 });
    const { points: toCome } = await backlog([again], during('11-09', '12-31'));
    expect(toCome.map(({ period }) => period)).toEqual(['2026-11-09', '2026-11-10']);
  });

  it('shows somebody who may see figures alone neither few complaints nor what changed them', async () => {
    const many = Array.from({ length: 6 }, () => ({ receivedAt: at('11-05') }));
    const { points } = await backlog([again, ...many], { ...during('11-02', '11-07'), reader: analyst });
    expect(points.map(({ numerator }) => numerator)).toEqual([null, 0, 0, 7, null]);
    expect(new Set(points.map(({ received, reopened, ended }) => received ?? reopened ?? ended))).toEqual(
      new Set([null]),
    );
  });

  it('refuses more periods than one answer holds', async () => {
    await expect(backlog([], during('01-01', '11-07'))).resolves.toMatchObject({ points: { length: 310 } });
    const years = { span: { from: '2020-01-01T00:00:00.000Z' } } as const;
    await expect(backlog([], years)).rejects.toMatchObject({ code: 'too-many-periods' });
  });

  it('is on each day what a look at every course then finds', async () => {
    const statuses = fc.constantFrom<StatusSince['status']>('received', 'assessed', 'closed', 'withdrawn');
    const course = fc
      .array(fc.tuple(fc.nat(200), statuses), { minLength: 1, maxLength: 6 })
      .map((steps) => steps.sort(([one], [other]) => one - other))
      .map((steps) =>
        steps.map(([hours, status], index): StatusSince => ({
          status: index === 0 ? 'received' : status,
          since: instantOf(Date.UTC(2026, 10, 1) + hours * 3_600_000),
        })),
      );
    const property = fc.asyncProperty(fc.array(course, { maxLength: 8 }), async (courses) => {
      const known = courses.map((steps) => ({ receivedAt: steps[0]!.since, course: steps }));
      const { points } = await backlog(known, during('11-02', '11-09'));
      for (const { at: then, numerator, denominator } of points) {
        const statusThen = (steps: readonly StatusSince[]) => steps.findLast(({ since }) => since <= then)?.status;
        const open = courses.filter((steps) => {
          const status = statusThen(steps);
          return status !== undefined && !endedStatuses.includes(status);
        });
        expect([numerator, denominator]).toEqual([open.length, courses.filter((steps) => statusThen(steps)).length]);
      }
    });
    await fc.assert(property, { numRuns: 50 });
  });

  it('takes a complaint that ended at once for open in no time', () => {
    const [first] = openIn([
      { status: 'received', since: at('11-02') },
      { status: 'closed', since: at('11-02') },
    ]);
    expect(first).toEqual({ from: at('11-02'), until: at('11-02') });
  });
});

import { describe, expect, it } from '@jest/globals';
import { queueBehind } from './drill-down.js';
import type { FiguresFilters } from './figures-search.js';

const query = { from: '2026-01-01', timeZone: 'UTC', calendar: 'gregory', weekStart: 'monday' } as const;
const asked = (filters: FiguresFilters = {}, to?: string) => ({
  filters,
  query: { ...query, ...filters, ...(to !== undefined && { to }) },
});
const midnight = (day: string): string => new Date(`${day}T00:00:00`).toISOString();

describe('The queue behind a figure', () => {
  it('has the range of the question, its last day included, and its filters', () => {
    expect(queueBehind(asked({ product: ['card'], channel: ['web'] }, '2026-03-31'), {})).toEqual({
      product: ['card'],
      channel: ['web'],
      receivedFrom: midnight('2026-01-01'),
      receivedTo: midnight('2026-04-01'),
    });
  });

  it('has the period of a cell in place of the range', () => {
    const period = { from: '2026-02-01T00:00:00.000Z', before: '2026-03-01T00:00:00.000Z' };
    expect(queueBehind(asked(), { ...period, only: 'overdue' })).toEqual({
      receivedFrom: period.from,
      receivedTo: period.before,
      overdue: 'true',
    });
  });

  it('has the value of a cell, and the assignee where that is a handler', () => {
    expect(queueBehind(asked(), { by: 'status', value: 'received' })).toMatchObject({ status: ['received'] });
    expect(queueBehind(asked(), { by: 'handler', value: 'hana' })).toMatchObject({ assignee: ['hana'] });
  });

  it('has the value of a cell in place of several that the question asks for', () => {
    const both = asked({ product: ['card', 'loan'] });
    expect(queueBehind(both, { by: 'product', value: 'loan' })).toMatchObject({ product: ['loan'] });
  });

  it('is none where it would show others as well', () => {
    expect(queueBehind(asked({ rootCause: ['defect'] }), {})).toBeUndefined();
    expect(queueBehind(asked(), { by: 'rootCause', value: 'defect' })).toBeUndefined();
    expect(queueBehind(asked(), { by: 'finalDecision', value: 'upheld' })).toBeUndefined();
  });
});

import { expect, it } from '@jest/globals';
import { remedyStanding } from './remedies.js';

it.each<[remedy: Parameters<typeof remedyStanding>[0], standing: string]>([
  [{}, 'owed'],
  [{ dueOn: '2026-12-01' }, 'owed'],
  [{ dueOn: '2026-11-30' }, 'overdue'],
  [{ dueOn: '2026-11-30', deliveredAt: '2026-12-05T09:00:00.000Z' }, 'delivered'],
])('A remedy of %j is, on 1 December, %s', (remedy, standing) => {
  expect(remedyStanding(remedy, '2026-12-01')).toBe(standing);
});

import { describe, expect, it } from '@jest/globals';
import { routeFor, type RouteCondition, type RoutedComplaint } from './routes.js';

const fee: RoutedComplaint = {
  severity: 'medium',
  complexity: 'standard',
  impact: 'individual',
  safetyImplication: false,
  product: 'credit-card',
};
const holds = (when: RouteCondition, complaint = fee): boolean =>
  routeFor([{ name: 'only', when, team: 'Cards' }], complaint) !== undefined;

describe('The route of a complaint', () => {
  it('is the first one that holds', () => {
    const routes = [
      { name: 'grave', when: { severity: ['high', 'critical'] }, team: 'Senior' },
      { name: 'cards', when: { product: ['credit-card'] }, team: 'Cards' },
      { name: 'all', when: {}, team: 'Complaints' },
    ] as const;
    expect(routeFor(routes, fee)?.name).toBe('cards');
    expect(routeFor(routes, { ...fee, severity: 'critical' })?.name).toBe('grave');
    expect(routeFor(routes, { ...fee, product: 'loan' })?.name).toBe('all');
    expect(routeFor(routes.slice(0, 2), { ...fee, product: 'loan' })).toBeUndefined();
  });

  it.each<[RouteCondition, RoutedComplaint]>([
    [{ severity: ['high', 'medium'] }, { ...fee, severity: 'low' }],
    [{ complexity: ['standard'] }, { ...fee, complexity: 'complex' }],
    [{ impact: ['individual'] }, { ...fee, impact: 'public' }],
    [{ safetyImplication: false }, { ...fee, safetyImplication: true }],
    [{ product: ['credit-card'] }, { ...fee, product: 'loan' }],
  ])('holds by %j for some, and for others not', (when, other) => {
    expect([holds(when), holds(when, other)]).toEqual([true, false]);
  });

  it('asks for all of its conditions', () => {
    expect(holds({ severity: ['medium'], product: ['credit-card'] })).toBe(true);
    expect(holds({ severity: ['high'], product: ['credit-card'] })).toBe(false);
  });

  it('by product does not hold for a complaint that names none', () => {
    const { product: _none, ...nameless } = fee;
    expect(holds({ product: ['credit-card'] }, nameless)).toBe(false);
  });
});

import { describe, expect, it } from '@jest/globals';
import { choosePolicy, type PolicyQuestion } from './choose-policy.js';
import type { Policy } from './policy.js';
import { acme } from './policy.mother.spec.js';

const asked: PolicyQuestion = { at: '2026-11-02T10:00:00.000Z', channel: 'web', product: 'loan', jurisdiction: 'IE' };

function policy(version: string, change: Partial<Policy> = {}): Policy {
  return { ...acme, version, validFrom: '2026-01-01', ...change };
}

function chosen(policies: readonly Policy[], question: Partial<PolicyQuestion> = {}): string | undefined {
  return choosePolicy(policies, { ...asked, ...question })?.version;
}

describe('The policy for a complaint', () => {
  const all = policy('all@1');
  const loans = policy('loans@1', { scope: { products: ['loan', 'card'] } });
  const irishLoans = policy('irish-loans@1', { scope: { products: ['loan'], jurisdictions: ['IE'] } });

  it('is the one whose scope says most of those that take it in, in whatever order they are listed', () => {
    expect(chosen([all, irishLoans, loans])).toBe('irish-loans@1');
    expect(chosen([irishLoans, loans, all], { jurisdiction: 'FR' })).toBe('loans@1');
    expect(chosen([loans, all], { product: 'account' })).toBe('all@1');
  });

  it('is never one whose scope asks for what is not known of the complaint', () => {
    const { product: _product, ...unsaid } = asked;
    expect(choosePolicy([loans], unsaid)).toBeUndefined();
  });

  it('is one in force on the date, both dates included', () => {
    const later = policy('later@1', { validFrom: '2026-11-02', validTo: '2026-11-30' });
    expect(chosen([later, all], { at: '2026-11-01T10:00:00.000Z' })).toBe('all@1');
    expect(chosen([later, all], { at: '2026-11-02T10:00:00.000Z' })).toBe('later@1');
    expect(chosen([later, all], { at: '2026-11-30T10:00:00.000Z' })).toBe('later@1');
    expect(chosen([later, all], { at: '2026-12-01T10:00:00.000Z' })).toBe('all@1');
    expect(chosen([later], { at: '2025-12-31T10:00:00.000Z' })).toBeUndefined();
  });

  it('is in force on the dates of its own calendar, wherever it is midnight', () => {
    const tehran = policy('tehran@1', { calendar: 'iran@1', validFrom: '2026-11-03' });
    expect(chosen([tehran], { at: '2026-11-02T20:29:59.999Z' })).toBeUndefined();
    expect(chosen([tehran], { at: '2026-11-02T20:30:00.000Z' })).toBe('tehran@1');
  });

  it('may count midnight by a calendar that does not ship', () => {
    const ownCalendar = {
      names: acme.names,
      source: acme.source,
      basedOn: 'england@1',
      timeZone: 'Asia/Tehran',
      holidays: [],
    };
    const own = policy('own@1', { calendar: 'own@1', ownCalendar, validFrom: '2026-11-03' });
    expect(chosen([own], { at: '2026-11-02T20:29:59.999Z' })).toBeUndefined();
    expect(chosen([own], { at: '2026-11-02T20:30:00.000Z' })).toBe('own@1');
  });

  it('is of two alike the one published last', () => {
    expect(chosen([policy('all@1'), policy('all@2')])).toBe('all@2');
  });
});

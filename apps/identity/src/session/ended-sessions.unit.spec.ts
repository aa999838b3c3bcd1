import { describe, expect, it } from '@jest/globals';
import { epochMsOf, type Instant } from '@redress/domain';
import { SESSION_USES, SessionUses, type StaffAccounts } from '@redress/platform';
import { MemoryReadStore } from '@redress/testing';
import { EndedSessions } from './ended-sessions.js';

const NOW = '2026-11-02T08:00:00.000Z';
const [LAPTOP, PHONE] = [{ id: 'laptop' }, { id: 'phone' }];

describe('What is known of sessions that have ended', () => {
  it('is forgotten: of each that was ended or is over, and of people who have none', async () => {
    const store = new MemoryReadStore();
    const uses = new SessionUses(store);
    for (const [person, session] of [
      ['adam', 'laptop'],
      ['adam', 'phone'],
      ['zoe', 'laptop'],
      ['gone', 'laptop'],
    ] as const) {
      uses.note(
        person,
        `${person} ${session}`,
        [{ id: `${person} laptop` }, { id: `${person} phone` }],
        epochMsOf(NOW),
      );
      await uses.close();
    }
    const account = (person: string, sessions: readonly { readonly id: string; readonly endsAt: Instant }[]) => [
      person,
      { account: { sessions: sessions.map(({ id, endsAt }) => ({ id: `${person} ${id}`, endsAt })) } },
    ];
    const accounts = new Map<unknown, unknown>([
      account('adam', [{ ...PHONE, endsAt: '2026-11-02T09:00:00.000Z' }]) as never,
      account('zoe', [{ ...LAPTOP, endsAt: '2026-11-02T07:59:00.000Z' }]) as never,
    ]);
    const known = { of: (person: string) => Promise.resolve(accounts.get(person)) } as unknown as StaffAccounts;
    await new EndedSessions(uses, known, { now: () => NOW }).round();
    const left = await Array.fromAsync(store.scan(SESSION_USES.name));
    expect(left.map(({ id, body }) => [id, body['uses']])).toEqual([['adam', { 'adam phone': NOW }]]);
  });
});

import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Complaints } from '@redress/complaints';
import { toActorId } from '@redress/eventing';
import {
  loadConfig,
  Limits,
  MemoryCounterStore,
  Metrics,
  Problem,
  RevisionAnswer,
  ServerSecrets,
} from '@redress/platform';
import { LodgingLimits, type StrangersLodging } from './lodging-limits.js';

class Answer extends RevisionAnswer {}

const source = { caller: 'anonymous', actor: { id: toActorId('complainant'), role: 'complainant' } };
const lodged = (replayed = false) => new Answer({ kind: 'accepted', revision: 0, events: [], replayed });

describe('The limits on lodging', () => {
  let counters: MemoryCounterStore;
  let limits: LodgingLimits;
  let known: boolean;
  beforeEach(() => {
    counters = new MemoryCounterStore();
    known = false;
    const config = loadConfig({ REDRESS_LODGINGS_PER_CLIENT: '5', REDRESS_LODGINGS_PER_CONTACT: '3' });
    const complaints = { wasLodged: async () => known } as unknown as Complaints;
    const secrets = new ServerSecrets(new Uint8Array(32).fill(7));
    limits = new LodgingLimits(new Limits(counters, secrets, config, new Metrics()), complaints);
  });

  const lodging = (address: string, email?: string): StrangersLodging => ({
    address,
    data: { description: 'x', channel: 'web', language: 'en', ...(email !== undefined && { complainant: { email } }) },
    source,
  });
  /** The codes of the answers to lodgings one after another; `lodged` for those that were let through. */
  const answersTo = async (lodgings: readonly StrangersLodging[], answer = () => Promise.resolve(lodged())) => {
    const codes: string[] = [];
    for (const each of lodgings) {
      await limits.within(each, answer).then(
        () => codes.push('lodged'),
        (error: unknown) => codes.push(error instanceof Problem ? error.code : String(error)),
      );
    }
    return codes;
  };
  const times = (count: number, one: StrangersLodging) => Array.from({ length: count }, () => one);

  it('let a client lodge a number of them, and another client as many', async () => {
    const codes = await answersTo([...times(6, lodging('192.0.2.1')), ...times(6, lodging('192.0.2.2'))]);
    expect(codes).toEqual([...times5, 'too-many-lodgings', ...times5, 'too-many-lodgings']);
  });

  it('count the addresses of one IPv6 network as one client', async () => {
    const codes = await answersTo(Array.from({ length: 6 }, (_, host) => lodging(`2001:db8::${host + 1}`)));
    expect(codes.at(-1)).toBe('too-many-lodgings');
  });

  it('send one mailbox no more messages, wherever the complaints come from and however it is spelt', async () => {
    const spellings = ['robin@example.org', 'Robin@EXAMPLE.org', 'robin+1@example.org', 'robin+2@example.org'];
    const codes = await answersTo(spellings.map((email, n) => lodging(`192.0.2.${n}`, email)));
    expect(codes).toEqual(['lodged', 'lodged', 'lodged', 'too-many-lodgings-for-contact']);
    expect(await answersTo([lodging('192.0.2.9', 'kim@example.org')])).toEqual(['lodged']);
  });

  it('count none that the contact’s limit refuses against the client', async () => {
    const robin = (n: number) => lodging(`192.0.2.${n}`, 'robin@example.org');
    await answersTo([robin(1), robin(2), robin(3), ...times(20, robin(9))]);
    expect(await answersTo(times(6, lodging('192.0.2.9')))).toEqual([...times5, 'too-many-lodgings']);
  });

  it('count none that fails, and none that was recorded before', async () => {
    const fails = () => Promise.reject(new Problem('invalid-field'));
    await answersTo(times(20, lodging('192.0.2.1')), fails);
    await answersTo(times(20, lodging('192.0.2.1')), () => Promise.resolve(lodged(true)));
    expect(await answersTo(times(6, lodging('192.0.2.1')))).toEqual([...times5, 'too-many-lodgings']);
  });

  it('let a repeat through beyond the limit', async () => {
    await answersTo(times(6, lodging('192.0.2.1')));
    known = true;
    expect(await answersTo([lodging('192.0.2.1')], () => Promise.resolve(lodged(true)))).toEqual(['lodged']);
  });

  it('keep neither addresses nor contacts in plain', async () => {
    const keys: string[] = [];
    const add = counters.add.bind(counters);
    counters.add = (claim) => {
      keys.push(claim.key);
      return add(claim);
    };
    await answersTo([lodging('192.0.2.1', 'robin@example.org')]);
    expect(keys).toHaveLength(2);
    expect(keys.join()).not.toMatch(/192|robin/);
  });
});

const times5 = ['lodged', 'lodged', 'lodged', 'lodged', 'lodged'];

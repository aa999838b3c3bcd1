import { describe, expect, it } from '@jest/globals';
import { chooseWay, type Addresses, type Way } from './choose-way.js';
import type { Channel, MessagePurpose } from '@redress/contracts';

const ALL: Addresses = { email: 'parisa@example.org', phone: '+98 21 0000', postalAddress: 'Tehran' };
const EVERY_WAY: readonly Way[] = ['email', 'sms', 'letter', 'call'];

interface Case {
  readonly purpose: MessagePurpose;
  readonly channel: Channel;
  readonly preferred?: Channel;
  readonly contact?: Addresses;
  readonly ways?: readonly Way[];
}

function wayOf({ purpose, channel, preferred, contact = ALL, ways = EVERY_WAY }: Case): Way | undefined {
  return chooseWay({
    purpose,
    channel,
    contact,
    ways: new Set(ways),
    ...(preferred !== undefined && { preferredChannel: preferred }),
  });
}

describe('The way of an acknowledgement', () => {
  it.each<[Channel, Way]>([
    ['web', 'email'],
    ['email', 'email'],
    ['phone', 'call'],
    ['letter', 'letter'],
    ['in-person', 'email'],
    ['social-media', 'email'],
    ['regulator', 'email'],
    ['partner', 'email'],
  ])('of a complaint that came by %s is %s', (channel, way) => {
    expect(wayOf({ purpose: 'acknowledgement', channel })).toBe(way);
  });

  it.each<[Channel, Channel, Way]>([
    ['letter', 'email', 'letter'],
    ['phone', 'email', 'call'],
    ['email', 'letter', 'email'],
    ['web', 'letter', 'letter'],
    ['web', 'phone', 'sms'],
  ])('of a complaint by %s whose complainant prefers %s is %s', (channel, preferred, way) => {
    expect(wayOf({ purpose: 'acknowledgement', channel, preferred })).toBe(way);
  });

  it('is the next best where there is no address for its own', () => {
    expect(wayOf({ purpose: 'acknowledgement', channel: 'letter', contact: { email: 'p@example.org' } })).toBe('email');
    expect(wayOf({ purpose: 'acknowledgement', channel: 'phone', contact: { postalAddress: 'Tehran' } })).toBe(
      'letter',
    );
  });
});

describe('The way of any other message', () => {
  it.each<[Channel | undefined, Way]>([
    [undefined, 'email'],
    ['email', 'email'],
    ['phone', 'sms'],
    ['letter', 'letter'],
    ['web', 'email'],
    ['in-person', 'email'],
  ])('to a complainant who prefers %s is %s, by whatever channel the complaint came', (preferred, way) => {
    for (const channel of ['web', 'letter', 'phone'] as const) {
      const asked = preferred === undefined ? {} : { preferred };
      expect(wayOf({ purpose: 'decision', channel, ...asked })).toBe(way);
    }
  });

  it('is what the event asks for, before what the complainant prefers, as far as there is an address', () => {
    const ways = new Set(EVERY_WAY);
    const question = { purpose: 'decision', channel: 'web', preferredChannel: 'email', ways } as const;
    expect(chooseWay({ ...question, asked: 'letter', contact: ALL })).toBe('letter');
    expect(chooseWay({ ...question, asked: 'letter', contact: { email: 'p@example.org' } })).toBe('email');
    expect(chooseWay({ ...question, asked: 'in-person', contact: ALL })).toBe('email');
  });

  it('is a call only for who prefers the telephone where no text message can be sent', () => {
    const ways: readonly Way[] = ['email', 'letter', 'call'];
    expect(wayOf({ purpose: 'decision', channel: 'web', preferred: 'phone', ways })).toBe('call');
    expect(wayOf({ purpose: 'decision', channel: 'web', contact: { phone: '1' }, ways })).toBeUndefined();
  });

  it('is none where there is no address, or nothing that reaches it', () => {
    expect(wayOf({ purpose: 'decision', channel: 'web', contact: {} })).toBeUndefined();
    expect(wayOf({ purpose: 'decision', channel: 'web', contact: { postalAddress: 'Tehran' }, ways: ['email'] })).toBe(
      undefined,
    );
  });
});

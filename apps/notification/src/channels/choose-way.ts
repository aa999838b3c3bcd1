import type { Channel, MessagePurpose } from '@redress/contracts';

/** How a message reaches its complainant. A letter and a call need a person to do it. */
export type Way = 'email' | 'sms' | 'letter' | 'call';

/** Where a complainant can be reached, as far as they told. */
export interface Addresses {
  readonly email?: string;
  readonly phone?: string;
  readonly postalAddress?: string;
}

export interface WayQuestion {
  readonly purpose: MessagePurpose;
  /** Channel that the event itself asks for. */
  readonly asked?: Channel;
  /** Channel by which the complaint was lodged. */
  readonly channel: Channel;
  readonly preferredChannel?: Channel;
  readonly contact: Addresses;
  /** Ways available in this installation. */
  readonly ways: ReadonlySet<Way>;
}

/**
 * Chooses the first requested way that the organization offers and that has an address; undefined when there is none. An acknowledgement
 * uses the complaint's own channel (ISO 10002:2018, 7.4); other messages use what the event asks for, then what the complainant prefers. A
 * complainant who neither used nor asked for the telephone is called, or sent a text message in place of a call, only when nothing else is
 * available.
 */
export function chooseWay({ purpose, asked, channel, preferredChannel, contact, ways }: WayQuestion): Way | undefined {
  const own = purpose === 'acknowledgement' ? ACKNOWLEDGED_BY[channel] : undefined;
  const wishes = [asked, preferredChannel].flatMap((wish) => (wish === undefined ? [] : (PREFERRED[wish] ?? [])));
  const wanted: readonly Way[] = [...(own ?? []), ...wishes, ...OTHERWISE];
  return wanted.find((way) => ways.has(way) && contact[ADDRESSED_BY[way]] !== undefined);
}

/** A complaint by telephone is acknowledged by a call: an automatic text message would be another channel. */
const ACKNOWLEDGED_BY: { readonly [channel in Channel]?: readonly Way[] } = {
  email: ['email'],
  phone: ['call'],
  letter: ['letter'],
};

const PREFERRED: { readonly [channel in Channel]?: readonly Way[] } = {
  email: ['email'],
  phone: ['sms', 'call'],
  letter: ['letter'],
};

const OTHERWISE: readonly Way[] = ['email', 'sms', 'letter'];

/** The part of a contact that each way needs. */
export const ADDRESSED_BY: { readonly [way in Way]: keyof Addresses } = {
  email: 'email',
  sms: 'phone',
  letter: 'postalAddress',
  call: 'phone',
};

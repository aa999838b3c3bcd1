import type { Channel, MessagePurpose } from '@redress/contracts';

/** How a message reaches its complainant. A letter and a call need a person. */
export type Way = 'email' | 'sms' | 'letter' | 'call';

/** Where a complainant can be reached, as far as they said. */
export interface Contact {
  readonly email?: string;
  readonly phone?: string;
  readonly postalAddress?: string;
}

export interface WayQuestion {
  readonly purpose: MessagePurpose;
  /** What the occasion itself asks for. */
  readonly asked?: Channel;
  /** By which the complaint came. */
  readonly channel: Channel;
  readonly preferredChannel?: Channel;
  readonly contact: Contact;
  /** What this installation has. */
  readonly ways: ReadonlySet<Way>;
}

/**
 * The first way that is asked for, that the organization has, and for which there is an address; undefined when none is left.
 * An acknowledgement goes back by the complaint's own channel (ISO 10002:2018, 7.4); everything else as the event asks, then as the
 * complainant prefers. Nobody is
 * called, or written a text message in place of a call, who did not use or ask for the telephone, unless nothing else is there.
 */
export function chooseWay({ purpose, asked, channel, preferredChannel, contact, ways }: WayQuestion): Way | undefined {
  const own = purpose === 'acknowledgement' ? ACKNOWLEDGED_BY[channel] : undefined;
  const wishes = [asked, preferredChannel].flatMap((wish) => (wish === undefined ? [] : (PREFERRED[wish] ?? [])));
  const wanted: readonly Way[] = [...(own ?? []), ...wishes, ...OTHERWISE];
  return wanted.find((way) => ways.has(way) && contact[ADDRESSED_BY[way]] !== undefined);
}

/** Who came by telephone is called: a machine's text message would not be the same channel. */
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

/** Which part of a contact each way needs. */
export const ADDRESSED_BY: { readonly [way in Way]: keyof Contact } = {
  email: 'email',
  sms: 'phone',
  letter: 'postalAddress',
  call: 'phone',
};

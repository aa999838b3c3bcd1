import { describe, expect, it } from '@jest/globals';
import { SIDE_BY_SIDE_MAX } from '@redress/eventing';
import type { MessageTransport } from '@redress/outgoing';
import { Channels } from './channels.js';
import type { Way } from './choose-way.js';

function channels(limits: Partial<Record<Way, number | undefined>>): Channels {
  const transports = Object.entries(limits).map(
    ([way, atOnce]) => [way as Way, { atOnce } as MessageTransport] as const,
  );
  return new Channels(new Map(transports));
}

describe('The messages on their way at once', () => {
  it.each([
    { what: 'one channel that says how many', limits: { email: 64 }, atOnce: 64 },
    { what: 'a channel that does not say', limits: { email: undefined }, atOnce: SIDE_BY_SIDE_MAX },
    { what: 'two channels: as many as both bear', limits: { email: 64, sms: undefined }, atOnce: SIDE_BY_SIDE_MAX },
    { what: 'people alone', limits: {}, atOnce: SIDE_BY_SIDE_MAX },
  ])('are as many as suit $what', ({ limits, atOnce }) => {
    expect(channels(limits).atOnce).toBe(atOnce);
  });
});

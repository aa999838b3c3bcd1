import { describe, expect, it } from '@jest/globals';
import { isFromElsewhere, isFromOwnPage } from './own-pages.js';

const OWN = 'http://127.0.0.1:8080';

type Case = readonly [site: string | undefined, origin: string | undefined, side: 'own' | 'other' | 'unsaid'];

const cases: readonly Case[] = [
  ['same-origin', OWN, 'own'],
  ['same-origin', undefined, 'own'],
  // The browser itself has compared the origins; a proxy may have changed the name of the host.
  ['same-origin', 'https://example.org', 'own'],
  ['same-site', OWN, 'other'],
  ['same-site', undefined, 'other'],
  ['cross-site', OWN, 'other'],
  ['cross-site', 'https://example.org', 'other'],
  ['none', OWN, 'other'],
  ['none', undefined, 'other'],
  ['', OWN, 'other'],
  ['same-origin, cross-site', OWN, 'other'],
  [undefined, OWN, 'own'],
  [undefined, 'http://127.0.0.1', 'other'],
  [undefined, 'https://127.0.0.1:8080', 'other'],
  [undefined, `${OWN}/`, 'other'],
  [undefined, `${OWN}.example.org`, 'other'],
  [undefined, 'https://example.org', 'other'],
  [undefined, 'null', 'other'],
  [undefined, '', 'other'],
  [undefined, undefined, 'unsaid'],
];

const request = (site: string | undefined, origin: string | undefined) => ({
  protocol: 'http' as const,
  host: '127.0.0.1:8080',
  headers: { ...(site !== undefined && { 'sec-fetch-site': site }), ...(origin !== undefined && { origin }) },
});

describe('A request', () => {
  it.each(cases)('with Sec-Fetch-Site %j and Origin %j is from %s pages', (site, origin, side) => {
    expect(isFromOwnPage(request(site, origin), {})).toBe(side === 'own');
    expect(isFromElsewhere(request(site, origin), {})).toBe(side === 'other');
  });

  it('is from our pages at the public address where there is one, whatever host it names', () => {
    const config = { publicUrl: 'https://complaints.example.org/track' };
    expect(isFromOwnPage(request(undefined, 'https://complaints.example.org'), config)).toBe(true);
    expect(isFromOwnPage(request(undefined, OWN), config)).toBe(false);
  });
});

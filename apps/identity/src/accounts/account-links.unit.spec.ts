import { describe, expect, it } from '@jest/globals';
import { ServerSecrets } from '@redress/platform';
import { AccountLinks, type ReadLink } from './account-links.js';

const NOW = '2026-11-02T08:00:00.000Z';
const PERSON = '7k3m9qxd41pd';
const links = new AccountLinks(new ServerSecrets(new Uint8Array(32).fill(1)));
const others = new AccountLinks(new ServerSecrets(new Uint8Array(32).fill(2)));

function read<For extends ReadLink['for']>(link: string, purpose: For): Extract<ReadLink, { readonly for: For }> {
  const found = links.read(link);
  if (found?.for !== purpose) throw new Error(`${link} is no such link.`);
  return found as Extract<ReadLink, { readonly for: For }>;
}

describe('A link to an account', () => {
  it('is proved by the command that issued it to the person, and by no other', () => {
    const link = links.ofAccount(PERSON, 'command-1');
    expect(links.proves(read(link, 'account'), 'command-1')).toBe(true);
    expect(links.proves(read(link, 'account'), 'command-2')).toBe(false);
    expect(links.proves(read(link.replace(PERSON, '000000000000'), 'account'), 'command-1')).toBe(false);
    expect(links.proves(read(others.ofAccount(PERSON, 'command-1'), 'account'), 'command-1')).toBe(false);
  });

  it('is the same each time, so that a repeated command is answered with it', () => {
    expect(links.ofAccount(PERSON, 'command-1')).toBe(links.ofAccount(PERSON, 'command-1'));
  });

  it('is not one for the first administrator, whatever it is called', () => {
    const [, proof = ''] = links.ofAccount(PERSON, 'tpd4qf').split('.');
    expect(links.provesFirst({ for: 'first', until: Number.parseInt('tpd4qf', 36), proof }, NOW)).toBe(false);
  });
});

describe('The link for the first administrator', () => {
  const link = links.first(NOW);

  it.each<[when: string, at: Parameters<AccountLinks['first']>[0], works: boolean]>([
    ['at once', NOW, true],
    ['after a day', '2026-11-03T08:00:00.000Z', true],
    ['no longer', '2026-11-03T08:00:00.001Z', false],
  ])('is proved %s', (_when, at, works) => {
    expect(links.provesFirst(read(link, 'first'), at)).toBe(works);
  });

  it('is not proved with a later end, or by another server', () => {
    const { until, ...rest } = read(link, 'first');
    expect(links.provesFirst({ ...rest, until: until + 1 }, NOW)).toBe(false);
    expect(links.provesFirst(read(others.first(NOW), 'first'), NOW)).toBe(false);
  });
});

describe('Anything else', () => {
  const proof = 'A'.repeat(43);
  it.each([
    '',
    'first',
    `first.${proof}`,
    `first.TPD4QF.${proof}`,
    `first.tpd4qf.${proof}A`,
    `${PERSON}.${proof}.${proof}`,
    `${PERSON}.${'A'.repeat(42)}`,
    `${PERSON}.${'A'.repeat(42)}é`,
    `${PERSON.toUpperCase()}.${proof}`,
    ` ${PERSON}.${proof}`,
    `${PERSON}.${proof}\n`,
  ])('is no link: %j', (text) => {
    expect(links.read(text)).toBeUndefined();
  });
});

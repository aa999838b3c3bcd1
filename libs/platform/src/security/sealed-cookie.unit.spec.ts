import { describe, expect, it } from '@jest/globals';
import { SealedCookie } from './sealed-cookie.js';
import { ServerSecrets } from './server-secrets.js';

const NOW_MS = Date.parse('2026-11-02T08:00:00.000Z');
const content = { challenge: 'abc' };
const cookieOf = (server: number, name = 'passkey', publicUrl?: string) =>
  new SealedCookie<typeof content>(
    { name, sameSite: 'Strict', seconds: 300 },
    new ServerSecrets(new Uint8Array(32).fill(server)),
    publicUrl === undefined ? {} : { publicUrl },
  );
const sent = (setCookie: string): string => setCookie.split(';', 1)[0] ?? '';

describe('A cookie between two steps of a sign-in', () => {
  const cookie = cookieOf(1);

  it('gives back its content for as long as it says, and shows it to nobody', async () => {
    const header = sent(await cookie.holding(content, NOW_MS));
    expect(await cookie.read(`a=1; ${header}`, NOW_MS + 299_000)).toEqual(content);
    expect(await cookie.read(header, NOW_MS + 300_000)).toBeUndefined();
    expect(Buffer.from(header, 'base64url').toString('latin1')).not.toContain('abc');
  });

  it('is out of reach of scripts and other sites, and tied to the host where there is TLS', async () => {
    expect(await cookie.holding(content)).toMatch(
      /^redress-passkey=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=300$/,
    );
    expect(await cookieOf(1, 'passkey', 'https://complaints.example.org').holding(content)).toMatch(
      /^__Host-redress-passkey=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict; Secure; Max-Age=300$/,
    );
    expect(cookie.cleared).toBe('redress-passkey=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0');
  });

  it('is nothing when it is absent, changed, of another server or of another step', async () => {
    const header = sent(await cookie.holding(content, NOW_MS));
    const other = sent(await cookieOf(1, 'issuer').holding(content, NOW_MS)).replace('issuer', 'passkey');
    expect(await cookie.read(undefined, NOW_MS)).toBeUndefined();
    // Not the last character: some of its bits say nothing.
    const changed = header.replace(/.(?=.{9}$)/, (character) => (character === 'A' ? 'B' : 'A'));
    expect(await cookie.read(changed, NOW_MS)).toBeUndefined();
    expect(await cookie.read(sent(await cookieOf(2).holding(content, NOW_MS)), NOW_MS)).toBeUndefined();
    expect(await cookie.read(other, NOW_MS)).toBeUndefined();
    expect(await cookie.read(`redress-passkey=${'a'.repeat(5_000)}`, NOW_MS)).toBeUndefined();
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../service/configuration/load-config.js';
import { mintToken, StaffTokens } from './staff-tokens.js';

const SECRET = Buffer.alloc(32, 7);
const oct: JWK = { kty: 'oct', kid: 'secret', k: SECRET.toString('base64url') };

let data: string;
let rsa: { publicKey: CryptoKey; privateKey: CryptoKey };
let ed25519: { publicKey: CryptoKey; privateKey: CryptoKey };
let keys: JWK[];

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'redress-tokens-'));
  rsa = await generateKeyPair('RS256', { extractable: true });
  ed25519 = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  keys = [
    oct,
    { ...(await exportJWK(rsa.publicKey)), kid: 'rsa' },
    { ...(await exportJWK(ed25519.publicKey)), kid: 'ed' },
  ];
});
afterAll(() => rm(data, { recursive: true, force: true }));

const config = (env: Record<string, string> = {}) => loadConfig({ REDRESS_DATA: data, ...env });
const open = (jwks: unknown, env: Record<string, string> = {}) =>
  StaffTokens.open(config({ REDRESS_JWKS: typeof jwks === 'string' ? jwks : JSON.stringify(jwks), ...env }));
const token = (alg: string, kid: string, key: CryptoKey | Uint8Array) =>
  new SignJWT({ sub: 'u-1', name: 'A. Name', roles: ['handler'], iss: 'https://id.example', aud: 'redress' })
    .setProtectedHeader({ alg, kid })
    .setExpirationTime('1h')
    .sign(key);

describe('A configured key set', () => {
  it('verifies HS256, RS256 and EdDSA by inline JSON', async () => {
    const tokens = await open({ keys });
    const claims = { sub: 'u-1', name: 'A. Name', roles: ['handler'], expiresAt: expect.any(String) };
    expect(await tokens.verify(await token('HS256', 'secret', SECRET))).toEqual(claims);
    expect(await tokens.verify(await token('RS256', 'rsa', rsa.privateKey))).toEqual(claims);
    expect(await tokens.verify(await token('EdDSA', 'ed', ed25519.privateKey))).toEqual(claims);
    expect(await tokens.verify(await token('Ed25519', 'ed', ed25519.privateKey))).toEqual(claims);
  });

  it.each([
    [1_800_000_000, '2027-01-15T08:00:00.000Z'],
    [1_800_000_000.9, '2027-01-15T08:00:00.000Z'],
    [1e300, '9999-12-31T23:59:59.000Z'],
  ])('says when a token ends: %d is %s', async (exp, expiresAt) => {
    const tokens = await open({ keys });
    const claims = { sub: 'u-1', roles: ['handler'], exp };
    const signed = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'secret' }).sign(SECRET);
    expect((await tokens.verify(signed)).expiresAt).toBe(expiresAt);
  });

  it('is read from a file', async () => {
    const file = join(data, 'jwks.json');
    await writeFile(file, JSON.stringify({ keys }));
    expect(await (await open(file)).verify(await token('RS256', 'rsa', rsa.privateKey))).toMatchObject({ sub: 'u-1' });
  });

  it('is fetched from a URL, and a token is not refused because that is away', async () => {
    const server = createServer((_, response) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys })),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
    const rs256 = await token('RS256', 'rsa', rsa.privateKey);
    expect(await (await open(url)).verify(rs256)).toMatchObject({ sub: 'u-1' });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await expect((await open(url)).verify(rs256)).rejects.toMatchObject({ code: 'store-unavailable' });
  });

  it('never takes a public key for a secret', async () => {
    const tokens = await open({ keys });
    const publicBytes = Buffer.from(JSON.stringify(keys[1]));
    for (const kid of ['rsa', 'ed', 'secret']) {
      await expect(tokens.verify(await token('HS256', kid, publicBytes))).rejects.toMatchObject({
        code: 'unauthenticated',
      });
    }
  });

  it('refuses algorithms that are not offered', async () => {
    const ps256 = await generateKeyPair('PS256', { extractable: true });
    const tokens = await open({ keys: [{ ...(await exportJWK(ps256.publicKey)), kid: 'ps' }] });
    await expect(tokens.verify(await token('PS256', 'ps', ps256.privateKey))).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    await expect(
      (await open({ keys })).verify(await token('HS512', 'secret', Buffer.alloc(64, 7))),
    ).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });

  it('asks for issuer and audience when they are configured', async () => {
    const rs256 = await token('RS256', 'rsa', rsa.privateKey);
    const right = await open({ keys }, { REDRESS_JWT_ISSUER: 'https://id.example', REDRESS_JWT_AUDIENCE: 'redress' });
    expect(await right.verify(rs256)).toMatchObject({ sub: 'u-1' });
    for (const variable of ['REDRESS_JWT_ISSUER', 'REDRESS_JWT_AUDIENCE']) {
      await expect((await open({ keys }, { [variable]: 'other' })).verify(rs256)).rejects.toMatchObject({
        code: 'unauthenticated',
      });
    }
  });

  it.each([
    ['a file that is not there', '/nowhere/jwks.json'],
    ['no key set', '{"a":1}'],
    ['a secret that is too short', JSON.stringify({ keys: [{ kty: 'oct', k: 'c2hvcnQ' }] })],
  ])('that is %s is a fault of the configuration', async (_, jwks) => {
    await expect(open(jwks)).rejects.toMatchObject({ code: 'config', faults: [{ variable: 'REDRESS_JWKS' }] });
  });
});

describe('The embedded issuer', () => {
  it('makes its key once, readable by its owner alone, and verifies what it signed', async () => {
    const request = { sub: 'u-2', name: 'B. Name', roles: ['supervisor'], ttlSeconds: 60 } as const;
    const minted = await Promise.all([mintToken(config(), request), mintToken(config(), request)]);
    const tokens = await StaffTokens.open(config());
    for (const each of minted) {
      expect(await tokens.verify(each)).toMatchObject({ sub: 'u-2', name: 'B. Name', roles: ['supervisor'] });
    }
    expect((await stat(join(data, 'issuer.jwk'))).mode & 0o777).toBe(0o600);
  });

  it('tells the teams of a token only where cases are open to their teams alone, and none opens nothing', async () => {
    const limited = await StaffTokens.open(config({ REDRESS_CASES_OPEN_TO: 'teams' }));
    const minted = (teams?: readonly string[]) =>
      mintToken(config(), { sub: 'u-2', roles: ['handler'], ttlSeconds: 60, ...(teams && { teams }) });
    const teamsOf = async (claim?: readonly string[]) => (await limited.verify(await minted(claim))).teams;
    expect(await teamsOf(['Cards', 'branch-12'])).toEqual(['Cards', 'branch-12']);
    expect(await teamsOf()).toEqual([]);
    expect(await limited.verify(await minted(['Cards']))).toMatchObject({ ownTeams: ['Cards'] });
    expect(await teamsOf(['Cards', '*'])).toBeUndefined();
    const open = await StaffTokens.open(config());
    const handler = { sub: 'u-2', roles: ['handler'], expiresAt: expect.any(String) };
    expect(await open.verify(await minted(['Cards']))).toEqual({ ...handler, ownTeams: ['Cards'] });
    expect(await open.verify(await minted())).toEqual(handler);
    const many = (count: number) => Array.from({ length: count }, (_, index) => `t-${index}`);
    expect(await teamsOf(many(200))).toHaveLength(200);
    for (const claim of ['Cards', [1], { Cards: true }, many(201)] as unknown as readonly string[][]) {
      await expect(teamsOf(claim)).rejects.toMatchObject({ code: 'unauthenticated' });
    }
  });

  it('mints nothing for another issuer', async () => {
    const elsewhere = config({ REDRESS_JWKS: JSON.stringify({ keys }) });
    await expect(mintToken(elsewhere, { sub: 'u', roles: [], ttlSeconds: 1 })).rejects.toMatchObject({
      code: 'config',
    });
  });
});

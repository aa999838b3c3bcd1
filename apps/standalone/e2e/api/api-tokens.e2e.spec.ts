import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call, RunningRedress } from '@redress/testing';
import {
  type CryptoKey,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  importJWK,
  type JWK,
  SignJWT,
  UnsecuredJWT,
} from 'jose';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Office } from '../office.js';

const HOUR_S = 3600;
const now = () => Math.floor(Date.now() / 1000);

type Claims = Readonly<Record<string, unknown>>;
const handler = { sub: 'hana', roles: ['handler'] };

function signed(key: CryptoKey | Uint8Array, alg: string, claims: Claims = handler, kid?: string): Promise<string> {
  const token = new SignJWT({ exp: now() + HOUR_S, ...claims });
  return token.setProtectedHeader({ alg, ...(kid !== undefined && { kid }) }).sign(key);
}

/** The same key for another algorithm. */
async function asPss(key: CryptoKey): Promise<CryptoKey> {
  return (await importJWK({ ...(await exportJWK(key)), alg: 'PS256' }, 'PS256')) as CryptoKey;
}

async function statusOf(redress: RunningRedress, token: string): Promise<number> {
  return (await call('GET', `${redress.url}/api/cases`, { token })).status;
}

describe('With keys from outside', () => {
  const secret = randomBytes(32);
  let redress: RunningRedress;
  let rsa: CryptoKey;
  let rsaPublic: CryptoKey;
  let ed25519: CryptoKey;
  beforeAll(async () => {
    const rsaPair = await generateKeyPair('RS256', { extractable: true });
    const edPair = await generateKeyPair('EdDSA', { extractable: true });
    ({ privateKey: rsa, publicKey: rsaPublic } = rsaPair);
    ed25519 = edPair.privateKey;
    const keys = [
      { kty: 'oct', kid: 'secret', k: secret.toString('base64url') },
      { ...(await exportJWK(rsaPublic)), kid: 'rsa', alg: 'RS256' },
      { ...(await exportJWK(edPair.publicKey)), kid: 'ed' },
    ];
    redress = await RunningRedress.start({ env: { REDRESS_JWKS: JSON.stringify({ keys }) } });
  });
  afterAll(() => redress[Symbol.asyncDispose]());

  it.each([
    ['HS256', () => signed(secret, 'HS256', handler, 'secret')],
    ['RS256', () => signed(rsa, 'RS256', handler, 'rsa')],
    ['EdDSA', () => signed(ed25519, 'EdDSA', handler, 'ed')],
    ['Ed25519', () => signed(ed25519, 'Ed25519', handler, 'ed')],
  ])('a token signed with %s is let in', async (_, token) => {
    expect(await statusOf(redress, await token())).toBe(200);
  });

  it.each([
    [
      'signed with a public key as if it were a secret',
      async () => signed(Buffer.from(await exportSPKI(rsaPublic)), 'HS256', handler, 'rsa'),
    ],
    [
      'signed with the modulus of a public key',
      async () => signed(Buffer.from((await exportJWK(rsaPublic)).n ?? '', 'base64url'), 'HS256', handler, 'rsa'),
    ],
    ['signed with an algorithm that is not offered', async () => signed(await asPss(rsa), 'PS256', handler, 'rsa')],
    [
      'signed with a key of the same name by somebody else',
      async () => signed((await generateKeyPair('EdDSA')).privateKey, 'EdDSA', handler, 'ed'),
    ],
    ['not signed', () => Promise.resolve(new UnsecuredJWT(handler).setExpirationTime('1h').encode())],
    ['expired', () => signed(secret, 'HS256', { ...handler, exp: now() - HOUR_S }, 'secret')],
    ['not yet valid', () => signed(secret, 'HS256', { ...handler, nbf: now() + HOUR_S }, 'secret')],
    ['without an end', () => signed(secret, 'HS256', { ...handler, exp: undefined }, 'secret')],
    ['without roles', () => signed(secret, 'HS256', { sub: 'hana' }, 'secret')],
    ['without a subject', () => signed(secret, 'HS256', { roles: ['handler'] }, 'secret')],
    ['meant for tracking', () => signed(secret, 'HS256', { ...handler, aud: 'track' }, 'secret')],
  ])('a token that is %s is refused', async (_, token) => {
    expect(await statusOf(redress, await token())).toBe(401);
  });

  it.each([
    ['none', []],
    ['unknown ones', ['janitor', 'toString']],
    ['those that no token gives', ['complainant', 'system']],
  ])('a token whose roles are %s opens nothing', async (_, roles) => {
    expect(await statusOf(redress, await signed(secret, 'HS256', { sub: 'hana', roles }, 'secret'))).toBe(403);
  });

  it('a token of two roles may do what either may', async () => {
    const token = await signed(secret, 'HS256', { sub: 'mona', roles: ['analyst', 'handler'] }, 'secret');
    expect(await statusOf(redress, token)).toBe(200);
    expect((await call('GET', `${redress.url}/api/analytics/summary`, { token })).status).toBe(200);
  });
});

describe('With the embedded issuer', () => {
  let redress: RunningRedress;
  let office: Office;
  let issuer: JWK;
  let reference: string;
  let trackToken: string;
  beforeAll(async () => {
    redress = await RunningRedress.start();
    office = await Office.open(redress);
    issuer = JSON.parse(await readFile(join(redress.data, 'issuer.jwk'), 'utf8')) as JWK;
    const { body } = await office.lodge({ description: 'x' });
    reference = body['reference'] as string;
    trackToken = (await office.complainant(reference, body['trackingCode'] as string)).token;
  });
  afterAll(() => redress[Symbol.asyncDispose]());

  it('its own tokens are let in, and changed ones are not', async () => {
    const token = office.tokenFor('hana');
    const [header = '', payload = '', signature = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const promoted = Buffer.from(JSON.stringify({ ...claims, roles: ['admin'] })).toString('base64url');
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(await statusOf(redress, token)).toBe(200);
    const forged = [
      `${header}.${promoted}.${signature}`,
      `${header}.${payload}.`,
      `${unsigned}.${payload}.`,
      `${token}x`,
      'x'.repeat(9000),
    ];
    for (const changed of forged) expect(await statusOf(redress, changed)).toBe(401);
  });

  it('a token made with its public key as a secret is refused', async () => {
    expect(await statusOf(redress, await signed(Buffer.from(issuer.x ?? '', 'base64url'), 'HS256'))).toBe(401);
  });

  it('a token of its key for another issuer is refused', async () => {
    const key = (await importJWK(issuer, 'EdDSA')) as CryptoKey;
    const issuedBy = (iss: string) => signed(key, 'EdDSA', { ...handler, iss });
    expect(await statusOf(redress, await issuedBy('urn:redress:embedded-issuer'))).toBe(200);
    expect(await statusOf(redress, await issuedBy('https://issuer.example.org'))).toBe(401);
  });

  it('no staff token follows a complaint, and no token for following one is staff', async () => {
    const track = `${redress.url}/api/track/${reference}`;
    expect((await call('GET', track, { token: office.tokenFor('hana') })).status).toBe(403);
    expect((await call('GET', track, { token: trackToken })).status).toBe(200);
    expect(await statusOf(redress, trackToken)).toBe(403);
  });

  it('a token for following a complaint does not turn into one for another', async () => {
    const [header = '', payload = '', signature = ''] = trackToken.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const other = (await office.lodge({ description: 'y' })).body['reference'] as string;
    const changed = Buffer.from(JSON.stringify({ ...claims, sub: other.replaceAll('-', '') })).toString('base64url');
    const token = `${header}.${changed}.${signature}`;
    expect((await call('GET', `${redress.url}/api/track/${other}`, { token })).status).toBe(401);
  });
});

import { parseJson } from '@redress/eventing';
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  createRemoteJWKSet,
  type CryptoKey,
  errors,
  exportJWK,
  type FlattenedJWSInput,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWK,
  type JWSHeaderParameters,
} from 'jose';
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../service/configuration/settings.js';
import { Problem } from '../http/problems/problem.js';

/** Finds the key for a token by its header. */
export type KeyFinder = (header: JWSHeaderParameters, token: FlattenedJWSInput) => Promise<CryptoKey | Uint8Array>;

const FETCH_TIMEOUT_MS = 5_000;
const RETRY_AFTER_SECONDS = 5;
/** RFC 7518, 3.2: the key must be at least as long as the hash output. */
const SECRET_BYTES_MIN = 32;

/** Loads REDRESS_JWKS: a URL (fetched on demand within `fetch_ms`, and refreshed), a file or inline JSON. Throws `ConfigError`. */
export async function loadKeySet(source: string, fetch_ms = FETCH_TIMEOUT_MS): Promise<KeyFinder> {
  if (/^https?:/.test(source)) return remoteKeys(new URL(source), fetch_ms);
  try {
    const text = source.startsWith('{') ? source : await readFile(source, 'utf8');
    return await localKeys(parseJson(text) as JSONWebKeySet);
  } catch {
    const problem = 'is not a JSON Web Key Set of RSA, Ed25519 or oct (32 bytes or more) keys that can be read.';
    throw new ConfigError([{ variable: 'REDRESS_JWKS', problem, example: './keys/jwks.json' }]);
  }
}

/** Error codes caused by the token itself. Any other error comes from the source of the keys. */
const tokenFaults = new Set(['ERR_JWKS_NO_MATCHING_KEY', 'ERR_JWKS_MULTIPLE_MATCHING_KEYS', 'ERR_JOSE_NOT_SUPPORTED']);

/** Fetches public keys over HTTP. While they are unreachable a token is neither valid nor invalid, and the caller may retry. */
function remoteKeys(url: URL, fetch_ms: number): KeyFinder {
  const fetched = createRemoteJWKSet(url, { timeoutDuration: fetch_ms });
  return async (header, token) => {
    try {
      return await fetched(header, token);
    } catch (error) {
      if (tokenFaults.has((error as { code?: string }).code ?? '')) throw error;
      throw new Problem('store-unavailable', { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
  };
}

/**
 * Uses secrets for HS256 only, and public keys for any other algorithm. Separating them here keeps a token from turning a public key into a
 * secret by naming another algorithm.
 */
async function localKeys(set: JSONWebKeySet): Promise<KeyFinder> {
  const secrets = new Map<string | undefined, Uint8Array>();
  for (const jwk of set.keys.filter(({ kty }) => kty === 'oct')) secrets.set(jwk.kid, await secretOf(jwk));
  const publicKeys = createLocalJWKSet({ keys: set.keys.filter(({ kty }) => kty !== 'oct') });
  return async (header, token) => {
    if (header.alg !== 'HS256') return publicKeys(header, token);
    const secret = header.kid === undefined && secrets.size === 1 ? [...secrets.values()][0] : secrets.get(header.kid);
    if (secret === undefined) throw new errors.JWKSNoMatchingKey();
    return secret;
  };
}

async function secretOf(jwk: JWK): Promise<Uint8Array> {
  const secret = await importJWK(jwk, 'HS256');
  if (!(secret instanceof Uint8Array) || secret.length < SECRET_BYTES_MIN)
    throw new TypeError('The secret is too short.');
  return secret;
}

/** `iss` of the tokens that this installation issues. */
export const EMBEDDED_ISSUER = 'urn:redress:embedded-issuer';

export interface IssuerKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

/** Opens the installation's own Ed25519 key, `<data>/issuer.jwk`, readable by its owner only; creates it if missing. */
export async function openIssuerKey(data: string): Promise<IssuerKey> {
  const file = join(data, 'issuer.jwk');
  const jwk = (await readJwk(file)) ?? (await createJwk(data, file));
  const { kty, crv, x } = jwk as { kty: string; crv: string; x: string };
  const publicJwk = { kty, crv, x };
  return {
    kid: await calculateJwkThumbprint(publicJwk),
    privateKey: (await importJWK(jwk, 'EdDSA')) as CryptoKey,
    publicKey: (await importJWK(publicJwk, 'EdDSA')) as CryptoKey,
  };
}

async function readJwk(file: string): Promise<JWK | undefined> {
  try {
    return parseJson(await readFile(file, 'utf8')) as JWK;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes the key under another name and links it, so that of two processes starting at once both use the first one's key. */
async function createJwk(data: string, file: string): Promise<JWK> {
  await mkdir(data, { recursive: true, mode: 0o700 });
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600, flag: 'wx', flush: true });
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  return (await readJwk(file)) as JWK;
}

import { parseJson } from '@redress/eventing';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** `iss` of the tokens that this installation makes for itself. */
export const EMBEDDED_ISSUER = 'urn:redress:embedded-issuer';

export interface IssuerKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

/** The installation's own Ed25519 key, `<data>/issuer.jwk`, readable by its owner alone; made when it is not there yet. */
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

/** Writes the key whole under another name and links it, so that of two processes starting at once both use the first one's key. */
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

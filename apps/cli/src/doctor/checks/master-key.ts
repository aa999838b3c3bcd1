import { KeyRing, loadMasterKey, StoreUnavailableError, WrongMasterKeyError } from '@redress/eventing';
import { KEY_STORES, openEngine, type RedressConfig } from '@redress/platform';
import { existsSync } from 'node:fs';
import { embeddedFile, masterKeyFile } from '../../session/engine-files.js';
import { fail, ok, type Finding } from '../finding.js';

const PUT_BACK = 'Put back the master key that the keys were made under: without it personal data cannot be read.';

/** The master key is there and opens the keys in the key store. */
export async function checkMasterKey(config: RedressConfig): Promise<Finding> {
  const { masterKey: hex, keyStore } = config;
  const file = masterKeyFile(config);
  const place = hex === undefined ? file : 'REDRESS_MASTER_KEY';
  const isThere = hex !== undefined || existsSync(file);
  const keys = embeddedFile(keyStore);
  if (keys !== undefined && !existsSync(keys)) {
    return ok('master key', isThere ? `${place}; no key is under it yet` : 'made at the first start');
  }
  if (!isThere) return fail('master key', `${place} does not exist, but there are keys.`, PUT_BACK);
  try {
    const masterKey = await loadMasterKey({ file, ...(hex !== undefined && { hex }) });
    return await fits(place, masterKey, keyStore);
  } catch (error) {
    return fail('master key', error instanceof Error ? error.message : String(error), PUT_BACK);
  }
}

async function fits(place: string, masterKey: Uint8Array, keyStore: string): Promise<Finding> {
  const store = await openEngine(KEY_STORES, keyStore, { readOnly: true });
  try {
    await new KeyRing({ store, masterKey }).checkMasterKey();
    return ok('master key', place);
  } catch (error) {
    if (error instanceof WrongMasterKeyError) return fail('master key', error.message, PUT_BACK);
    // An empty key store would be marked as this key's own, which a store open for reading refuses.
    if (error instanceof StoreUnavailableError) return ok('master key', `${place}; no key is under it yet`);
    throw error;
  } finally {
    await store.close();
  }
}

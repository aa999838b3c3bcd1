import { hkdfSync, randomBytes } from 'node:crypto';
import { link, open, readFile, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { MasterKeyError } from './sealing-errors.js';

const MASTER_KEY_BYTES = 32;
const MASTER_KEY_PATTERN = /^[0-9a-f]{64}$/i;
const OTHERS_MAY_ACCESS = 0o077;

export interface MasterKeySource {
  /** 64 hexadecimal digits; overrides the file. */
  readonly hex?: string;
  /** The key file; its folder must exist. Created, readable only by its owner, if missing. */
  readonly file: string;
  /** Whether a new key may be created: false if anything was sealed under an earlier one. Asked only when the file is missing. */
  readonly mayMake?: () => Promise<boolean>;
}

/** The 32-byte master key. Throws `MasterKeyError` when it is malformed or its file is open to others. */
export async function loadMasterKey({ hex, file, mayMake }: MasterKeySource): Promise<Uint8Array> {
  if (hex !== undefined) return parse(hex, 'The given master key');
  const existing = await readKeyFile(file);
  if (existing !== undefined) return existing;
  // A new key in the place of a lost one would open nothing, and occupy the place where the right one must be restored.
  if (mayMake !== undefined && !(await mayMake())) return madeMeanwhile(file);
  await createKeyFile(file);
  const created = await readKeyFile(file);
  if (created === undefined)
    throw new MasterKeyError(`The master key file ${file} disappeared while it was being made.`);
  return created;
}

/** When processes start at once, one may create the file and use the key between another's check of the file and of the key store. */
async function madeMeanwhile(file: string): Promise<Uint8Array> {
  const made = await readKeyFile(file);
  if (made !== undefined) return made;
  throw new MasterKeyError(
    `The master key file ${file} is missing, and the key store holds keys that only it opens. Restore it from a backup.`,
  );
}

/** A key for one purpose, by HKDF-SHA256 (RFC 5869): keys of other purposes reveal nothing about it. */
export function deriveKey(masterKey: Uint8Array, purpose: string, length = 32): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', masterKey, new Uint8Array(), purpose, length));
}

async function readKeyFile(file: string): Promise<Uint8Array | undefined> {
  let text: string;
  try {
    const { mode } = await stat(file);
    // Windows has no such mode bits; there the folder's permissions protect the file.
    if (process.platform !== 'win32' && (mode & OTHERS_MAY_ACCESS) !== 0) {
      throw new MasterKeyError(
        `Others may read the master key file ${file}. Make it your own alone: chmod 600 ${file}`,
      );
    }
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (isFileError(error, 'ENOENT')) return undefined;
    throw error;
  }
  return parse(text.trim(), `The master key in ${file}`);
}

/**
 * Everything ever sealed depends on these bytes, so they are on disk before they are used: a complete file is linked under its name, which
 * also picks one winner among processes that start at once.
 */
async function createKeyFile(file: string): Promise<void> {
  const draft = `${file}.${randomBytes(8).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(MASTER_KEY_BYTES).toString('hex')}\n`);
    await handle.sync();
    await handle.close();
    await link(draft, file).catch((error: unknown) => {
      if (!isFileError(error, 'EEXIST')) throw error;
    });
  } finally {
    await handle.close().catch(() => undefined);
    await unlink(draft);
  }
  const folder = await open(dirname(file), 'r');
  await folder.sync().finally(() => folder.close());
}

function parse(hex: string, what: string): Uint8Array {
  if (!MASTER_KEY_PATTERN.test(hex)) throw new MasterKeyError(`${what} is not 64 hexadecimal digits.`);
  return Buffer.from(hex, 'hex');
}

function isFileError(error: unknown, code: string): boolean {
  return (error as { readonly code?: unknown } | null)?.code === code;
}

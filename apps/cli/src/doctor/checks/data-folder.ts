import type { RedressConfig } from '@redress/platform';
import { access, constants, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, warn, type Finding } from '../finding.js';

const OTHERS = 0o077;
/** What opens, or pretends to be, everything else. */
const SECRET_FILES = ['master.key', 'issuer.jwk', 'keys.db'];

/** The data folder is there, may be written to, and is closed to others; so are the secrets in it. */
export async function checkDataFolder({ data }: RedressConfig): Promise<readonly Finding[]> {
  const mode = await modeOf(data);
  if (mode === undefined) return [warn('data folder', `${data} does not exist yet.`, 'It is made at the first start.')];
  const isWritable = await access(data, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!isWritable) {
    return [fail('data folder', `${data} may not be written to.`, 'Give it to the user that runs Redress: chown.')];
  }
  const folder =
    (mode & OTHERS) === 0
      ? ok('data folder', data)
      : warn('data folder', `${data} is open to other users (${octal(mode)}).`, `chmod 700 ${data}`);
  const secrets = await Promise.all(SECRET_FILES.map((name) => checkSecret(name, join(data, name))));
  return [folder, ...secrets.flat()];
}

async function checkSecret(name: string, file: string): Promise<readonly Finding[]> {
  const mode = await modeOf(file);
  // Inside a folder that is closed to others a file's own rights matter less, but backups and moves lose the folder.
  if (mode === undefined || (mode & OTHERS) === 0) return [];
  const remedy = `chmod 600 ${file}`;
  // Redress refuses to start with an open master key.
  const found = name === 'master.key' ? fail : warn;
  return [found(name, `${file} may be read by other users (${octal(mode)}).`, remedy)];
}

async function modeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mode & 0o777;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}

import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { access, constants, stat, statfs } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { jsonFault } from '@redress/eventing';
import type { RedressConfig } from '@redress/platform';
import { fail, type Finding, ok, warn } from './finding.js';

const NODE_MAJOR = 26;
const MEBIBYTE = 1024 * 1024;
const FREE_MIB_NEEDED = 100;
const FREE_MIB_COMFORTABLE = 1_024;

/** Checks the version of Node. */
export function checkNode(version: string = process.versions.node, fault = jsonFault): Finding {
  if (Number.parseInt(version, 10) < NODE_MAJOR) {
    return fail(
      'node',
      `Node ${version} is too old.`,
      `Run \`npx redress\`, which uses the pinned Node ${NODE_MAJOR}.`,
    );
  }
  return fault === undefined ? ok('node', `Node ${version}`) : warn('node', fault, 'Use Node 26.12.1 or later.');
}

/** Checks the free space on the disk of the data folder. */
export async function checkDisk({ data }: RedressConfig): Promise<Finding> {
  const { bavail, bsize } = await statfs(existing(data));
  const free = Math.floor((bavail * bsize) / MEBIBYTE);
  const detail = `${free} MiB free`;
  if (free < FREE_MIB_NEEDED) return fail('disk', detail, 'Free some space: a full disk refuses every command.');
  if (free < FREE_MIB_COMFORTABLE) return warn('disk', detail, 'Free some space before it runs out.');
  return ok('disk', detail);
}

/** Warns about a simulated clock. */
export function checkClock({ clock }: RedressConfig): Finding {
  return clock === undefined
    ? ok('clock', `system time: ${new Date().toISOString()}`)
    : warn(
        'clock',
        `simulated: started at ${clock.start}, runs ${clock.rate} times as fast`,
        'Unset REDRESS_CLOCK in production.',
      );
}

function existing(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : existing(dirname(folder));
}

const OTHERS = 0o077;
/** Files that give access to everything else. */
const SECRET_FILES = ['master.key', 'issuer.jwk', 'keys.db'];

/** Checks that the data folder exists, is writable and is private; likewise the secrets in it. */
export async function checkDataFolder({ data }: RedressConfig): Promise<readonly Finding[]> {
  const mode = await modeOf(data);
  if (mode === undefined)
    return [warn('data folder', `${data} does not exist yet.`, 'It is created at the first start.')];
  const isWritable = await access(data, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!isWritable) {
    return [fail('data folder', `${data} is not writable.`, 'Make the user that runs Redress its owner (chown).')];
  }
  const folder =
    (mode & OTHERS) === 0
      ? ok('data folder', data)
      : warn('data folder', `${data} is accessible to other users (${octal(mode)}).`, `chmod 700 ${data}`);
  const secrets = await Promise.all(SECRET_FILES.map((name) => checkSecret(name, join(data, name))));
  return [folder, ...secrets.flat()];
}

async function checkSecret(name: string, file: string): Promise<readonly Finding[]> {
  const mode = await modeOf(file);
  // In a private folder a file's own permissions matter less, but backups and moves lose the folder.
  if (mode === undefined || (mode & OTHERS) === 0) return [];
  const remedy = `chmod 600 ${file}`;
  // Redress refuses to start with an open master key.
  const found = name === 'master.key' ? fail : warn;
  return [found(name, `${file} is readable by other users (${octal(mode)}).`, remedy)];
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

const WAIT_MS_MAX = 3_000;
const SMTP_PORTS: { readonly [protocol: string]: number } = { 'smtp:': 25, 'smtps:': 465 };

/** Checks that the port is free, or that Redress is listening on it. */
export async function checkPort({ host, port }: RedressConfig): Promise<Finding> {
  const place = `${host}:${port}`;
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return ok('port', `${place} is free`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE')
      return fail('port', `Cannot listen on ${place} (${String(code)}).`, 'Set HOST and PORT.');
    if (await isRedress(host, port)) return ok('port', `Redress is running on ${place}`);
    return fail('port', `Another program listens on ${place}.`, 'Stop it, or set another PORT.');
  } finally {
    server.close();
  }
}

/** Checks that the mail server answers; without one, messages go to the outbox. */
export async function checkMail({ smtpUrl }: RedressConfig): Promise<Finding> {
  if (smtpUrl === undefined) {
    return warn('mail', 'no mail server: messages are written to the outbox folder', 'Set REDRESS_SMTP_URL.');
  }
  const { hostname, port, protocol } = new URL(smtpUrl);
  const place = `${hostname}:${port === '' ? (SMTP_PORTS[protocol] ?? 25) : port}`;
  const socket = connect({ host: hostname, port: Number(place.slice(place.lastIndexOf(':') + 1)) });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(WAIT_MS_MAX) });
    return ok('mail', `${place} answers`);
  } catch {
    return fail('mail', `${place} does not answer.`, 'Check REDRESS_SMTP_URL and the network.');
  } finally {
    socket.destroy();
  }
}

async function isRedress(host: string, port: number): Promise<boolean> {
  const name = host.includes(':') ? `[${host}]` : host;
  try {
    const signal = AbortSignal.timeout(WAIT_MS_MAX);
    const document = await fetch(`http://${name}:${port}/api/openapi.json`, { signal });
    return document.ok && (await document.text()).includes('/api/complaints');
  } catch {
    return false;
  }
}

import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { access, constants, stat, statfs } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { jsonFault } from '@redress/eventing';
import type { RedressConfig } from '@redress/platform';
import { fail, type Finding, ok, type SayFinding, warn } from './finding.js';

const NODE_MAJOR = 26;
const MEBIBYTE = 1024 * 1024;
const FREE_MIB_NEEDED = 100;
const FREE_MIB_COMFORTABLE = 1_024;

/** Checks the version of Node. */
export function checkNode(
  say: SayFinding,
  version: string = process.versions.node,
  misreads = jsonFault !== undefined,
): Finding {
  if (Number.parseInt(version, 10) < NODE_MAJOR) {
    return fail('node', say('doctor.node.old', { version }), say('doctor.node.old.remedy', { major: NODE_MAJOR }));
  }
  return misreads
    ? warn('node', say('doctor.node.misreads'), say('doctor.node.misreads.remedy'))
    : ok('node', say('doctor.node', { version }));
}

/** Checks the free space on the disk of the data folder. */
export async function checkDisk({ data }: RedressConfig, say: SayFinding): Promise<Finding> {
  const { bavail, bsize } = await statfs(existing(data));
  const free = Math.floor((bavail * bsize) / MEBIBYTE);
  const detail = say('doctor.disk', { mebibytes: free });
  if (free < FREE_MIB_NEEDED) return fail('disk', detail, say('doctor.disk.full.remedy'));
  if (free < FREE_MIB_COMFORTABLE) return warn('disk', detail, say('doctor.disk.low.remedy'));
  return ok('disk', detail);
}

/** Warns about a simulated clock. */
export function checkClock({ clock }: RedressConfig, say: SayFinding): Finding {
  return clock === undefined
    ? ok('clock', say('doctor.clock', { at: new Date().toISOString() }))
    : warn(
        'clock',
        say('doctor.clock.simulated', { start: clock.start, rate: clock.rate }),
        say('doctor.clock.simulated.remedy'),
      );
}

function existing(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : existing(dirname(folder));
}

const FOLDER = 'data folder';
const OTHERS = 0o077;
/** Files that give access to everything else. */
const SECRET_FILES = ['master.key', 'issuer.jwk', 'keys.db'];

/** Checks that the data folder exists, is writable and is private; likewise the secrets in it. */
export async function checkDataFolder({ data }: RedressConfig, say: SayFinding): Promise<readonly Finding[]> {
  const mode = await modeOf(data);
  if (mode === undefined)
    return [warn(FOLDER, say('doctor.folder.missing', { folder: data }), say('doctor.folder.missing.remedy'))];
  const isWritable = await access(data, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!isWritable) {
    return [fail(FOLDER, say('doctor.folder.read-only', { folder: data }), say('doctor.folder.read-only.remedy'))];
  }
  const folder =
    (mode & OTHERS) === 0
      ? ok(FOLDER, say('doctor.folder', { folder: data }))
      : warn(FOLDER, say('doctor.folder.open', { folder: data, mode: octal(mode) }), `chmod 700 ${data}`);
  const secrets = await Promise.all(SECRET_FILES.map((name) => checkSecret(name, join(data, name), say)));
  return [folder, ...secrets.flat()];
}

async function checkSecret(name: string, file: string, say: SayFinding): Promise<readonly Finding[]> {
  const mode = await modeOf(file);
  // In a private folder a file's own permissions matter less, but backups and moves lose the folder.
  if (mode === undefined || (mode & OTHERS) === 0) return [];
  const remedy = `chmod 600 ${file}`;
  // Redress refuses to start with an open master key.
  const found = name === 'master.key' ? fail : warn;
  return [found(name, say('doctor.secret.open', { file, mode: octal(mode) }), remedy)];
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

/** Checks that the port is free, or that Redress is listening on it: for the command line alone, since a server that answers has its port. */
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
export async function checkMail({ smtpUrl }: RedressConfig, say: SayFinding): Promise<Finding> {
  if (smtpUrl === undefined) {
    return warn('mail', say('doctor.mail.none'), say('doctor.mail.none.remedy'));
  }
  const { hostname, port, protocol } = new URL(smtpUrl);
  const place = `${hostname}:${port === '' ? (SMTP_PORTS[protocol] ?? 25) : port}`;
  const socket = connect({ host: hostname, port: Number(place.slice(place.lastIndexOf(':') + 1)) });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(WAIT_MS_MAX) });
    return ok('mail', say('doctor.mail', { place }));
  } catch {
    return fail('mail', say('doctor.mail.silent', { place }), say('doctor.mail.silent.remedy'));
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

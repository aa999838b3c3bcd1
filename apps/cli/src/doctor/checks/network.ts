import type { RedressConfig } from '@redress/platform';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { fail, ok, warn, type Finding } from '../finding.js';

const WAIT_MS_MAX = 3_000;
const SMTP_PORTS: { readonly [protocol: string]: number } = { 'smtp:': 25, 'smtps:': 465 };

/** The port can be listened on, or Redress is listening on it already. */
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
      return fail('port', `${place} cannot be listened on (${String(code)}).`, 'Set HOST and PORT.');
    if (await isRedress(host, port)) return ok('port', `Redress is running on ${place}`);
    return fail('port', `Another program listens on ${place}.`, 'Stop it, or set another PORT.');
  } finally {
    server.close();
  }
}

/** The mail server answers; or there is none and mail goes into the outbox. */
export async function checkMail({ smtpUrl }: RedressConfig): Promise<Finding> {
  if (smtpUrl === undefined) {
    return warn('mail', 'no mail server: messages are written into the outbox folder', 'Set REDRESS_SMTP_URL.');
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

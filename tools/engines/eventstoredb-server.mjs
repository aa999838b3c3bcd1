/**
 * Starts an EventStoreDB for specs, as REDRESS_TEST_EVENTSTOREDB_START="node tools/engines/eventstoredb-server.mjs HOW":
 *
 *     stand-in   our own server, here as if it were another one
 *     docker     the image named by EVENTSTOREDB_IMAGE, else that of docker-compose.yml
 *     binary     the program named by EVENTSTOREDB_BINARY, run on this machine
 *
 * It is given a folder, a port and options as JSON (`maxAppendSize`, `tls`, `users`; others are those of the stand-in), and prints
 * `serving URL`. Then it obeys the lines on its standard input: `stop`, `kill` (the server, with SIGKILL) and `scavenge`. The
 * end of its input means `stop`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

const IMAGE = 'eventstore/eventstore:24.10.5';
const SERVING_MS_MAX = 120_000;
const PAUSE_MS = 100;
const CONFLICT = 409;

const [how, folder, portText, optionsText] = process.argv.slice(2);
const options = JSON.parse(optionsText ?? '{}');
const port = Number(portText);

/** Our own server in this process. */
async function standIn() {
  const { EventStoreDbStandIn } = await import('@redress/testing/engines');
  const server = await EventStoreDbStandIn.start({ ...options, folder, port });
  return {
    url: server.url,
    stop: () => server.stop(),
    kill: async () => process.kill(process.pid, 'SIGKILL'),
    scavenge: async () => server.scavenge(),
  };
}

/** The server's settings. */
function settings(data, certificates) {
  const { maxAppendSize, tls, users = [] } = options;
  const administrator = users.find(({ username }) => username === 'admin');
  return {
    EVENTSTORE_CLUSTER_SIZE: '1',
    EVENTSTORE_RUN_PROJECTIONS: 'None',
    EVENTSTORE_DB: data,
    ...(maxAppendSize && { EVENTSTORE_MAX_APPEND_SIZE: String(maxAppendSize) }),
    ...(tls === undefined
      ? { EVENTSTORE_INSECURE: 'true' }
      : {
          EVENTSTORE_CERTIFICATE_FILE: join(certificates, 'node.crt'),
          EVENTSTORE_CERTIFICATE_PRIVATE_KEY_FILE: join(certificates, 'node.key'),
          EVENTSTORE_TRUSTED_ROOT_CERTIFICATES_PATH: join(certificates, 'ca'),
        }),
    ...(administrator && { EVENTSTORE_DEFAULT_ADMIN_PASSWORD: administrator.password }),
  };
}

/** Copies the certificate, which is its own authority, to where the server looks for it. */
function prepareFolder() {
  const [data, certificates] = [join(folder, 'data'), join(folder, 'certificates')];
  mkdirSync(data, { recursive: true });
  if (options.tls === undefined) return { data, certificates };
  mkdirSync(join(certificates, 'ca'), { recursive: true });
  copyFileSync(options.tls.certFile, join(certificates, 'node.crt'));
  copyFileSync(options.tls.keyFile, join(certificates, 'node.key'));
  copyFileSync(options.tls.certFile, join(certificates, 'ca', 'ca.crt'));
  return { data, certificates };
}

/** A server on this machine. */
async function binary() {
  const { data, certificates } = prepareFolder();
  const environment = { ...process.env, ...settings(data, certificates), EVENTSTORE_NODE_PORT: String(port) };
  const program = process.env.EVENTSTOREDB_BINARY;
  if (!program) throw new Error('EVENTSTOREDB_BINARY does not name a program.');
  const child = spawn(program, [], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  const end = async (signal) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  await serving(
    () => child.exitCode === null && child.signalCode === null,
    () => end('SIGKILL'),
  );
  return { url: url(), stop: () => end('SIGTERM'), kill: () => end('SIGKILL'), scavenge };
}

/** A container, whose data is in the folder. */
async function docker() {
  const { data, certificates } = prepareFolder();
  const name = `redress-specs-${process.pid}`;
  const environment = Object.entries(settings('/data', '/certificates')).flatMap((one) => ['--env', one.join('=')]);
  const mounts = ['--volume', `${data}:/data`, '--volume', `${certificates}:/certificates`];
  const publish = ['--publish', `127.0.0.1:${port}:2113`];
  const image = process.env.EVENTSTOREDB_IMAGE || IMAGE;
  const run = ['run', '--detach', '--rm', '--name', name, '--user', `${process.getuid()}`];
  command('docker', [...run, ...environment, ...mounts, ...publish, image]);
  const end = async (verb) => command('docker', [verb, name]);
  // A container that has ended is gone: `--rm`.
  const runs = () => spawnSync('docker', ['container', 'inspect', name], { stdio: 'ignore' }).status === 0;
  await serving(runs, async () => {
    if (runs()) await end('kill');
  });
  return { url: url(), stop: () => end('stop'), kill: () => end('kill'), scavenge };
}

function command(program, args) {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(error?.message ?? stderr.trim());
}

function url() {
  return options.tls === undefined ? `esdb://127.0.0.1:${port}?tls=false` : `esdb://localhost:${port}?tls=true`;
}

function address(path) {
  return `${options.tls === undefined ? 'http://127.0.0.1' : 'https://localhost'}:${port}${path}`;
}

/** Resolves when the server says that it is alive, and has its users. Ends a server that does not come that far: nobody else knows of it. */
async function serving(runs, end) {
  try {
    await aliveWithUsers(runs);
  } catch (error) {
    await end();
    throw error;
  }
}

async function aliveWithUsers(runs) {
  // The certificate is the specs' own.
  if (options.tls !== undefined) process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  const until = performance.now() + SERVING_MS_MAX;
  while (performance.now() < until && runs()) {
    const alive = await fetch(address('/health/live')).then(
      ({ ok }) => ok,
      () => false,
    );
    if (alive) return createUsers();
    await pause(PAUSE_MS);
  }
  throw new Error('The server does not say that it is alive.');
}

/** Calls the server as its administrator. */
async function administrate(method, path, body) {
  const password = options.users?.find(({ username }) => username === 'admin')?.password ?? 'changeit';
  const authorization = `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`;
  const headers = { authorization, accept: 'application/json', 'content-type': 'application/json' };
  const response = await fetch(address(path), { method, headers, ...(body && { body: JSON.stringify(body) }) });
  if (!response.ok && response.status !== CONFLICT) throw new Error(`${method} ${path}: ${response.status}`);
  return response.json().catch(() => ({}));
}

/** Creates the other users, who may be there since the start before. */
async function createUsers() {
  for (const { username, password, groups = [] } of options.users ?? []) {
    if (username === 'admin') continue;
    await administrate('POST', '/users/', { loginName: username, fullName: username, password, groups });
  }
}

/** Starts a scavenge and waits for its end. */
async function scavenge() {
  await administrate('POST', '/admin/scavenge');
  while ((await administrate('GET', '/admin/scavenge/current')).scavengeId !== undefined) await pause(PAUSE_MS);
}

async function main() {
  const server = await { 'stand-in': standIn, docker, binary }[how]();
  console.log(`serving ${server.url}`);
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'stop') break;
    if (line === 'kill') {
      await server.kill();
      process.exit(0);
    }
    await server.scavenge().then(
      () => console.log('done'),
      (error) => console.log(`failed ${error.message}`),
    );
  }
  await server.stop();
  process.exit(0);
}

try {
  await main();
} catch (error) {
  console.log(`failed ${error.message.replaceAll('\n', ' ')}`);
  process.exit(1);
}

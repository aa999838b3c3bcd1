import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { BootstrapError } from '../bootstrap/workspace.mjs';
import { stateFile, supervisorLog } from './folders.mjs';

// Commands reach the supervisor as a line over loopback: its process id may have been reused by another process.

const ANSWER_MS_MAX = 60_000;
const LINE_LENGTH_MAX = 1_000;

/**
 * Listens for commands until this process ends. `commands` are asynchronous functions by name; their results are returned as JSON. The
 * caller must know the secret in the state file, which only this user may read.
 */
export async function listenForCommands(commands) {
  const secret = randomBytes(16).toString('hex');
  const server = createServer((socket) => serve(socket, secret, commands));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  mkdirSync(dirname(stateFile), { recursive: true });
  writeFileSync(stateFile, JSON.stringify({ port: server.address().port, secret }), { mode: 0o600 });
  return () => {
    rmSync(stateFile, { force: true });
    server.close();
  };
}

function serve(socket, secret, commands) {
  socket.on('error', () => undefined);
  socket.setTimeout(ANSWER_MS_MAX, () => socket.destroy());
  let line = '';
  socket.setEncoding('utf8').on('data', async (part) => {
    line += part;
    if (line.length > LINE_LENGTH_MAX) socket.destroy();
    const [given, command] = line.split(/[ \n]/);
    if (!line.endsWith('\n')) return;
    if (given !== secret || !Object.hasOwn(commands, command)) socket.destroy();
    else socket.end(`${JSON.stringify(await commands[command]())}\n`);
  });
}

/** Sends a command; returns undefined when no supervisor runs (any more). */
export async function askSupervisor(command) {
  try {
    const { port, secret } = JSON.parse(readFileSync(stateFile, 'utf8'));
    const socket = connect({ port, host: '127.0.0.1' });
    socket.setTimeout(ANSWER_MS_MAX, () => socket.destroy());
    socket.write(`${secret} ${command}\n`);
    return JSON.parse(await text(socket));
  } catch {
    // No state file, or one left behind by a killed supervisor: nothing listens there, or something else does.
    return undefined;
  }
}

/** The very first start downloads Kafka from a Maven repository, or pulls images. */
const START_MS_MAX = 15 * 60_000;
const POLL_MS = 200;

/** Starts a supervisor that outlives this process, and returns its status once the engines run. Throws its output when it ends before. */
export async function startDetached({ brokers, native }) {
  const child = launch(['up', '--brokers', String(brokers), ...(native ? ['--native'] : [])]);
  const deadline = Date.now() + START_MS_MAX;
  while (Date.now() < deadline) {
    const status = await askSupervisor('status');
    if (status?.pid === child.pid) {
      child.unref();
      return status;
    }
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new BootstrapError(`the engines did not start:\n${readFileSync(supervisorLog, 'utf8').trimEnd()}`);
    }
    await pause(POLL_MS);
  }
  child.kill('SIGTERM');
  throw new BootstrapError(`the engines did not start within ${START_MS_MAX / 60_000} minutes; see ${supervisorLog}.`);
}

function launch(args) {
  mkdirSync(dirname(supervisorLog), { recursive: true });
  const output = openSync(supervisorLog, 'w', 0o600);
  const child = spawn(process.execPath, [join(import.meta.dirname, 'command.mjs'), ...args], {
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  return child;
}

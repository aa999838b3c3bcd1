import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processorMicroseconds } from './processes.mjs';

const START_MS_MAX = 20_000;

/** Starts a server in a new data folder and gives its address once it has printed it. `stop` ends it and removes the folder. */
export async function startServer(main) {
  const data = await mkdtemp(join(tmpdir(), 'redress-bench-'));
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, REDRESS_DATA: data, PORT: '0', REDRESS_LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await address(child);
  const stop = async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
    await rm(data, { recursive: true, force: true });
  };
  return { url, stop, processorMicroseconds: () => processorMicroseconds(child.pid) };
}

function address(child) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('The server did not start.')), START_MS_MAX);
    child.stdout.on('data', (chunk) => {
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(chunk))?.[0];
      if (url === undefined) return;
      clearTimeout(late);
      resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)));
  });
}

import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const BUILT = join(import.meta.dirname, '../../dist/service/graceful-stop.js');

/** Starts a process that stops as a service does, sends it SIGTERM once it runs, and tells how it ended and what it said. */
async function endingOf(close: string): Promise<{ readonly ended: unknown; readonly said: string }> {
  const program = `
    import { Worker } from 'node:worker_threads';
    import { stopOnSignals } from ${JSON.stringify(`file://${BUILT}`)};
    const stuck = () => {
      new Worker("require('node:child_process').spawnSync('sleep', ['60'])", { eval: true, execArgv: [] });
      return new Promise(() => {});
    };
    stopOnSignals(${close}, { log: () => {}, error: (said) => console.log(String(said)) }, 500);
    setInterval(() => {}, 1000);
    console.log('running');
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (words: Buffer) => {
    said += words.toString();
    if (said === 'running\n') child.kill('SIGTERM');
  });
  const ended: unknown = await once(child, 'close');
  return { ended, said };
}

describe('A process that is told to stop', () => {
  it('ends well when everything was closed', async () => {
    expect((await endingOf('async () => {}')).ended).toEqual([0, null]);
  });

  it('says so when closing failed', async () => {
    const { ended, said } = await endingOf("async () => { throw new Error('It is broken.'); }");
    expect(ended).toEqual([1, null]);
    expect(said).toContain('It is broken.');
  });

  it('ends although a thread does not', async () => {
    const { ended, said } = await endingOf('stuck');
    expect(ended).toEqual([null, 'SIGKILL']);
    expect(said).toContain('It took too long to stop.');
  });
});

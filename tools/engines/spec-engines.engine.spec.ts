import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listening, portsIn } from './running-engines.js';

interface Started {
  readonly settings: { readonly [variable: string]: string };
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

let folder: string;
let startSpecEngines: () => Promise<Started>;
let started: Started[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'redress-engines-'));
  process.env['REDRESS_ENGINES_FOLDER'] = folder;
  // The engines of this run.
  for (const name of ['REDRESS_TEST_KAFKA', 'REDRESS_TEST_MONGODB']) delete process.env[name];
  ({ startSpecEngines } = await import('./spec-engines.mjs'));
});

afterEach(async () => {
  await Promise.all(started.map(({ stop }) => stop()));
  started = [];
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<Started> {
  const engines = await startSpecEngines();
  started.push(engines);
  return engines;
}

function portsOf({ settings }: Started): readonly number[] {
  return portsIn(Object.values(settings).join(' '));
}

describe('The engines of two runs of specs in one clone', () => {
  it('share neither a port nor a folder, and outlive each other', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    expect(new Set([...portsOf(one), ...portsOf(other)]).size).toBe(4);
    expect(one.folder).not.toBe(other.folder);
    await one.stop();
    expect([existsSync(one.folder), existsSync(other.folder)]).toEqual([false, true]);
    expect(await listening(portsOf(other))).toEqual([true, true]);
  });

  it('leave behind nothing of a run that was killed', async () => {
    const pidOfNobody = execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }).trim();
    const left = join(folder, `specs-${pidOfNobody}-left`);
    const running = join(folder, `specs-${process.ppid}-running`);
    for (const path of [left, running]) mkdirSync(path);
    await start();
    expect([existsSync(left), existsSync(running)]).toEqual([false, true]);
  });
});

import { expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

const PRELOADED = pathToFileURL(join(import.meta.dirname, 'die-with-parent.mjs')).href;
const PROGRAM = join(import.meta.dirname, 'fixtures', 'ask-a-fork.mjs');

it('What the bootstrap starts may fork workers, which wait for work as long as their channel is open', async () => {
  const flags = ['--import', PRELOADED, '--no-deprecation'];
  const { stdout } = spawn(process.execPath, [...flags, PROGRAM], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  expect(await text(stdout!)).toBe('was there, with --no-deprecation\nended\n');
});

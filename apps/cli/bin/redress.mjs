#!/usr/bin/env node
/**
 * The `redress` command. Only Node built-ins here: whatever Node the shell found first runs this file, and when it is not
 * the one the lock pins, the file runs itself again under that.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const root = new URL('../../../', import.meta.url);
const program = new URL('../dist/main.js', import.meta.url);
const pinnedNode = fileURLToPath(new URL(`node_modules/.bin/node${process.platform === 'win32' ? '.cmd' : ''}`, root));

function pinnedMajor() {
  const { optionalDependencies } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
  return Number.parseInt(Object.values(optionalDependencies)[0], 10);
}

function runUnderPinnedNode() {
  const child = spawn(pinnedNode, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  // Ctrl-C in a terminal reaches the whole process group: the child has it already.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

if (!existsSync(program) || !existsSync(pinnedNode)) {
  process.stderr.write('redress: this clone is not built yet: run `npm start` or `npm run build` first.\n');
  process.exitCode = 1;
} else if (Number.parseInt(process.versions.node, 10) < pinnedMajor()) {
  runUnderPinnedNode();
} else {
  await import(program.href);
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { root, say } from '../bootstrap/workspace.mjs';
import { startSpecEngines } from './spec-engines.mjs';

const dieWithParent = new URL('../bootstrap/die-with-parent.mjs', import.meta.url).href;

/** Runs jest on the engine specs and returns its exit code. */
async function runJest(settings) {
  const jest = ['node_modules/jest/bin/jest.js', '--config', 'jest.engines.config.mjs', ...process.argv.slice(2)];
  const node = ['--import', dieWithParent, '--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...node, ...jest], {
    cwd: root,
    env: { ...process.env, ...settings, REDRESS_E2E: 'distributed' },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const [code, signal] = await once(child, 'exit');
  return code ?? 128 + constants.signals[signal];
}

let engines;
try {
  engines = await startSpecEngines();
} catch (error) {
  // Fails instead of skipping: a spec without its engine proves nothing.
  say(error.message);
  process.exit(1);
}
try {
  process.exitCode = await runJest(engines.settings);
} finally {
  await engines.stop();
}
process.exit();

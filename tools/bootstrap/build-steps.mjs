/**
 * The build, which the image and a clone run alike. Uses only built-ins of Node, and no other file of the bootstrap, because the image's
 * context has none.
 *   node tools/bootstrap/build-steps.mjs
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Programs that make the whole, in turn: types of the API for its client, everything compiled, what browsers download. */
export const BUILD_STEPS = [
  ['tools/openapi/write-client-types.mjs'],
  ['node_modules/@typescript/native/bin/tsc', '-b'],
  ['tools/web/build.mjs'],
];

/** Runs the steps with a Node until one fails: what `spawnSync` told of that one, or undefined when all went well. */
export function failedStep(node) {
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' };
  for (const step of BUILD_STEPS) {
    const result = spawnSync(node, step, options);
    if (result.error || result.status !== 0) return result;
  }
  return undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const failed = failedStep(process.execPath);
  if (failed) process.exitCode = failed.status ?? 1;
}

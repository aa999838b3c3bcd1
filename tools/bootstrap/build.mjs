import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BootstrapError, modules, pinnedNode, root, say } from './workspace.mjs';

const stampFile = join(modules, '.cache', 'redress-built');

/** What browsers download. */
const pages = join(root, 'apps/web/dist/browser/.vite/manifest.json');

/** Programs that make the whole, in turn: types of the API for its client, everything compiled, what browsers download. */
const STEPS = [
  ['tools/openapi/write-client-types.mjs'],
  ['node_modules/typescript/bin/tsc', '-b'],
  ['tools/web/build.mjs'],
];

/** Every file the compiler reads under a folder, catalogues of texts included. Specs are not compiled, so they do not count. */
function* inputs(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules' && entry.name !== 'dist') yield* inputs(path);
    } else if (
      /(?<!\.spec)\.(?:tsx?|css)$|^tsconfig\.json$|^package\.json$/.test(entry.name) ||
      /catalogues.(?:en|fa)$/.test(folder)
    ) {
      yield path;
    }
  }
}

/** Name, size and time of every input. Reading contents would cost more than it detects. */
function fingerprint() {
  const hash = createHash('sha256');
  const shared = ['tsconfig.base.json', 'tsconfig.json', 'package-lock.json', 'docs/reference/openapi.json'].map(
    (file) => join(root, file),
  );
  for (const path of [...shared, ...inputs(join(root, 'libs')), ...inputs(join(root, 'apps'))]) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function packages() {
  return JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')).references.map(({ path }) => join(root, path));
}

/** True if nothing has changed since the last build and its output still exists. */
export function isBuilt() {
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== fingerprint()) return false;
  const outputs = packages().map((folder) => join(folder, 'dist', 'index.js'));
  return [...outputs, pages].every((output) => existsSync(output));
}

/** Builds what is stale. Throws a `BootstrapError` when the code does not compile. */
export function build() {
  say('building, because sources have changed since the last build.');
  // Taken before the build, so that changes during it cause another build.
  const built = fingerprint();
  for (const step of STEPS) run(step);
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(`${stampFile}.${process.pid}`, built);
  renameSync(`${stampFile}.${process.pid}`, stampFile);
}

function run(step) {
  const result = spawnSync(pinnedNode, step, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (result.error) throw new BootstrapError(`The build could not be started (${result.error.code}).`);
  if (result.status !== 0) throw new BootstrapError('The build failed; it says why above.', result.status ?? 1);
}

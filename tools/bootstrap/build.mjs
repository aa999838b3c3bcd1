import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { failedStep } from './build-steps.mjs';
import { BootstrapError, modules, pinnedNode, root, say } from './workspace.mjs';

const stampFile = join(modules, '.cache', 'redress-built');

/** What browsers download. */
const pages = join(root, 'apps/web/dist/browser/.vite/manifest.json');

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
  const failed = failedStep(pinnedNode);
  if (failed?.error) throw new BootstrapError(`The build could not be started (${failed.error.code}).`);
  if (failed) throw new BootstrapError('The build failed; it says why above.', failed.status ?? 1);
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(`${stampFile}.${process.pid}`, built);
  renameSync(`${stampFile}.${process.pid}`, stampFile);
}

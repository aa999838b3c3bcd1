import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './deploy-files.js';

interface LockedPackage {
  readonly dev?: boolean;
}

const locked = (
  JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: { readonly [path: string]: LockedPackage };
  }
).packages;

const IMPORT =
  /^\s*(?:import|export)\b[^;'"]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;

/**
 * Third-party packages that a built program imports, directly or by others of this repository, and that `npm ci --omit=dev` does not
 * install; each with a file that imports it.
 */
export function packagesOmittedFor(program: string): readonly string[] {
  const files = [join(root, program)];
  const omitted = new Set<string>();
  // Grows while it is walked.
  for (const file of files) {
    for (const [, from, bare, lazy] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      const specifier = from ?? bare ?? lazy ?? '';
      if (specifier.startsWith('node:')) continue;
      const own = ownFile(specifier, file);
      if (own === undefined) {
        if (isOmitted(packageOf(specifier), file)) omitted.add(`${packageOf(specifier)} (${relative(root, file)})`);
      } else if (own.endsWith('.js') && !files.includes(own)) files.push(own);
    }
  }
  return [...omitted];
}

/** The file of this repository that an import names; undefined for a third party's. */
function ownFile(specifier: string, importer: string): string | undefined {
  if (specifier.startsWith('.')) return join(dirname(importer), specifier);
  if (!specifier.startsWith('@redress/')) return undefined;
  const name = packageOf(specifier);
  const folder = realpathSync(join(root, 'node_modules', name));
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly exports: { readonly [path: string]: { readonly default: string } };
  };
  return join(folder, exports[`.${specifier.slice(name.length)}`]!.default);
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** As Node looks for it: in the importer's own package first, then at the root. */
function isOmitted(name: string, importer: string): boolean {
  const [, workspace = ''] = /^((?:apps|libs)\/(?:engines\/)?[\w-]+)\//.exec(relative(root, importer)) ?? [];
  const found = [`${workspace}/node_modules/${name}`, `node_modules/${name}`].find((path) => path in locked);
  return found === undefined || locked[found]?.dev === true;
}

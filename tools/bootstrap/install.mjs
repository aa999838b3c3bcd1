import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BootstrapError, modules, pinnedNode, root, say } from './workspace.mjs';

/** Inside node_modules, so that deleting the packages also deletes this record. */
const stampFile = join(modules, '.redress-installed');

/** Identifies the installation: the lock and the kind of machine (a folder may be mounted into another one). */
function wanted() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}`;
}

function installed() {
  return existsSync(stampFile) && existsSync(pinnedNode) ? readFileSync(stampFile, 'utf8') : undefined;
}

export function isInstalled() {
  return installed() === wanted();
}

/** `npm start` gives its own npm-cli.js; otherwise uses the npm on the PATH. */
function npm(args) {
  const cli = process.env.npm_execpath ?? '';
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] };
  return /npm-cli\.c?js$/.test(cli)
    ? spawnSync(process.execPath, [cli, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

/** Installs exactly package-lock.json. Throws a `BootstrapError` if npm fails. */
export function install() {
  say(
    `installing packages with npm ci, because ${installed() ? 'package-lock.json has changed' : 'they are missing'}.`,
  );
  // Development packages are named because NODE_ENV=production would leave out the compiler and the test runner.
  const result = npm(['ci', '--include=dev', '--include=optional', '--loglevel=error']);
  if (result.error)
    throw new BootstrapError(`npm could not be started (${result.error.code}). Install npm, then repeat.`);
  if (result.status !== 0) {
    throw new BootstrapError(
      `npm ci failed (${result.signal ?? `exit code ${result.status}`}); its reason is above. ` +
        'Without packages nothing can run: check the network, the proxy and the npm registry setting, then repeat.',
    );
  }
  if (!existsSync(pinnedNode)) {
    throw new BootstrapError(
      `npm ci installed no Node for ${process.platform}-${process.arch}. ` +
        'The platforms that work are the optionalDependencies in package.json.',
    );
  }
  writeFileSync(stampFile, wanted());
}

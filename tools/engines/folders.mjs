import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isRunning } from '../bootstrap/turn.mjs';
import { root, say } from '../bootstrap/workspace.mjs';

// The folders of this clone's engines. All are git-ignored.

/** `REDRESS_ENGINES_FOLDER` gives another folder for a second set of engines. */
const cache = process.env.REDRESS_ENGINES_FOLDER || join(root, '.cache', 'engines');

/** Data and logs of the current or last engines. */
export const runFolder = join(cache, 'run');

/** The supervisor's id and address. */
export const stateFile = join(cache, 'supervisor.json');

/** The log of a supervisor in the background. */
export const supervisorLog = join(cache, 'supervisor.log');

/** Empties the engines at every start, so that nothing depends on an earlier run. */
export function emptyRunFolder() {
  rmSync(runFolder, { recursive: true, force: true });
  mkdirSync(runFolder, { recursive: true });
}

/**
 * A new folder for the engines of one run of specs: several runs may coexist, beside a developer's engines. Removes the folders of killed
 * runs.
 */
export function specsFolder() {
  mkdirSync(cache, { recursive: true });
  for (const name of readdirSync(cache)) {
    const pid = /^specs-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(cache, name), { recursive: true, force: true });
  }
  return mkdtempSync(join(cache, `specs-${process.pid}-`));
}

/** The log files of engines, without their data. */
function logFiles() {
  if (!existsSync(runFolder)) return [];
  return readdirSync(runFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(log|txt)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !relative(runFolder, path).split(/[\\/]/).includes('data'));
}

/** Prints the last lines of each log of the current or last engines. For containers use `docker logs`. */
export function showLogs(lines) {
  const files = [supervisorLog, ...logFiles()].filter((path) => existsSync(path));
  if (files.length === 0) say('there are no logs here: no engine was started.');
  for (const path of files) {
    const written = readFileSync(path, 'utf8').trimEnd();
    console.log(`==> ${relative(process.cwd(), path)} <==`);
    if (written !== '') console.log(written.split('\n').slice(-lines).join('\n'));
  }
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { say } from '../bootstrap/workspace.mjs';
import { runFolder, supervisorLog } from './folders.mjs';

/** The files that engines print or log into; their data lies in other ones. */
function logFiles() {
  if (!existsSync(runFolder)) return [];
  return readdirSync(runFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(log|txt)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !relative(runFolder, path).split(/[\\/]/).includes('data'));
}

/** Prints the last lines of each log, of the engines that run or of those that ran last. Containers keep their own: `docker logs`. */
export function showLogs(lines) {
  const files = [supervisorLog, ...logFiles()].filter((path) => existsSync(path));
  if (files.length === 0) say('there are no logs here: no engine was started.');
  for (const path of files) {
    const written = readFileSync(path, 'utf8').trimEnd();
    console.log(`==> ${relative(process.cwd(), path)} <==`);
    if (written !== '') console.log(written.split('\n').slice(-lines).join('\n'));
  }
}

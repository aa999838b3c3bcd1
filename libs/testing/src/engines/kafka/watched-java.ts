import { spawn, type ChildProcess } from 'node:child_process';
import { openSync, closeSync } from 'node:fs';

/**
 * Java notices nothing when the process that started it is gone. So a shell keeps watch on a pipe that only this process holds: closed
 * without a word, this process has died, by whatever way, and Java is killed; a word first, and Java has ended by itself.
 */
const WATCH = 'exec 3<&0 </dev/null; (read -r word <&3 || kill -9 $$) & exec java "$@" 3<&-';

/** A Java process that does not outlive this one. What it prints is appended to `output`. Its `pid` is that of Java itself. */
export function startWatchedJava(args: readonly string[], output: string): ChildProcess {
  const file = openSync(output, 'a');
  const child = spawn('sh', ['-c', WATCH, 'java', ...args], { stdio: ['pipe', file, file] });
  closeSync(file);
  child.stdin?.on('error', () => undefined); // the watcher may be gone first
  child.once('exit', () => child.stdin?.end('ended\n'));
  return child;
}

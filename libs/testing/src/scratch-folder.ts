import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for one spec, removed with everything in it. */
export class ScratchFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'redress-'));

  file(name: string): string {
    return join(this.path, name);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A real file system of a few megabytes, in memory. Mounting needs privileges that not every machine grants. */
export class SmallDisk {
  private constructor(readonly path: string) {}

  /** Undefined where it cannot be mounted. */
  static mount(megabytes: number): SmallDisk | undefined {
    const path = mkdtempSync(join(tmpdir(), 'redress-disk-'));
    if (run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path)) return new SmallDisk(path);
    rmSync(path, { recursive: true });
    return undefined;
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** Makes it read-only, whatever the permissions. */
  makeReadOnly(): void {
    run('mount', '-o', 'remount,ro', this.path);
  }

  remove(): void {
    run('umount', this.path);
    rmSync(this.path, { recursive: true, force: true });
  }
}

function run(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

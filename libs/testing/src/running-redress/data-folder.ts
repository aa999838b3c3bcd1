import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The data folder of a run: a given one, which stays, or a new one, which goes with the run. */
export class DataFolder {
  private constructor(
    readonly path: string,
    private readonly isOwn: boolean,
  ) {}

  static async open(given: string | undefined): Promise<DataFolder> {
    return new DataFolder(given ?? (await mkdtemp(join(tmpdir(), 'redress-'))), given === undefined);
  }

  async release(): Promise<void> {
    if (this.isOwn) await rm(this.path, { recursive: true, force: true });
  }
}

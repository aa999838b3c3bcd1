import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Where a command answers: results on one stream, so that they can be piped, and everything else on the other. */
export class Terminal {
  constructor(
    private readonly results: Writable,
    readonly remarks: Writable & { readonly isTTY?: boolean },
  ) {}

  /** A person watches: progress may be drawn over itself. */
  get isWatched(): boolean {
    return this.remarks.isTTY === true;
  }

  /** Writes a line of the result; resolves when there is room for the next, so that output of any length stays out of memory. */
  async print(line: string): Promise<void> {
    if (!this.results.write(`${line}\n`)) await once(this.results, 'drain');
  }

  async printJson(value: unknown): Promise<void> {
    await this.print(JSON.stringify(value, undefined, 2));
  }

  /** Tells the person something that is not the result. */
  remark(line: string): void {
    this.remarks.write(`${line}\n`);
  }
}

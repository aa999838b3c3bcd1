import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { COMPLAINT_STREAM_PREFIX } from '@redress/complaints';
import { formatReference, isReference } from '@redress/domain';
import type { StreamName } from '@redress/eventing';
import cliProgress from 'cli-progress';

/** A command's output: results on one stream, so that they can be piped, and everything else on the other. */
export class Terminal {
  constructor(
    private readonly results: Writable,
    readonly remarks: Writable & { readonly isTTY?: boolean },
  ) {}

  /** True when a person is watching: progress may redraw itself. */
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

  /** Prints a message that is not part of the result. */
  remark(line: string): void {
    this.remarks.write(`${line}\n`);
  }
}

const GAP = '  ';

/** Returns the lines of a table with aligned columns; the last column is not padded. Line breaks in cells become spaces. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map(onOneLine));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
        .join(GAP)
        .trimEnd(),
    )
    .join('\n');
}

/** Removes line breaks and control characters from stored text, which could make a terminal show something else. */
export function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** A complaint's reference as people write it; the name of any other stream, also of one that only looks like a complaint's. */
export function nameOf(stream: StreamName): string {
  const reference = stream.startsWith(COMPLAINT_STREAM_PREFIX) ? stream.slice(COMPLAINT_STREAM_PREFIX.length) : '';
  return isReference(reference) ? formatReference(reference) : stream;
}

/** Draws the progress of long work, on the terminal's stderr and only when a person watches. */
export interface Progress {
  /** Both in the same unit. */
  update(done: number, of: number): void;
  stop(): void;
}

const REDRAWS_PER_SECOND_MAX = 5;

export function progressOn({ isWatched, remarks }: Terminal, what: string): Progress {
  if (!isWatched) return { update: () => undefined, stop: () => undefined };
  const bar = new cliProgress.SingleBar({
    format: `${what} {bar} {percentage}%  {duration_formatted}`,
    fps: REDRAWS_PER_SECOND_MAX,
    stream: remarks,
    hideCursor: true,
  });
  let started = false;
  return {
    update: (done, of) => {
      if (started) {
        bar.setTotal(of);
        bar.update(done);
      } else bar.start(of, done);
      started = true;
    },
    stop: () => {
      if (started) bar.stop();
    },
  };
}

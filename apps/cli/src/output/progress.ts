import cliProgress from 'cli-progress';
import type { Terminal } from './terminal.js';

/** Draws how far long work has come, on the terminal's stderr and only when a person watches. */
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

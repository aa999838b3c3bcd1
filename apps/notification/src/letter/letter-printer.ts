import type { OnApplicationShutdown } from '@nestjs/common';
import { Problem } from '@redress/platform';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Letter } from './letters.js';
import type { Printed } from './printing-thread.js';

/** The built program, also in specs, whose sources Node cannot run by itself. */
const PROGRAM = pathToFileURL(join(import.meta.dirname, '../../dist/letter/printing-thread.js'));
/** Far longer than the longest letter takes, also in a thread that has yet to load its fonts on a busy machine. */
const LETTER_MS_MAX = 20_000;
/** Letters that are laid out or wait for it: as many people may print at once. */
const LETTERS_MAX = 20;
const RETRY_AFTER_SECONDS = 5;
const HEAP_MEGABYTES_MAX = 256;

export interface LetterPrinterOptions {
  readonly program?: URL;
  readonly letterMsMax?: number;
}

/**
 * Lays letters out in a thread of its own, one after another, so that no text keeps the process from answering others. A letter that takes
 * too long ends the thread, and the next one begins another.
 */
export class LetterPrinter implements OnApplicationShutdown {
  private readonly program: URL;
  private readonly letterMsMax: number;
  private thread: Worker | undefined;
  private underWay = 0;
  private last: Promise<unknown> = Promise.resolve();

  constructor({ program = PROGRAM, letterMsMax = LETTER_MS_MAX }: LetterPrinterOptions = {}) {
    this.program = program;
    this.letterMsMax = letterMsMax;
  }

  /**
   * Returns the letter as PDF. Rejects with `Problem`: `letters-busy` when too many wait, `letter-unprintable` when it takes too long. The
   * task to post it stays open then, for a person to write it.
   */
  async print(letter: Letter): Promise<Uint8Array> {
    if (this.underWay >= LETTERS_MAX) throw new Problem('letters-busy', { retryAfterSeconds: RETRY_AFTER_SECONDS });
    this.underWay += 1;
    const printed = this.last.then(() => this.printNow(letter));
    this.last = printed.catch(() => undefined);
    try {
      return await printed;
    } finally {
      this.underWay -= 1;
    }
  }

  /** Called by Nest. */
  async onApplicationShutdown(): Promise<void> {
    await this.end();
  }

  private async printNow(letter: Letter): Promise<Uint8Array> {
    const thread = this.begun();
    const deadline = AbortSignal.timeout(this.letterMsMax);
    try {
      thread.postMessage(letter);
      // Rejects also when the thread fails, for example for want of memory.
      const [printed] = (await once(thread, 'message', { signal: deadline })) as [Printed];
      if ('document' in printed) return printed.document;
      throw new Error(`A letter could not be laid out (${printed.failure}).`);
    } catch (error) {
      await this.end();
      throw deadline.aborted ? new Problem('letter-unprintable') : error;
    }
  }

  private begun(): Worker {
    if (this.thread !== undefined) return this.thread;
    const limits = { maxOldGenerationSizeMb: HEAP_MEGABYTES_MAX };
    this.thread = new Worker(this.program, { name: 'letters', resourceLimits: limits });
    // Listens even while no letter is awaited: an error without a listener would end this process.
    this.thread.on('error', () => undefined);
    this.thread.unref();
    return this.thread;
  }

  private async end(): Promise<void> {
    const { thread } = this;
    this.thread = undefined;
    await thread?.terminate();
  }
}

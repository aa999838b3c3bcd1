import type { OnApplicationShutdown } from '@nestjs/common';
import { PrinterBusyError, PrintingThread, UnprintableError } from '@redress/outgoing';
import { Problem } from '@redress/platform';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Letter } from './letters.js';

/** The built program, also in specs, whose sources Node cannot run by itself. */
const PROGRAM = pathToFileURL(join(import.meta.dirname, '../../dist/letter/letter-thread.js'));
const LETTER_MS_MAX = 20_000;
const RETRY_AFTER_SECONDS = 5;

export interface LetterPrinterOptions {
  readonly program?: URL;
  readonly letterMsMax?: number;
}

/** Lays letters out in a thread of their own. */
export class LetterPrinter implements OnApplicationShutdown {
  private readonly thread: PrintingThread<Letter>;

  constructor({ program = PROGRAM, letterMsMax = LETTER_MS_MAX }: LetterPrinterOptions = {}) {
    this.thread = new PrintingThread({ name: 'letters', program, documentMsMax: letterMsMax });
  }

  /**
   * Returns the letter as PDF. Rejects with `Problem`: `letters-busy` when too many wait, `letter-unprintable` when it takes too long. The
   * task to post it stays open then, for a person to write it.
   */
  async print(letter: Letter): Promise<Uint8Array> {
    try {
      return await this.thread.print(letter);
    } catch (error) {
      if (error instanceof PrinterBusyError) {
        throw new Problem('letters-busy', { retryAfterSeconds: RETRY_AFTER_SECONDS });
      }
      throw error instanceof UnprintableError ? new Problem('letter-unprintable') : error;
    }
  }

  /** Called by Nest. */
  async onApplicationShutdown(): Promise<void> {
    await this.thread.end();
  }
}

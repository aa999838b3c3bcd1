import { parentPort } from 'node:worker_threads';
import { letterPdf } from './letter-pdf.js';
import type { Letter } from './letters.js';

/** What the thread answers for each letter, in order. A failure is told by its kind alone: its message could quote the letter. */
export type Printed = { readonly document: Uint8Array } | { readonly failure: string };

/** The program of the thread in which `LetterPrinter` has letters laid out. */
parentPort?.on('message', (letter: Letter) => {
  letterPdf(letter).then(
    (document) => answer({ document }),
    (error: unknown) => answer({ failure: error instanceof Error ? error.name : 'unexpected failure' }),
  );
});

function answer(printed: Printed): void {
  parentPort?.postMessage(printed);
}

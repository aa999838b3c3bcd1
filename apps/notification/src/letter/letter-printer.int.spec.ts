import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { letterPdf } from './letter-pdf.js';
import { LetterPrinter } from './letter-printer.js';
import type { Letter } from './letters.js';

const LETTER: Letter = {
  language: 'en',
  sender: ['Example Bank'],
  recipient: ['Parisa Example'],
  day: '2 November 2026',
  subject: 'We have received your complaint',
  text: 'Dear Parisa Example,\n\nThank you.',
  writtenAt: '2026-11-02T09:00:00.000Z',
};
/** A layout that never ends for a letter whose text says so, and answers any other with its text. */
const SPINNING = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ text }) => {
      while (text === 'endless');
      parentPort.postMessage({ document: new TextEncoder().encode(text) });
    });`)}`,
);

describe('Letters', () => {
  let printer: LetterPrinter;
  afterEach(() => printer.onApplicationShutdown());

  it('are laid out as in this process, one after another', async () => {
    printer = new LetterPrinter();
    const other = { ...LETTER, text: 'Dear Kim,' };
    const printed = await Promise.all([printer.print(LETTER), printer.print(other), printer.print(LETTER)]);
    const expected = await Promise.all([letterPdf(LETTER), letterPdf(other), letterPdf(LETTER)]);
    expect(printed.map((document) => Buffer.from(document))).toEqual(expected);
  });

  it('that take too long are given up, while the process goes on, and the next one is printed', async () => {
    printer = new LetterPrinter({ program: SPINNING, letterMsMax: 3_000 });
    let isGivenUp = false;
    const endless = printer.print({ ...LETTER, text: 'endless' }).catch((error: unknown) => {
      isGivenUp = true;
      return error;
    });
    let turns = 0;
    for (; !isGivenUp; turns += 1) await pause(10);
    expect(await endless).toMatchObject({ code: 'letter-unprintable' });
    expect(turns).toBeGreaterThan(10);
    expect(Buffer.from(await printer.print(LETTER)).toString()).toBe(LETTER.text);
  });

  it('wait for each other up to a number, and whoever comes then is told to come back', async () => {
    printer = new LetterPrinter({ program: SPINNING });
    const waiting = Array.from({ length: 20 }, () => printer.print(LETTER));
    await expect(printer.print(LETTER)).rejects.toMatchObject({
      code: 'letters-busy',
      options: { retryAfterSeconds: 5 },
    });
    await Promise.all(waiting);
    await expect(printer.print(LETTER)).resolves.toBeDefined();
  });
});

import { answerPrints } from '@redress/outgoing';
import { letterPdf } from './letter-pdf.js';
import type { Letter } from './letters.js';

/** The program of the thread in which `LetterPrinter` has letters laid out. */
answerPrints<Letter>((letter) => letterPdf(letter));

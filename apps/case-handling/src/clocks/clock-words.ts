import { englishClockWords } from './clock-words.en.js';
import { persianClockWords } from './clock-words.fa.js';
import type { ClockWords } from './explained-words.js';
import type { Language } from '@redress/contracts';

/** How a clock is explained, by the reader's language. */
export const clockWords: Readonly<Record<Language, ClockWords>> = { en: englishClockWords, fa: persianClockWords };

import type { Language } from '@redress/contracts';
import web from './catalogues/en/web.json' with { type: 'json' };
import persianWeb from './catalogues/fa/web.json' with { type: 'json' };
import { createTexts } from './message-format.js';

/** The name of a text of the public pages. */
export type WebTextKey = keyof typeof web;

/**
 * The texts of the public pages, apart from all others, because a browser downloads them: import them from `@redress/texts/web`. Those of
 * the staff application are in `@redress/texts/desk`.
 */
export const { text: webText } = createTexts<WebTextKey>({ en: web, fa: persianWeb });

/** The languages that pages are shown in, in the order in which they are offered. */
export const pageLanguages: readonly Language[] = ['en', 'fa'];

export {
  amountWords,
  dayWords,
  directionOf,
  instantDayWords,
  instantWords,
  type TextValues,
} from './message-format.js';

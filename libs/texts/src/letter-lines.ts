import type { Language } from '@redress/contracts';
import { text } from './text.js';

/** The lines of a letter or an e-mail: a greeting, by name where one was left, what is said, and the closing. */
export function letterLines(language: Language, name: string | undefined, said: readonly string[]): readonly string[] {
  const greeting =
    name === undefined ? text(language, 'message.greeting-nameless') : text(language, 'message.greeting', { name });
  return [greeting, '', ...said, '', text(language, 'message.closing'), ''];
}

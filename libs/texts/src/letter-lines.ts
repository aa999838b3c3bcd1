import type { Language } from '@redress/contracts';
import type { OutsideBody } from '@redress/domain';
import { text } from './text.js';

/** The lines of a letter or an e-mail: a greeting, by name if known, the content, and the closing. */
export function letterLines(language: Language, name: string | undefined, said: readonly string[]): readonly string[] {
  const greeting =
    name === undefined ? text(language, 'message.greeting-nameless') : text(language, 'message.greeting', { name });
  return [greeting, '', ...said, '', text(language, 'message.closing'), ''];
}

/** Outside bodies, one on each line, with the address where to find them. */
export function outsideBodyLines(language: Language, bodies: readonly OutsideBody[]): readonly string[] {
  return bodies.map(({ names, web }) => `  ${text(language, 'decision.outside-body', { name: names[language], web })}`);
}

const NAME_LENGTH_MAX = 100;

/** Ends of lines and other control characters, and the marks that begin or end a text direction (UAX #9). */
const LINE_ENDS = /[\p{Cc}\p{Zl}\p{Zp}]/gu;
const DIRECTION_MARKS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/**
 * The name for a greeting: on one line, in its own direction only, at most 100 characters; undefined when nothing is left. A complainant
 * may leave the address of another person, so the name they give must not grow into a message of its own. The joiners that Persian names
 * are written with stay.
 */
export function greetingName(name: string): string | undefined {
  const line = name.replace(LINE_ENDS, ' ').replace(DIRECTION_MARKS, '').replace(/\s+/gu, ' ').trim();
  const short = Array.from(line).slice(0, NAME_LENGTH_MAX).join('').trim();
  return short === '' ? undefined : short;
}

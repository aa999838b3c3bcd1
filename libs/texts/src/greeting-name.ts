const LENGTH_MAX = 100;

/** Ends of lines and other control characters, and the marks that begin or end a text direction (UAX #9). */
const LINE_ENDS = /[\p{Cc}\p{Zl}\p{Zp}]/gu;
const DIRECTION_MARKS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/**
 * A name as it may be greeted: on one line, in its own direction only, at most 100 characters; undefined when nothing is left.
 * Whoever lodges a complaint may leave anybody's address, so what they give as a name must not grow into a message of its own.
 * The joiners that Persian names are written with stay.
 */
export function greetingName(name: string): string | undefined {
  const line = name.replace(LINE_ENDS, ' ').replace(DIRECTION_MARKS, '').replace(/\s+/gu, ' ').trim();
  const short = Array.from(line).slice(0, LENGTH_MAX).join('').trim();
  return short === '' ? undefined : short;
}

/** Letters that keyboards write in two ways, and signs that nobody types when looking for something. */
const FOLDED: readonly (readonly [RegExp, string])[] = [
  [/ي/g, 'ی'],
  [/ك/g, 'ک'],
  [/[أإآ]/g, 'ا'],
  [/ۀ|هٔ/g, 'ه'],
  [/[\u200c\u064b-\u0652\u0654]/g, ''],
];

function folded(text: string): string {
  return FOLDED.reduce((before, [sign, other]) => before.replace(sign, other), text.toLowerCase().normalize('NFC'));
}

/** Whether a text has every word that was typed, or its beginning, in any order and however a keyboard writes its letters. */
export function hasTyped(text: string, typed: string): boolean {
  const whole = folded(text);
  return folded(typed)
    .split(/\s+/)
    .every((word) => whole.includes(word));
}

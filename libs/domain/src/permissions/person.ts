import { distance } from './distance.js';

// Members of staff by the `sub` of their tokens. A token's spelling is kept as it is; two spellings that a reader would take for the same
// person are the same person, because a guard that a capital letter passes guards nothing.

/** Characters that cannot be seen, or that change how others are shown. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Cs}\p{Co}\p{Cn}\u2800]/u;
/** Scripts with letters that look like Latin ones. */
const LATIN = /\p{Script=Latin}/u;
const LIKE_LATIN = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;

/** Whether a text can name a person: nothing in it is invisible, and no letter poses as one of another script. */
export function isPersonName(text: string): boolean {
  return text.trim() !== '' && !UNSEEN.test(text) && !(LATIN.test(text) && LIKE_LATIN.test(text));
}

/** The Persian letters for Arabic ones that keyboards type in their place. */
const PERSIAN: Readonly<Record<string, string>> = { '\u064a': '\u06cc', '\u0643': '\u06a9' };

/** The spelling under which a person is looked for: without differences of case, composition, width and blanks around it. */
function keyOf(name: string): string {
  const composed = name.normalize('NFKC').toLowerCase().normalize('NFKC').trim();
  return composed.replaceAll(/[\u064a\u0643]/g, (letter) => PERSIAN[letter] ?? letter);
}

/** Whether two spellings mean the same person. */
export function isSamePerson(one: string, other: string): boolean {
  return one === other || keyOf(one) === keyOf(other);
}

/** Whether a person is one of these. */
export function isOneOf(people: readonly string[], person: string): boolean {
  return people.some((known) => isSamePerson(known, person));
}

/** The members of staff that work can be given to. */
export interface StaffList {
  /** The person in the list's own spelling; undefined for somebody whom it does not know. */
  find(name: string): string | undefined;
  /** Who was probably meant, likeliest first; at most three. */
  meant(name: string): readonly string[];
}

const MEANT_MAX = 3;
/** Of so many characters, one may be wrong. */
const CHARACTERS_PER_SLIP = 3;

/** The first name that another one before it already means; undefined where every name is another person's. */
export function secondSpellingIn(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(keyOf(name)).size);
}

/** A list of staff by their `sub`, none of which is a second spelling of another. */
export function staffListOf(names: readonly string[]): StaffList {
  const byKey = new Map(names.map((name) => [keyOf(name), name]));
  return {
    find: (name) => byKey.get(keyOf(name)),
    meant: (name) => {
      const key = keyOf(name);
      const slipsMax = Math.max(1, Math.floor(key.length / CHARACTERS_PER_SLIP));
      const near = [...byKey].map(([known, spelt]) => ({ spelt, slips: distance(key, known, slipsMax) }));
      return near
        .filter(({ slips }) => slips <= slipsMax)
        .sort((a, b) => a.slips - b.slips)
        .slice(0, MEANT_MAX)
        .map(({ spelt }) => spelt);
    },
  };
}

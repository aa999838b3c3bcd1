import { nearest } from '../distance.js';
import { isAfter, type Instant } from '../instant.js';

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
export function keyOf(name: string): string {
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
  /** Who gets this person's work at an instant, in the list's own spelling; undefined for somebody who is there. */
  deputyOf(name: string, at: Instant): string | undefined;
}

/** A time, without its end, during which somebody's work goes to another person. */
export interface Absence {
  readonly from: Instant;
  readonly until: Instant;
  readonly deputy: string;
}

/** More deputies in a row than any office has: whoever is meant after so many is nobody's guess. */
const DEPUTIES_MAX = 10;

/** The first name that another one before it already means; undefined where every name is another person's. */
export function secondSpellingIn(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(keyOf(name)).size);
}

/** A list of staff by their `sub`, none of which is a second spelling of another, and who of them is absent. */
export function staffListOf(
  names: readonly string[],
  absences: Iterable<readonly [name: string, absence: Absence]> = [],
): StaffList {
  const byKey = new Map(names.map((name) => [keyOf(name), name]));
  const away = new Map([...absences].map(([name, absence]) => [keyOf(name), absence]));
  const deputy = (name: string, at: Instant): string | undefined => {
    const absence = away.get(keyOf(name));
    return absence === undefined || isAfter(absence.from, at) || !isAfter(absence.until, at)
      ? undefined
      : byKey.get(keyOf(absence.deputy));
  };
  return {
    find: (name) => byKey.get(keyOf(name)),
    meant: (name) => nearest(keyOf(name), byKey),
    deputyOf: (name, at) => {
      let last: string | undefined;
      for (let steps = 0; steps < DEPUTIES_MAX; steps += 1) {
        const next = deputy(last ?? name, at);
        if (next === undefined) return last;
        last = next;
      }
      return last;
    },
  };
}

/**
 * The people of a chain of deputies that leads back to one of them, or is too long to follow, in its order; undefined where there is none. Whenever
 * they are absent: two who stand in for each other would leave work with nobody as soon as their absences meet.
 */
export function endlessDeputies(absences: ReadonlyMap<string, Pick<Absence, 'deputy'>>): readonly string[] | undefined {
  const deputies = new Map([...absences].map(([name, { deputy }]) => [keyOf(name), deputy]));
  for (const name of absences.keys()) {
    const chain = [name];
    for (let next = deputies.get(keyOf(name)); next !== undefined; next = deputies.get(keyOf(next))) {
      if (isOneOf(chain, next) || chain.length > DEPUTIES_MAX) return chain;
      chain.push(next);
    }
  }
  return undefined;
}

import { phoneForms } from './telephone.js';
import { folded, joined, wordsIn, type Word } from './words.js';

/**
 * The tokens under which a complaint is indexed, and those under which it is looked for. What a search finds has a token in common with each
 * part of what was typed; whether it fits is then seen from the texts themselves.
 *
 * - `w:` the first letters of a word, of a name, or of another system's reference
 * - `d:` a name's word with one letter left out, or none: two names that differ by one slip have one of them in common
 * - `e:` an e-mail address
 * - `t:` a telephone number
 */
export type Token = `${'w' | 'd' | 'e' | 't'}:${string}`;

/** Words of a text that are indexed; those behind them are not found. */
export const WORDS_OF_TEXT_MAX = 4_000;
/** Words of a name that are. */
const WORDS_OF_NAME_MAX = 20;
/** Numbers of letters that beginnings are indexed by. Of a longer beginning the longest of these is looked for. */
const BEGINNINGS = [3, 4, 5, 6, 8] as const;
const BEGINNING_MIN = BEGINNINGS[0];
/** Shorter beginnings are found of names alone. */
const BEGINNING_OF_NAME_MIN = 2;
/** Letters of a word of a name in which a slip is allowed. */
export const SLIP_LETTERS_MIN = 4;
const SLIP_LETTERS_MAX = 20;

/** Tokens of a text: of each word, and of its parts. */
export function tokensOfText(text: string): readonly Token[] {
  return distinct(wordsIn(text, WORDS_OF_TEXT_MAX).flatMap(tokensOfWord));
}

/** Tokens of the name of a person: as of a text, and also of two letters, of two words written as one, and of slips. */
export function tokensOfName(name: string): readonly Token[] {
  const words = wordsIn(name, WORDS_OF_NAME_MAX);
  const pairs = words.slice(1).map((word, at) => joined(words[at]!) + joined(word));
  const spelled = [...words.flatMap(spellingsOf), ...pairs];
  const short = spelled.map((spelling) => word(spelling.slice(0, BEGINNING_OF_NAME_MIN)));
  return distinct([...spelled.flatMap(beginningsOf), ...short, ...spelled.flatMap(slipsOf)]);
}

/** Tokens of an e-mail address: whole, and the words in it. */
export function tokensOfEmail(email: string): readonly Token[] {
  return distinct([emailToken(email), ...tokensOfText(email)]);
}

/** Tokens of a telephone number; of one that cannot be read, those of its words. */
export function tokensOfPhone(phone: string): readonly Token[] {
  const forms = phoneForms(phone);
  return forms.length === 0 ? tokensOfText(phone) : forms.map(phoneToken);
}

/** Tokens that a case must have one of if a word that was typed is in it: as the beginning of a word, or as a name with a slip. */
export function tokensToFind(typed: Word): readonly Token[] {
  const whole = joined(typed);
  // Somebody may have written its parts as words of their own.
  const longest = typed.parts.reduce((one, other) => (other.length > one.length ? other : one));
  const spellings = longest.length >= BEGINNING_MIN ? [whole, longest] : [whole];
  return distinct([...spellings.map(beginningToFind), ...slipsOf(whole)]);
}

/** The token that a case must have if a word of it begins so. */
export function tokenOfBeginning(typed: Word): Token {
  return beginningToFind(joined(typed));
}

/** The token of an e-mail address. */
export function emailToken(email: string): Token {
  return `e:${folded(email).trim()}`;
}

/** The token of one of the forms of a telephone number. */
export function phoneToken(form: string): Token {
  return `t:${form}`;
}

function tokensOfWord(one: Word): readonly Token[] {
  return spellingsOf(one).flatMap(beginningsOf);
}

/** A word, and each of its parts if it has several. */
function spellingsOf(one: Word): readonly string[] {
  return one.parts.length === 1 ? one.parts : [joined(one), ...one.parts];
}

function beginningsOf(spelling: string): readonly Token[] {
  if (spelling.length < BEGINNING_MIN) return [word(spelling)];
  return BEGINNINGS.filter((letters) => letters <= spelling.length).map((letters) => word(spelling.slice(0, letters)));
}

function beginningToFind(spelling: string): Token {
  const letters = BEGINNINGS.findLast((one) => one <= spelling.length);
  return word(letters === undefined ? spelling : spelling.slice(0, letters));
}

function slipsOf(spelling: string): readonly Token[] {
  const letters = Array.from(spelling);
  if (letters.length < SLIP_LETTERS_MIN || letters.length > SLIP_LETTERS_MAX) return [];
  return [spelling, ...letters.map((_, at) => letters.toSpliced(at, 1).join(''))].map((slip): Token => `d:${slip}`);
}

function word(spelling: string): Token {
  return `w:${spelling}`;
}

function distinct(tokens: readonly Token[]): readonly Token[] {
  return [...new Set(tokens)];
}

import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { folded } from './words.js';

/** Digits of the shortest number that is looked for as a telephone number. */
const PHONE_DIGITS_MIN = 7;
/** ITU-T E.164: at most 15. */
const PHONE_DIGITS_MAX = 15;

/**
 * The spellings of one telephone number that find each other: in international form, in national form without the digit that is dialled before
 * it, and its last seven digits, as people say a number of their own town. No country has to be known: `0912 345 6789` and `+98 912 345 6789`
 * have the national form in common. Empty for what is no telephone number.
 */
export function phoneForms(text: string): readonly string[] {
  const plain = folded(text).trim();
  const digits = plain.replaceAll(/\D/g, '');
  if (digits.length < PHONE_DIGITS_MIN || digits.length > PHONE_DIGITS_MAX + 2) return [];
  const isAbroad = plain.startsWith('+') || digits.startsWith('00');
  const international = isAbroad ? digits.replace(/^00/, '') : undefined;
  const parsed = international === undefined ? undefined : parsePhoneNumberFromString(`+${international}`);
  const national = parsed?.nationalNumber ?? digits.replace(/^0+/, '');
  const forms = [international, national, digits.slice(-PHONE_DIGITS_MIN)];
  return [...new Set(forms.filter((form) => form !== undefined && form.length >= PHONE_DIGITS_MIN))] as string[];
}

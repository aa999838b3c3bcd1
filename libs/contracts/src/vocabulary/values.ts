import Type, { type Static } from 'typebox';
import { closed } from '../definition/closed.js';
import type { Immutable } from '../definition/data-type.js';
import { NAME_LENGTH_MAX } from './texts.js';

const DATE = '\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])';

/** A day of the Gregorian calendar: `2026-11-02`. */
export type CalendarDate = string;

/** A day of the Gregorian calendar: `2026-11-02`. That February has no 30th is for the writer to know. */
export const date = () => Type.String({ pattern: `^${DATE}$` });

/** An instant in UTC with milliseconds (ISO 8601): `2026-11-02T08:00:00.000Z`. */
export const instant = () => Type.String({ pattern: `^${DATE}T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}Z$` });

/** A SHA-256 digest, in hexadecimal. */
export const sha256 = () => Type.String({ pattern: '^[0-9a-f]{64}$' });

/** A complaint by its reference in the stored form: 12 symbols of Crockford's base32, or 14 digits, without hyphens. */
export const reference = () => Type.String({ pattern: '^([0-9A-HJKMNP-TV-Z]{12}|[1-9]\\d{13})$' });

/** An exact amount, never negative: up to 15 digits, at most four of a fraction, in a currency of ISO 4217. */
export const money = () =>
  closed({
    value: Type.String({ pattern: '^(0|[1-9]\\d{0,14})(\\.\\d{1,4})?$' }),
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  });

export type Money = Immutable<Static<ReturnType<typeof money>>>;

/** Name and version of a policy, a calendar or a list: `iran@2`. */
export const version = () => Type.String({ pattern: '^[a-z][a-z0-9-]{0,62}@[1-9]\\d{0,5}$' });

/** A word of a policy: small letters, digits and hyphens. */
export const word = () => Type.String({ pattern: '^[a-z][a-z0-9-]{0,62}$' });

/** A word for people in both languages. */
export const names = () => {
  const shown = Type.String({ minLength: 1, maxLength: NAME_LENGTH_MAX });
  return closed({ en: shown, fa: shown });
};

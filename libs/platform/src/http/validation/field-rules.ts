import { applyDecorators } from '@nestjs/common';
import { isBlank, isPersonName, isTimeZone, parseReference, parseInstant } from '@redress/domain';
import { ArrayUnique, isEmail, IsIn, IsInt, Max, Min, ValidateBy } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { ReadAs } from './read-request.js';

type Check = (value: unknown) => boolean;
type Schema = Exclude<Parameters<typeof JSONSchema>[0], (...args: never) => unknown>;

/** Declares a rule with its schema for the API description. `name` is its name in the table of texts, which may show the `limits`. */
function rule(name: string, validate: Check, schema: Schema, ...limits: readonly number[]): PropertyDecorator {
  return applyDecorators(ValidateBy({ name, constraints: [...limits], validator: { validate } }), JSONSchema(schema));
}

/** A text that matches a pattern. */
function textOfForm(name: string, form: RegExp): PropertyDecorator {
  return rule(name, (value) => typeof value === 'string' && form.test(value), { type: 'string', pattern: form.source });
}

/** A list of 1 to `max` items. */
function listOfItems(name: string, max: number, isItem: Check, items: Schema): PropertyDecorator {
  const isList: Check = (value) =>
    Array.isArray(value) && value.length >= 1 && value.length <= max && value.every((item) => isItem(item));
  return rule(name, isList, { type: 'array', minItems: 1, maxItems: max, items }, max);
}

/** A text of 1 to `max` characters (Unicode code points), not blank and without lone surrogates, which UTF-8 cannot encode. */
export function Text(max: number): PropertyDecorator {
  return rule('text', (value) => isText(value, max), { type: 'string', minLength: 1, maxLength: max }, max);
}

/**
 * The `sub` of a member of staff, of 1 to `max` characters: none of them invisible, and no letters of two scripts that look alike. Two names
 * that nobody can tell apart must not be two people.
 */
export function IsPerson(max: number): PropertyDecorator {
  const isPerson: Check = (value) => typeof value !== 'string' || isBlank(value) || isPersonName(value);
  return applyDecorators(Text(max), rule('person', isPerson, {}));
}

/** A list of 1 to `max` members of staff, each by their `sub` of at most `lengthMax` characters, as for {@link IsPerson}. */
export function ListOfPeople(max: number, lengthMax: number): PropertyDecorator {
  const isPerson: Check = (value) => isText(value, lengthMax) && isPersonName(value as string);
  return listOfItems('people', max, isPerson, { type: 'string', minLength: 1, maxLength: lengthMax });
}

function isText(value: unknown, max: number): boolean {
  if (typeof value !== 'string' || value.length > 2 * max) return false;
  if (value.length > max && Array.from(value).length > max) return false;
  return value.isWellFormed() && !isBlank(value);
}

/** Same pattern as in the contracts. */
const WORD = /^[a-z][a-z0-9-]{0,62}$/;

/** An identifier chosen by people or programs: lowercase letters, digits and hyphens, starting with a letter, at most 63 characters. */
export function IsWord(): PropertyDecorator {
  return textOfForm('word', WORD);
}

/** A list of 1 to `max` identifiers. */
export function ListOfWords(max: number): PropertyDecorator {
  const isWord: Check = (value) => typeof value === 'string' && WORD.test(value);
  return listOfItems('words', max, isWord, { type: 'string', pattern: WORD.source });
}

/** Name and version of a policy or a calendar, as in the contracts: `iran@2`. */
export function IsVersion(): PropertyDecorator {
  return textOfForm('version', /^[a-z][a-z0-9-]{0,62}@[1-9]\d{0,5}$/);
}

/** A SHA-256 digest in lowercase hexadecimal, as `sha256sum` prints it. */
export function IsSha256(): PropertyDecorator {
  return textOfForm('sha256', /^[0-9a-f]{64}$/);
}

/** The reference of a complaint as people write it, converted to its stored form; a mistyped one is refused. */
export function IsReference(): PropertyDecorator {
  const isStored: Check = (value) => storedReference(value) === value;
  return applyDecorators(ReadAs(storedReference), rule('reference', isStored, { type: 'string', minLength: 1 }));
}

/** Returns the stored form; for anything else an object that equals no value a client could send. */
function storedReference(value: unknown): unknown {
  const parsed = typeof value === 'string' ? parseReference(value) : undefined;
  return parsed?.ok === true ? parsed.reference : { notAReference: value };
}

/** RFC 5321, 4.5.3.1.3: a path of 256 octets without its angle brackets. */
const EMAIL_LENGTH_MAX = 254;

/** An e-mail address of at most 254 characters, without what is not seen around it: `name@example.org`. */
export function IsEmailAddress(): PropertyDecorator {
  const schema = { type: 'string', format: 'email', maxLength: EMAIL_LENGTH_MAX } as const;
  return applyDecorators(ReadAs(withoutMargins), rule('isEmail', isEmailAddress, schema));
}

/** What nobody sees: blanks, direction marks, joiners. Some of it comes along when an address is copied from a page or a letter. */
const UNSEEN = '[\\p{White_Space}\\p{Default_Ignorable_Code_Point}\\p{Cc}\\p{Cf}]';
const ANY_UNSEEN = new RegExp(UNSEEN, 'u');
const MARGINS = new RegExp(`^${UNSEEN}+|${UNSEEN}+$`, 'gu');

function withoutMargins(value: unknown): unknown {
  return typeof value === 'string' && value.length <= 2 * EMAIL_LENGTH_MAX ? value.replaceAll(MARGINS, '') : value;
}

/** Whether a value is an e-mail address. class-validator's own rule throws a URIError on a lone surrogate, and takes what nobody sees. */
export function isEmailAddress(value: unknown): boolean {
  if (typeof value !== 'string' || value.length > EMAIL_LENGTH_MAX) return false;
  return value.isWellFormed() && !ANY_UNSEEN.test(value) && isEmail(value);
}

/**
 * An instant in ISO 8601 with its UTC offset: `2026-11-02T08:00:00Z`, `2026-11-02T11:30:00+03:30`, converted to UTC with milliseconds. No
 * leap seconds.
 */
export function IsInstant(): PropertyDecorator {
  const isUtc: Check = (value) => typeof value === 'string' && parseInstant(value) === value;
  return applyDecorators(ReadAs(utcInstant), rule('instant', isUtc, { type: 'string', format: 'date-time' }));
}

/** Returns the instant in UTC, and anything else as it was sent, for the rule to refuse. */
function utcInstant(value: unknown): unknown {
  return typeof value === 'string' ? (parseInstant(value) ?? value) : value;
}

/** The name of a time zone of the IANA database: `Asia/Tehran`. */
export function IsTimeZone(): PropertyDecorator {
  return rule('time-zone', isTimeZone, { type: 'string', maxLength: 64 });
}

/** A list that has at most one of these words. */
export function AtMostOneOf(words: readonly string[]): PropertyDecorator {
  const validate: Check = (value) =>
    !Array.isArray(value) || value.filter((one) => words.includes(one as string)).length <= 1;
  return ValidateBy({ name: 'atMostOneOf', constraints: [words], validator: { validate } });
}

const plainDateSchema = { type: 'string', format: 'date' } as const;

/** A day of the Gregorian calendar: `2026-11-02`. */
export function IsPlainDate(): PropertyDecorator {
  return rule('plain-date', isPlainDate, plainDateSchema);
}

/** A list of 1 to `max` days. */
export function ListOfPlainDates(max: number): PropertyDecorator {
  return listOfItems('plain-dates', max, isPlainDate, plainDateSchema);
}

function isPlainDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  try {
    Temporal.PlainDate.from(value);
    return true;
  } catch {
    return false;
  }
}

const MONEY_VALUE = /^(?:0|[1-9]\d{0,14})(?:\.\d{1,4})?$/;
const CURRENCY = /^[A-Z]{3}$/;

/** An amount of money as sent: a decimal string, so that nothing is rounded on the way, and an ISO 4217 code. */
export interface MoneyAmount {
  readonly value: string;
  readonly currency: string;
}

/** `{ "value": "12.50", "currency": "EUR" }`: not negative, at most 15 digits before the point and 4 after it, no other fields. */
export function IsMoney(): PropertyDecorator {
  return rule('money', isMoney, {
    type: 'object',
    required: ['value', 'currency'],
    properties: {
      value: { type: 'string', pattern: MONEY_VALUE.source },
      currency: { type: 'string', pattern: CURRENCY.source },
    },
    additionalProperties: false,
  });
}

function isMoney(amount: unknown): boolean {
  if (typeof amount !== 'object' || amount === null) return false;
  const { value, currency, ...rest } = amount as { value?: unknown; currency?: unknown };
  const isValue = typeof value === 'string' && MONEY_VALUE.test(value);
  return isValue && typeof currency === 'string' && CURRENCY.test(currency) && Object.keys(rest).length === 0;
}

/** A whole number from `min` to `max`, both inclusive. */
export function WholeNumber(min: number, max: number): PropertyDecorator {
  return applyDecorators(IsInt(), Min(min), Max(max));
}

/** As {@link WholeNumber}, in a query: decimal digits only, so the empty string, `1e3` and `0x1F` are refused. */
export function WholeNumberInQuery(min: number, max: number): PropertyDecorator {
  return applyDecorators(ReadAs(fromDigits), WholeNumber(min, max));
}

/**
 * One or several of these words, in a query: `status=received,assessed` or `status=received&status=assessed`. Each may be named once, which
 * bounds their number.
 */
export function SomeOfInQuery(words: readonly string[]): PropertyDecorator {
  return applyDecorators(
    ReadAs((value) => (typeof value === 'string' ? value.split(',') : value)),
    IsIn(words, { each: true }),
    ArrayUnique(),
  );
}

/**
 * 1 to `max` texts of a query, each of at most `lengthMax` characters: `product=card&product=loan`. A comma is part of a text: names of
 * products and teams have some.
 */
export function TextsInQuery(max: number, lengthMax: number): PropertyDecorator {
  return applyDecorators(
    ReadAs((value) => (typeof value === 'string' ? [value] : value)),
    ListOfTexts(max, lengthMax),
  );
}

/** A list of 1 to `max` texts, as for {@link Text}, each once. */
export function ListOfTexts(max: number, lengthMax: number): PropertyDecorator {
  const items = { type: 'string', minLength: 1, maxLength: lengthMax } as const;
  const isList: Check = (value) =>
    Array.isArray(value) &&
    value.length >= 1 &&
    value.length <= max &&
    value.every((item) => isText(item, lengthMax)) &&
    new Set(value).size === value.length;
  const schema = { type: 'array', minItems: 1, maxItems: max, uniqueItems: true, items } as const;
  return rule('texts', isList, schema, max, lengthMax);
}

/** 1 to `max` whole numbers of a query, as for {@link WholeNumberInQuery}: `stage=1,2` or `stage=1&stage=2`. */
export function WholeNumbersInQuery(max: number, least: number, most: number): PropertyDecorator {
  const isList: Check = (value) =>
    Array.isArray(value) &&
    value.length >= 1 &&
    value.length <= max &&
    value.every((item) => Number.isInteger(item) && item >= least && item <= most);
  const items = { type: 'integer', minimum: least, maximum: most } as const;
  return applyDecorators(
    ReadAs((value) => (typeof value === 'string' ? value.split(',') : [value].flat()).map(fromDigits)),
    rule('numbers', isList, { type: 'array', minItems: 1, maxItems: max, items }, max, least, most),
  );
}

function fromDigits(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
}

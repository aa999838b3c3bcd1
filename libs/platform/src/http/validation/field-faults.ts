import type { TextKey } from '@redress/texts';
import { getMetadataStorage, type ValidationError } from 'class-validator';
import type { FieldFault } from '../problems/problem.js';

/** Limits the faults reported: more would not help to correct a request, and the answer to a hostile one stays bounded. */
const FAULTS_MAX = 50;
const FIELD_NAME_LENGTH_MAX = 100;

/** Returns the fault of a body that is a list, a text or a number. */
export function notAnObject(): FieldFault {
  return { pointer: '#', code: ruleTextOf('isObject').code, text: 'field.whole-body', values: {} };
}

/** Returns the fault of an unknown field within `parent`. */
export function unknownField(parent: string, name: string): FieldFault {
  const { code, text } = ruleTextOf('whitelistValidation');
  return { pointer: `${parent}/${pointerToken(name)}`, code, text, values: { field: shortened(name) } };
}

/** Converts class-validator's findings to faults with pointers. Never includes values. */
export function fieldFaultsOf(errors: readonly ValidationError[], parent = '#'): readonly FieldFault[] {
  const faults: FieldFault[] = [];
  for (const error of errors) {
    const pointer = `${parent}/${pointerToken(error.property)}`;
    for (const name of Object.keys(error.constraints ?? {})) faults.push(faultOf(error, name, pointer));
    faults.push(...fieldFaultsOf(error.children ?? [], pointer));
    if (faults.length >= FAULTS_MAX) return faults.slice(0, FAULTS_MAX);
  }
  return faults;
}

function faultOf(error: ValidationError, name: string, pointer: string): FieldFault {
  const { code, text, limits = [] } = ruleTextOf(name);
  const declared = limitsOf(error, name);
  const values: Record<string, string | number> = { field: shortened(error.property) };
  for (const [index, limit] of limits.entries()) if (limit !== undefined) values[limit] = shown(declared[index]);
  return { pointer, code, text, values };
}

/** Reads the limits from the rule's declaration, so that they are written once. */
function limitsOf(error: ValidationError, name: string): readonly unknown[] {
  if (error.target === undefined) return [];
  const rules = getMetadataStorage().getTargetValidationMetadatas(error.target.constructor, '', false, false);
  const declared = rules.find((rule) => rule.propertyName === error.property && rule.name === name);
  return (declared?.constraints ?? []) as readonly unknown[];
}

/** Formats a limit for a text. Words that a client must send are left unchanged. */
function shown(limit: unknown): string | number {
  if (Array.isArray(limit)) return limit.join(', ');
  return typeof limit === 'number' || typeof limit === 'string' ? limit : '';
}

/** Escapes a token of a JSON pointer (RFC 6901) as a URI fragment. */
export function pointerToken(property: string): string {
  return encodeURIComponent(shortened(property).replaceAll('~', '~0').replaceAll('/', '~1').toWellFormed());
}

function shortened(property: string): string {
  return property.slice(0, FIELD_NAME_LENGTH_MAX);
}

/** The text for a broken rule. */
export interface RuleText {
  readonly code: string;
  readonly text: TextKey;
  /** Placeholders of the declared limits, in the order of the rule's arguments. */
  readonly limits?: readonly (string | undefined)[];
}

/** Texts of all rules, by class-validator's name. */
export const ruleTexts: Readonly<Record<string, RuleText>> = {
  whitelistValidation: { code: 'unknown-field', text: 'field.unknown-field' },
  text: { code: 'invalid-text', text: 'field.invalid-text', limits: ['most'] },
  instant: { code: 'invalid-instant', text: 'field.invalid-instant' },
  'plain-date': { code: 'invalid-date', text: 'field.invalid-date' },
  'time-zone': { code: 'invalid-time-zone', text: 'field.invalid-time-zone' },
  atMostOneOf: { code: 'not-together', text: 'field.at-most-one-of', limits: ['words'] },
  person: { code: 'invalid-person', text: 'field.invalid-person' },
  people: { code: 'invalid-people', text: 'field.invalid-people', limits: ['most'] },
  word: { code: 'invalid-word', text: 'field.invalid-word' },
  'plain-dates': { code: 'invalid-dates', text: 'field.invalid-dates', limits: ['most'] },
  reference: { code: 'invalid-reference', text: 'field.invalid-reference' },
  version: { code: 'invalid-version', text: 'field.invalid-version' },
  texts: { code: 'invalid-texts', text: 'field.invalid-texts', limits: ['most', 'length'] },
  numbers: { code: 'invalid-numbers', text: 'field.invalid-numbers', limits: ['most', 'from', 'to'] },
  words: { code: 'invalid-words', text: 'field.invalid-words', limits: ['most'] },
  sha256: { code: 'invalid-sha256', text: 'field.invalid-sha256' },
  money: { code: 'invalid-money', text: 'field.invalid-money' },
  isString: { code: 'not-a-text', text: 'field.not-a-text' },
  isNotEmpty: { code: 'missing', text: 'field.missing' },
  isDefined: { code: 'missing', text: 'field.missing' },
  isBoolean: { code: 'not-a-boolean', text: 'field.not-a-boolean' },
  isInt: { code: 'not-an-integer', text: 'field.not-an-integer' },
  isNumber: { code: 'not-a-number', text: 'field.not-a-number' },
  min: { code: 'too-small', text: 'field.too-small', limits: ['least'] },
  max: { code: 'too-large', text: 'field.too-large', limits: ['most'] },
  minLength: { code: 'too-short', text: 'field.too-short', limits: ['least'] },
  maxLength: { code: 'too-long', text: 'field.too-long', limits: ['most'] },
  isLength: { code: 'wrong-length', text: 'field.wrong-length', limits: ['least', 'most'] },
  isIn: { code: 'not-one-of', text: 'field.not-one-of', limits: ['words'] },
  isEnum: { code: 'not-one-of', text: 'field.not-one-of', limits: [undefined, 'words'] },
  isEmail: { code: 'invalid-email', text: 'field.invalid-email' },
  isUuid: { code: 'invalid-uuid', text: 'field.invalid-uuid' },
  arrayUnique: { code: 'repeated', text: 'field.repeated' },
  isArray: { code: 'not-a-list', text: 'field.not-a-list' },
  arrayMinSize: { code: 'too-few', text: 'field.too-few', limits: ['least'] },
  arrayMaxSize: { code: 'too-many', text: 'field.too-many', limits: ['most'] },
  isObject: { code: 'not-an-object', text: 'field.not-an-object' },
  nestedValidation: { code: 'not-an-object', text: 'field.not-an-object-or-list' },
  flatList: { code: 'not-an-object', text: 'field.not-a-list-of-objects' },
  matches: { code: 'wrong-form', text: 'field.wrong-form' },
};

const otherRule: RuleText = { code: 'invalid-field', text: 'field.invalid-field' };

function ruleTextOf(name: string): RuleText {
  return ruleTexts[name] ?? otherRule;
}

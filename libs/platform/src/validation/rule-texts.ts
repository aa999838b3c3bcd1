import type { TextKey } from '@redress/texts';

/** How the breaking of one rule is told. */
export interface RuleText {
  readonly code: string;
  readonly text: TextKey;
  /** Which values of the text the limits are that the rule was declared with, in their order. */
  readonly limits?: readonly (string | undefined)[];
}

/** By class-validator's name of the rule. */
export const ruleTexts: Readonly<Record<string, RuleText>> = {
  whitelistValidation: { code: 'unknown-field', text: 'field.unknown-field' },
  text: { code: 'invalid-text', text: 'field.invalid-text', limits: ['most'] },
  instant: { code: 'invalid-instant', text: 'field.invalid-instant' },
  'plain-date': { code: 'invalid-date', text: 'field.invalid-date' },
  word: { code: 'invalid-word', text: 'field.invalid-word' },
  'plain-dates': { code: 'invalid-dates', text: 'field.invalid-dates', limits: ['most'] },
  reference: { code: 'invalid-reference', text: 'field.invalid-reference' },
  version: { code: 'invalid-version', text: 'field.invalid-version' },
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

export function ruleTextOf(name: string): RuleText {
  return ruleTexts[name] ?? otherRule;
}

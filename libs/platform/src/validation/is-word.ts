import { applyDecorators } from '@nestjs/common';
import { ValidateBy } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

/** Name of the rule in `errors[].code` and in the table of texts. */
export const WORD_RULE = 'word';

/** The same for a list of them. */
export const WORDS_RULE = 'words';

/** As the contracts have it. */
const WORD = /^[a-z][a-z0-9-]{0,62}$/;

/** A name that people and programs give to a thing: small letters, digits and hyphens, beginning with a letter, at most 63. */
export function IsWord(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({ name: WORD_RULE, validator: { validate: isWord } }),
    JSONSchema({ type: 'string', pattern: WORD.source }),
  );
}

/** A list of 1 to `max` such names. */
export function ListOfWords(max: number): PropertyDecorator {
  const areWords = (value: unknown): boolean =>
    Array.isArray(value) && value.length >= 1 && value.length <= max && value.every(isWord);
  return applyDecorators(
    ValidateBy({ name: WORDS_RULE, constraints: [max], validator: { validate: areWords } }),
    JSONSchema({ type: 'array', minItems: 1, maxItems: max, items: { type: 'string', pattern: WORD.source } }),
  );
}

function isWord(value: unknown): boolean {
  return typeof value === 'string' && WORD.test(value);
}

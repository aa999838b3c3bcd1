import { applyDecorators } from '@nestjs/common';
import { ValidateBy } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

/** Name of the rule in `errors[].code` and in the table of texts. */
export const WORD_RULE = 'word';

/** As the contracts have it. */
const WORD = /^[a-z][a-z0-9-]{0,62}$/;

/** A name that people and programs give to a thing: small letters, digits and hyphens, beginning with a letter, at most 63. */
export function IsWord(): PropertyDecorator {
  const isWord = (value: unknown): boolean => typeof value === 'string' && WORD.test(value);
  return applyDecorators(
    ValidateBy({ name: WORD_RULE, validator: { validate: isWord } }),
    JSONSchema({ type: 'string', pattern: WORD.source }),
  );
}

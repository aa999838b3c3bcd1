import { applyDecorators } from '@nestjs/common';
import { ValidateBy } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

/** Name of the rule in `errors[].code` and in the table of texts. */
export const TEXT_RULE = 'text';

/** A text of 1 to `max` characters (Unicode code points) that is not blank and has no half of a surrogate pair, which UTF-8 cannot hold. */
export function Text(max: number): PropertyDecorator {
  return applyDecorators(
    ValidateBy({ name: TEXT_RULE, constraints: [max], validator: { validate: (value) => isText(value, max) } }),
    JSONSchema({ type: 'string', minLength: 1, maxLength: max }),
  );
}

function isText(value: unknown, max: number): boolean {
  if (typeof value !== 'string' || value.length > 2 * max) return false;
  if (value.length > max && Array.from(value).length > max) return false;
  return value.isWellFormed() && value.trim() !== '';
}

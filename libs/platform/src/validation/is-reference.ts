import { parseReference } from '@redress/domain';
import { applyDecorators } from '@nestjs/common';
import { ValidateBy } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { ReadAs } from './read-request.js';

/** Name of the rule in `errors[].code` and in the table of texts. */
export const REFERENCE_RULE = 'reference';

/** The reference of a complaint as people write it, brought to its stored form; one with a slip in it is refused. */
export function IsReference(): PropertyDecorator {
  return applyDecorators(
    ReadAs(stored),
    ValidateBy({ name: REFERENCE_RULE, validator: { validate: (value) => stored(value) === value } }),
    JSONSchema({ type: 'string', minLength: 1 }),
  );
}

/** Undefined for what is no reference, unlike anything that could be sent. */
function stored(value: unknown): unknown {
  const parsed = typeof value === 'string' ? parseReference(value) : undefined;
  return parsed?.ok === true ? parsed.reference : { notAReference: value };
}

import { applyDecorators } from '@nestjs/common';
import { ValidateBy } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

/** Name of the rule in `errors[].code` and in the table of texts. */
export const VERSION_RULE = 'version';

/** As the contracts have it. */
const VERSION = /^[a-z][a-z0-9-]{0,62}@[1-9]\d{0,5}$/;

/** Name and version of a policy or a calendar: `iran@2`. */
export function IsVersion(): PropertyDecorator {
  const isVersion = (value: unknown): boolean => typeof value === 'string' && VERSION.test(value);
  return applyDecorators(
    ValidateBy({ name: VERSION_RULE, validator: { validate: isVersion } }),
    JSONSchema({ type: 'string', pattern: VERSION.source }),
  );
}

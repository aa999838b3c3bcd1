import { applyDecorators } from '@nestjs/common';
import { isEmail, ValidateBy } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

/** Name of the rule in the table of texts. */
const EMAIL_RULE = 'isEmail';
/** RFC 5321, 4.5.3.1.3: a path of 256 octets less its angle brackets. */
const LENGTH_MAX = 254;

/** An e-mail address of at most 254 characters: `name@example.org`. */
export function IsEmailAddress(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({ name: EMAIL_RULE, validator: { validate: isEmailAddress } }),
    JSONSchema({ type: 'string', format: 'email', maxLength: LENGTH_MAX }),
  );
}

/** class-validator's own rule throws a URIError on half of a surrogate pair. */
export function isEmailAddress(value: unknown): boolean {
  return typeof value === 'string' && value.length <= LENGTH_MAX && value.isWellFormed() && isEmail(value);
}

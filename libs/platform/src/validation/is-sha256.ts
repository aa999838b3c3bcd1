import { applyDecorators } from '@nestjs/common';
import { ValidateBy } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

/** Name of the rule in `errors[].code` and in the table of texts. */
export const SHA256_RULE = 'sha256';

const DIGEST = /^[0-9a-f]{64}$/;

/** A SHA-256 digest in small hexadecimal digits, as `sha256sum` prints it. */
export function IsSha256(): PropertyDecorator {
  const isDigest = (value: unknown): boolean => typeof value === 'string' && DIGEST.test(value);
  return applyDecorators(
    ValidateBy({ name: SHA256_RULE, validator: { validate: isDigest } }),
    JSONSchema({ type: 'string', pattern: DIGEST.source }),
  );
}

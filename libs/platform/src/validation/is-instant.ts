import { applyDecorators } from '@nestjs/common';
import { ValidateBy } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

/** Name of the rule in `errors[].code` and in the table of texts. */
export const INSTANT_RULE = 'instant';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** An instant in ISO 8601 with its offset from UTC: `2026-11-02T08:00:00Z`, `2026-11-02T11:30:00+03:30`. */
export function IsInstant(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({ name: INSTANT_RULE, validator: { validate: isInstant } }),
    JSONSchema({ type: 'string', format: 'date-time' }),
  );
}

export function isInstant(value: unknown): boolean {
  if (typeof value !== 'string' || !INSTANT.test(value)) return false;
  try {
    Temporal.Instant.from(value);
    return true;
  } catch {
    return false;
  }
}

import { applyDecorators } from '@nestjs/common';
import { ValidateBy } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

/** Name of the rule in `errors[].code` and in the table of texts. */
export const INSTANT_RULE = 'instant';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** With a year of four digits: longer ones would break the order of instants as texts. */
const UTC_LENGTH = '2026-11-02T08:00:00.000Z'.length;

/** An instant in ISO 8601 with its offset from UTC: `2026-11-02T08:00:00Z`, `2026-11-02T11:30:00+03:30`. No leap seconds. */
export function IsInstant(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({ name: INSTANT_RULE, validator: { validate: isInstant } }),
    JSONSchema({ type: 'string', format: 'date-time' }),
  );
}

export function isInstant(value: unknown): boolean {
  if (typeof value !== 'string' || !INSTANT.test(value)) return false;
  try {
    // Temporal refuses 30 February, which Date takes for 2 March; Date refuses leap seconds, which Temporal takes.
    Temporal.Instant.from(value);
    return new Date(value).toISOString().length === UTC_LENGTH;
  } catch {
    return false;
  }
}

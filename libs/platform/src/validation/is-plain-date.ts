import { applyDecorators } from '@nestjs/common';
import { ValidateBy } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

/** Name of the rule in `errors[].code` and in the table of texts. */
export const PLAIN_DATE_RULE = 'plain-date';

/** A day of the Gregorian calendar: `2026-11-02`. */
export function IsPlainDate(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({ name: PLAIN_DATE_RULE, validator: { validate: isPlainDate } }),
    JSONSchema({ type: 'string', format: 'date' }),
  );
}

function isPlainDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  try {
    Temporal.PlainDate.from(value);
    return true;
  } catch {
    return false;
  }
}

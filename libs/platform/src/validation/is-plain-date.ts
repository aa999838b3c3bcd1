import { applyDecorators } from '@nestjs/common';
import { ValidateBy } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

/** Name of the rule in `errors[].code` and in the table of texts. */
export const PLAIN_DATE_RULE = 'plain-date';

/** The same for a list of them. */
export const PLAIN_DATES_RULE = 'plain-dates';

/** A day of the Gregorian calendar: `2026-11-02`. */
export function IsPlainDate(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({ name: PLAIN_DATE_RULE, validator: { validate: isPlainDate } }),
    JSONSchema({ type: 'string', format: 'date' }),
  );
}

/** A list of 1 to `max` such days. */
export function ListOfPlainDates(max: number): PropertyDecorator {
  const areDates = (value: unknown): boolean =>
    Array.isArray(value) && value.length >= 1 && value.length <= max && value.every(isPlainDate);
  return applyDecorators(
    ValidateBy({ name: PLAIN_DATES_RULE, constraints: [max], validator: { validate: areDates } }),
    JSONSchema({ type: 'array', minItems: 1, maxItems: max, items: { type: 'string', format: 'date' } }),
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

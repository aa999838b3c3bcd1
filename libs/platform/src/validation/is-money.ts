import { applyDecorators } from '@nestjs/common';
import { ValidateBy } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

/** Name of the rule in `errors[].code` and in the table of texts. */
export const MONEY_RULE = 'money';

const VALUE = /^(?:0|[1-9]\d{0,14})(?:\.\d{1,4})?$/;
const CURRENCY = /^[A-Z]{3}$/;

/** An amount of money as it is sent: a decimal string, so that no rounding happens on the way, and an ISO 4217 code. */
export interface MoneyAmount {
  readonly value: string;
  readonly currency: string;
}

/** `{ "value": "12.50", "currency": "EUR" }`: not negative, at most 15 digits before the point and 4 after it, and nothing else. */
export function IsMoney(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({ name: MONEY_RULE, validator: { validate: isMoney } }),
    JSONSchema({
      type: 'object',
      required: ['value', 'currency'],
      properties: {
        value: { type: 'string', pattern: VALUE.source },
        currency: { type: 'string', pattern: CURRENCY.source },
      },
      additionalProperties: false,
    }),
  );
}

function isMoney(amount: unknown): boolean {
  if (typeof amount !== 'object' || amount === null) return false;
  const { value, currency, ...rest } = amount as { value?: unknown; currency?: unknown };
  const isValue = typeof value === 'string' && VALUE.test(value);
  return isValue && typeof currency === 'string' && CURRENCY.test(currency) && Object.keys(rest).length === 0;
}

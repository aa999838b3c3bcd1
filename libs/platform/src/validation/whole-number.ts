import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

/** A whole number from `min` to `max`, both inclusive. */
export function WholeNumber(min: number, max: number): PropertyDecorator {
  return applyDecorators(IsInt(), Min(min), Max(max));
}

/** As {@link WholeNumber}, in a query: decimal digits, where nothing, `1e3` and `0x1F` are no numbers. */
export function WholeNumberInQuery(min: number, max: number): PropertyDecorator {
  return applyDecorators(Transform(fromDigits), WholeNumber(min, max));
}

function fromDigits({ value }: { readonly value: unknown }): unknown {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
}

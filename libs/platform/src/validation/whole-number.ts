import { applyDecorators } from '@nestjs/common';
import { IsInt, Max, Min } from 'class-validator';
import { ReadAs } from './read-request.js';

/** A whole number from `min` to `max`, both inclusive. */
export function WholeNumber(min: number, max: number): PropertyDecorator {
  return applyDecorators(IsInt(), Min(min), Max(max));
}

/** As {@link WholeNumber}, in a query: decimal digits, where nothing, `1e3` and `0x1F` are no numbers. */
export function WholeNumberInQuery(min: number, max: number): PropertyDecorator {
  return applyDecorators(ReadAs(fromDigits), WholeNumber(min, max));
}

function fromDigits(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
}

import { Injectable, ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { Problem } from '../problems/problem.js';
import { fieldFaultsOf } from './field-faults.js';

/** No request of this API is nested as deeply; a body that is would exhaust the stack of whoever walks it. */
const DEPTH_MAX = 32;

/**
 * Checks and converts bodies and queries by the class-validator rules of their request class. Unknown fields are refused by name. A
 * field that is null counts as absent, at every depth: JSON clients differ in how they leave a field out.
 */
@Injectable()
export class RequestValidation extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      stopAtFirstError: true,
      validationError: { target: true, value: false },
      exceptionFactory: problemOfFaults,
    });
  }

  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body') removeNulls(value);
    return super.transform(value, metadata);
  }
}

function problemOfFaults(findings: readonly ValidationError[]): Problem {
  const errors = fieldFaultsOf(findings);
  return new Problem(errors.every(({ code }) => code === 'unknown-field') ? 'unknown-field' : 'invalid-field', {
    errors,
  });
}

function removeNulls(value: unknown, depth = 0): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > DEPTH_MAX) throw new Problem('malformed-json');
  for (const [key, entry] of Object.entries(value)) {
    if (entry === null && !Array.isArray(value)) delete (value as Record<string, unknown>)[key];
    else removeNulls(entry, depth + 1);
  }
}

import { Injectable, ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { Problem } from '../problems/problem.js';
import { fieldFaultsOf, notAnObject } from './field-faults.js';
import { checkBounds } from './request-bounds.js';

/**
 * Checks and converts bodies and queries by the class-validator rules of their request class, once they are known to be
 * {@link checkBounds bounded}. Unknown fields are refused by name. A field that is null counts as absent, at every depth: JSON clients differ in how they leave a field out.
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
    if (metadata.type === 'body') return super.transform(bodyOf(value), metadata);
    if (metadata.type === 'query') checkBounds(value as object);
    return super.transform(value, metadata);
  }
}

function problemOfFaults(findings: readonly ValidationError[]): Problem {
  const errors = fieldFaultsOf(findings);
  return new Problem(errors.every(({ code }) => code === 'unknown-field') ? 'unknown-field' : 'invalid-field', {
    errors,
  });
}

/** No body, and `null`, are an object without fields. */
function bodyOf(value: unknown): object {
  const body = value ?? {};
  if (typeof body !== 'object' || Array.isArray(body)) throw new Problem('invalid-field', { errors: [notAnObject()] });
  checkBounds(body);
  return body;
}

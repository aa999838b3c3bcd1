import { Injectable, ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { Problem } from '../problems/problem.js';
import { fieldFaultsOf, notAnObject, pointerToken, unknownField } from './field-faults.js';

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
    if (metadata.type === 'body') return super.transform(bodyOf(value), metadata);
    if (metadata.type === 'query') refuseInheritedNames(value as object, '#');
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
  tidy(body, '#');
  return body;
}

function tidy(value: object, pointer: string, depth = 0): void {
  if (depth > DEPTH_MAX) throw new Problem('malformed-json');
  refuseInheritedNames(value, pointer);
  for (const [key, entry] of Object.entries(value) as [string, unknown][]) {
    if (typeof entry !== 'object') continue;
    if (entry !== null) tidy(entry, `${pointer}/${pointerToken(key)}`, depth + 1);
    else if (!Array.isArray(value)) delete (value as Record<string, unknown>)[key];
  }
}

/** Names that every object has, such as `toString`, are known to class-validator before any rule is written for them. */
function refuseInheritedNames(value: object, pointer: string): void {
  const name = Object.keys(value).find((key) => key in Object.prototype);
  if (name !== undefined) throw new Problem('unknown-field', { errors: [unknownField(pointer, name)] });
}

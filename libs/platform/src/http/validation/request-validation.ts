import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { getMetadataStorage, validate, type ValidationError } from 'class-validator';
import { Problem } from '../problems/problem.js';
import { fieldFaultsOf, notAnObject } from './field-faults.js';
import { keepRules } from './kept-rules.js';
import { readRequest, type RequestClass } from './read-request.js';
import { checkBounds } from './request-bounds.js';

keepRules(getMetadataStorage());

/** Metatypes that the compiler emits for parameters that are not request classes. */
const notRequests: readonly unknown[] = [undefined, Object, String, Number, Boolean, Array];

/**
 * Validates and converts bodies and queries by the rules of their request class, after {@link checkBounds} has bounded them. Refuses
 * unknown fields by name. A null field counts as absent at every depth, since JSON clients differ in how they omit a field.
 */
@Injectable()
export class RequestValidation implements PipeTransform {
  async transform(value: unknown, { type, metatype }: ArgumentMetadata): Promise<unknown> {
    if (type !== 'body' && type !== 'query') return value;
    const sent = objectOf(value);
    checkBounds(sent);
    return notRequests.includes(metatype) ? sent : checked(readRequest(metatype as RequestClass, sent) as object);
  }
}

async function checked(request: object): Promise<object> {
  const findings = await validate(request, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    validationError: { target: true, value: false },
  });
  if (findings.length > 0) throw problemOfFaults(findings);
  return request;
}

function problemOfFaults(findings: readonly ValidationError[]): Problem {
  const errors = fieldFaultsOf(findings);
  return new Problem(errors.every(({ code }) => code === 'unknown-field') ? 'unknown-field' : 'invalid-field', {
    errors,
  });
}

/** Returns the body or query as an object; an absent or null one has no fields. */
function objectOf(value: unknown): object {
  const sent = value ?? {};
  if (typeof sent !== 'object' || Array.isArray(sent)) throw new Problem('invalid-field', { errors: [notAnObject()] });
  return sent;
}

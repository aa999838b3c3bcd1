import type { TLocalizedValidationError } from 'typebox/error';
import type { DataCheck } from '../definition/index.js';
import type { Fault } from './invalid-event-error.js';

/** Longest pointer in a fault: an unknown field's name comes from outside and may be of any length. */
const POINTER_LENGTH_MAX = 200;

/** What is wrong with data that has failed this check: a fault for each field, at least one, without any value. */
export function faultsOf(check: DataCheck, data: unknown): readonly Fault[] {
  return check.Errors(data).flatMap(faultsOfError).map(bounded);
}

function faultsOfError(error: TLocalizedValidationError): readonly Fault[] {
  const { instancePath: pointer, keyword } = error;
  switch (keyword) {
    case 'required':
      return error.params.requiredProperties.map((field) => ({ pointer: `${pointer}/${field}`, rule: keyword }));
    // The checker reports an unknown field twice: by its own pointer, against the schema `false`, and in a list at its parent.
    case 'boolean':
      return [{ pointer, rule: 'additionalProperties' }];
    case 'additionalProperties':
      return [];
    default:
      return [{ pointer, rule: keyword }];
  }
}

function bounded(fault: Fault): Fault {
  return fault.pointer.length <= POINTER_LENGTH_MAX
    ? fault
    : { ...fault, pointer: `${fault.pointer.slice(0, POINTER_LENGTH_MAX)}…` };
}

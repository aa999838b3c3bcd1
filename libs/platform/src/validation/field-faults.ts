import { getMetadataStorage, type ValidationError } from 'class-validator';
import type { FieldFault } from '../problems/problem.js';
import { ruleTextOf } from './rule-texts.js';

/** More would not help anybody correct a request, and bounds the answer to a hostile one. */
const FAULTS_MAX = 50;
const FIELD_NAME_LENGTH_MAX = 100;

/** The fault of a whole body that is a list, a text or a number. */
export function notAnObject(): FieldFault {
  return { pointer: '#', code: ruleTextOf('isObject').code, text: 'field.whole-body', values: {} };
}

/** The fault of a field that is not known within `parent`. */
export function unknownField(parent: string, name: string): FieldFault {
  const { code, text } = ruleTextOf('whitelistValidation');
  return { pointer: `${parent}/${pointerToken(name)}`, code, text, values: { field: shortened(name) } };
}

/** Tells class-validator's findings as faults with pointers. Values are never part of them. */
export function fieldFaultsOf(errors: readonly ValidationError[], parent = '#'): readonly FieldFault[] {
  const faults: FieldFault[] = [];
  for (const error of errors) {
    const pointer = `${parent}/${pointerToken(error.property)}`;
    for (const name of Object.keys(error.constraints ?? {})) faults.push(faultOf(error, name, pointer));
    faults.push(...fieldFaultsOf(error.children ?? [], pointer));
    if (faults.length >= FAULTS_MAX) return faults.slice(0, FAULTS_MAX);
  }
  return faults;
}

function faultOf(error: ValidationError, name: string, pointer: string): FieldFault {
  const { code, text, limits = [] } = ruleTextOf(name);
  const declared = limitsOf(error, name);
  const values: Record<string, string | number> = { field: shortened(error.property) };
  for (const [index, limit] of limits.entries()) if (limit !== undefined) values[limit] = shown(declared[index]);
  return { pointer, code, text, values };
}

/** The limits a rule was declared with, read from its declaration so that they are written once. */
function limitsOf(error: ValidationError, name: string): readonly unknown[] {
  if (error.target === undefined) return [];
  const rules = getMetadataStorage().getTargetValidationMetadatas(error.target.constructor, '', false, false);
  const declared = rules.find((rule) => rule.propertyName === error.property && rule.name === name);
  return (declared?.constraints ?? []) as readonly unknown[];
}

/** Words that a client must send stay as they are. */
function shown(limit: unknown): string | number {
  if (Array.isArray(limit)) return limit.join(', ');
  return typeof limit === 'number' || typeof limit === 'string' ? limit : '';
}

/** RFC 6901, as a URI fragment. */
export function pointerToken(property: string): string {
  return encodeURIComponent(shortened(property).replaceAll('~', '~0').replaceAll('/', '~1').toWellFormed());
}

function shortened(property: string): string {
  return property.slice(0, FIELD_NAME_LENGTH_MAX);
}

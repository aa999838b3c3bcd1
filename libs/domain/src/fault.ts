import { nearest } from './distance.js';

/** A fault of input data, and its place: a JSON pointer (RFC 6901) from the checked value. */
export interface Fault {
  readonly pointer: string;
  /** A sentence that says what is expected. Never quotes the value, which may be personal. */
  readonly problem: string;
}

/** Returns every fault of a value; empty if there is none. Never throws. */
export type Check = (value: unknown, pointer: string) => readonly Fault[];

/** Most faults reported for one list or object. */
const FAULTS_MAX = 100;

/** Wraps one fault in a list, the result type of checks. */
export function fault(pointer: string, problem: string): readonly Fault[] {
  return [{ pointer, problem }];
}

/** Text of 1 to `max` characters. */
export function text(max: number): Check {
  return (value, pointer) =>
    typeof value === 'string' && value.length > 0 && value.length <= max
      ? []
      : fault(pointer, `Must be a text of 1 to ${max} characters.`);
}

/** Text that matches a whole pattern; `asked` describes it. */
export function matching(pattern: RegExp, asked: string): Check {
  return (value, pointer) =>
    typeof value === 'string' && pattern.test(value) ? [] : fault(pointer, `Must be ${asked}.`);
}

/** A whole number of `min` to `max`, both included. */
export function whole(min: number, max: number): Check {
  return (value, pointer) =>
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max
      ? []
      : fault(pointer, `Must be a whole number from ${min} to ${max}.`);
}

/** One of a closed list of values. */
export function oneOf(values: readonly (string | number | boolean)[]): Check {
  return (value, pointer) =>
    values.some((known) => known === value) ? [] : fault(pointer, `Must be one of ${values.join(', ')}.`);
}

/** Lists the words of a published type: the domain imports only types from the contracts, so the compiler requires each word. */
export function everyWord<Word extends string>(words: { readonly [word in Word]: true }): readonly Word[] {
  return Object.keys(words) as Word[];
}

/** A list of `min` to `max` items, each checked. */
export function listOf(item: Check, { min = 0, max }: { readonly min?: number; readonly max: number }): Check {
  return (value, pointer) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) {
      return fault(pointer, `Must be a list of ${min} to ${max} items.`);
    }
    return value.flatMap((one, index) => item(one, `${pointer}/${index}`)).slice(0, FAULTS_MAX);
  };
}

/** Members by name. A name ending in `?` is optional; unlisted names are refused. */
export function members(checks: { readonly [name: string]: Check }): Check {
  const asked = Object.entries(checks).map(([name, check]) => ({
    name: name.replace(/\?$/, ''),
    optional: name.endsWith('?'),
    check,
  }));
  return (value, pointer) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      return fault(pointer, 'Must be an object.');
    }
    const given = value as { readonly [name: string]: unknown };
    const unknown = Object.keys(given).filter((name) => !asked.some((one) => one.name === name));
    return [
      ...asked.flatMap(({ name, optional, check }) => {
        if (given[name] !== undefined) return check(given[name], `${pointer}/${name}`);
        return optional ? [] : fault(`${pointer}/${name}`, 'Must be given.');
      }),
      ...unknown.flatMap((name) => fault(`${pointer}/${escaped(name)}`, unknownName(name, asked))),
    ].slice(0, FAULTS_MAX);
  };
}

/** Checks `shape` first, and `rule`, which may rely on it, only if `shape` finds nothing. */
export function checkedBy<Value>(shape: Check, rule: (value: Value, pointer: string) => readonly Fault[]): Check {
  return (value, pointer) => {
    const faults = shape(value, pointer);
    return faults.length > 0 ? faults : rule(value as Value, pointer);
  };
}

function unknownName(name: string, asked: readonly { readonly name: string }[]): string {
  const [meant] = nearest(name, new Map(asked.map((one) => [one.name, one.name])));
  return meant === undefined ? 'Is unknown. Remove it or correct its name.' : `Is unknown. Did you mean ${meant}?`;
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

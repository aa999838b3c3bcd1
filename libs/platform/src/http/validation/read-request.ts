import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsObject, ValidateBy, ValidateNested } from 'class-validator';

/** A class whose decorators declare the rules of a request, or of a part of one. */
export type RequestClass = new () => object;

type Reading = (value: unknown) => unknown;

/** Readings by the prototype of the declaring class and the name of the field. */
const readings = new WeakMap<object, Map<string, Reading>>();

/** Declares how a field is converted before the rules check it. */
export function ReadAs(reading: Reading): PropertyDecorator {
  return (prototype, field) => {
    const declared = readings.get(prototype) ?? new Map<string, Reading>();
    readings.set(prototype, declared.set(field as string, reading));
  };
}

/**
 * Converts what was sent to an instance of its class, and its parts to instances of theirs, so that their rules apply. Anything that is not
 * an object, and any field without a {@link ReadAs reading}, stays unchanged and is left to the rules to refuse.
 */
export function readRequest(target: RequestClass, sent: unknown): unknown {
  if (Array.isArray(sent)) return sent.map((entry) => readRequest(target, entry));
  if (typeof sent !== 'object' || sent === null) return sent;
  const request = new target() as Record<string, unknown>;
  for (const [field, value] of Object.entries(sent)) {
    const reading = readingOf(target.prototype as object, field);
    request[field] = reading === undefined ? value : reading(value);
  }
  return request;
}

/** Finds the reading of a field, including inherited ones. */
function readingOf(prototype: object | null, field: string): Reading | undefined {
  if (prototype === null) return undefined;
  return readings.get(prototype)?.get(field) ?? readingOf(Object.getPrototypeOf(prototype) as object | null, field);
}

/** Name of the rule in the table of texts. It must differ from class-validator's built-in types, or the rule would be mistaken for one. */
const FLAT_LIST_RULE = 'flatList';

/** One object, checked by the rules of its class. class-validator alone would also accept a list of such objects, or an empty list. */
export function ObjectOf(part: () => RequestClass): PropertyDecorator {
  return applyDecorators(IsObject(), ValidateNested(), PartOf(part));
}

/** A list of at most `max` objects, each checked by the rules of its class. class-validator alone would accept nested lists. */
export function ListOf(part: () => RequestClass, max: number): PropertyDecorator {
  const flat = { name: FLAT_LIST_RULE, validator: { validate: holdsNoLists } };
  return applyDecorators(IsArray(), ArrayMaxSize(max), ValidateBy(flat), ValidateNested({ each: true }), PartOf(part));
}

/** Reads a part by its class. `Type` is only for the API description, which finds the part's schema by it. */
function PartOf(part: () => RequestClass): PropertyDecorator {
  return applyDecorators(
    ReadAs((value) => readRequest(part(), value)),
    Type(part),
  );
}

function holdsNoLists(value: unknown): boolean {
  return Array.isArray(value) && !value.some(Array.isArray);
}

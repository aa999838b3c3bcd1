import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsObject, ValidateBy, ValidateNested } from 'class-validator';

/** A class whose decorators are the rules of a request, or of a part of one. */
export type RequestClass = new () => object;

type Reading = (value: unknown) => unknown;

/** Readings by the prototype of the class that declares them and the name of the field. */
const readings = new WeakMap<object, Map<string, Reading>>();

/** Declares how the content of a field becomes its value, which the rules then check. */
export function ReadAs(reading: Reading): PropertyDecorator {
  return (prototype, field) => {
    const declared = readings.get(prototype) ?? new Map<string, Reading>();
    readings.set(prototype, declared.set(field as string, reading));
  };
}

/**
 * The request that was sent, as an instance of its class and of the classes of its parts, so that their rules are found. Anything that is
 * no object stays as it is, and so do fields without a {@link ReadAs reading}: the rules refuse them.
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

/** The reading of a field, which a class also has from those that it extends. */
function readingOf(prototype: object | null, field: string): Reading | undefined {
  if (prototype === null) return undefined;
  return readings.get(prototype)?.get(field) ?? readingOf(Object.getPrototypeOf(prototype) as object | null, field);
}

/** Name of the rule in the table of texts. It may not be one of class-validator's own types of rules, which it would then be taken for. */
const FLAT_LIST_RULE = 'flatList';

/** One object by the rules of its own class. class-validator alone would accept a list of such objects, or an empty one, for it. */
export function ObjectOf(part: () => RequestClass): PropertyDecorator {
  return applyDecorators(IsObject(), ValidateNested(), PartOf(part));
}

/** A list of at most `max` objects, each by the rules of their class. class-validator alone would accept lists of lists. */
export function ListOf(part: () => RequestClass, max: number): PropertyDecorator {
  const flat = { name: FLAT_LIST_RULE, validator: { validate: holdsNoLists } };
  return applyDecorators(IsArray(), ArrayMaxSize(max), ValidateBy(flat), ValidateNested({ each: true }), PartOf(part));
}

/** Reads a part by its class. `Type` is for the description of the API alone, whose schemas are found by it. */
function PartOf(part: () => RequestClass): PropertyDecorator {
  return applyDecorators(
    ReadAs((value) => readRequest(part(), value)),
    Type(part),
  );
}

function holdsNoLists(value: unknown): boolean {
  return Array.isArray(value) && !value.some(Array.isArray);
}

import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsObject, ValidateBy, ValidateNested } from 'class-validator';
import { ReadAs, readRequest, type RequestClass } from './read-request.js';

/** Name of the rule in the table of texts. It may not be one of class-validator's own types of rules, which it would then be taken for. */
const FLAT_LIST_RULE = 'flatList';

/**
 * One object by the rules of its own class. class-validator alone would let a list of such objects, or an empty one, pass for it.
 */
export function ObjectOf(part: () => RequestClass): PropertyDecorator {
  return applyDecorators(IsObject(), ValidateNested(), PartOf(part));
}

/** A list of at most `max` objects, each by the rules of their class. class-validator alone would let lists of lists pass. */
export function ListOf(part: () => RequestClass, max: number): PropertyDecorator {
  const flat = { name: FLAT_LIST_RULE, validator: { validate: holdsNoLists } };
  return applyDecorators(IsArray(), ArrayMaxSize(max), ValidateBy(flat), ValidateNested({ each: true }), PartOf(part));
}

/** `Type` is for the description of the API alone, whose schemas are found by it. */
function PartOf(part: () => RequestClass): PropertyDecorator {
  return applyDecorators(
    ReadAs((value) => readRequest(part(), value)),
    Type(part),
  );
}

function holdsNoLists(value: unknown): boolean {
  return Array.isArray(value) && !value.some(Array.isArray);
}

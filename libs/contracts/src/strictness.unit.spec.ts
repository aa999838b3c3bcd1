import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { samples } from '../samples/read-samples.js';
import { catalogue, publishedEvents, InvalidEventError, type Fault, type JsonObject } from './index.js';

/** An object of a sample, and its schema. */
interface Place {
  readonly pointer: string;
  readonly fields: readonly string[];
  readonly required: readonly string[];
}

type SchemaNode = {
  readonly properties?: { readonly [field: string]: SchemaNode };
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
};

const cases = samples.flatMap((sample) => {
  const definition = Object.values(publishedEvents)
    .flatMap((event) => event.versions)
    .find(({ type, version }) => type === sample.type && version === sample.version);
  return placesIn(definition?.schema as SchemaNode, sample.data, '').map((place) => ({ ...sample, place }));
});

describe('an unknown field is refused by name', () => {
  it.each(cases.map((one) => [one.file, one.place.pointer || '/', one] as const))('%s at %s', (_, __, one) => {
    const unknownName = fc.oneof(fc.string({ maxLength: 50 }), fc.constantFrom('__proto__', 'constructor', 'toString'));
    fc.assert(
      fc.property(unknownName, fc.jsonValue({ maxDepth: 1 }), (name, value) => {
        fc.pre(!one.place.fields.includes(name));
        const faults = faultsOf(
          one.type,
          one.version,
          changedAt(one.data, one.place.pointer, (o) => own(o, name, value)),
        );
        expect(faults).toEqual([{ pointer: `${one.place.pointer}/${escaped(name)}`, rule: 'additionalProperties' }]);
      }),
      // Few for each of about a thousand places: the check is the same code at all of them.
      { numRuns: 3 },
    );
  });
});

describe('a missing required field is refused by name', () => {
  const required = cases.flatMap((one) => one.place.required.map((field) => ({ ...one, field })));
  it.each(required.map((one) => [one.file, `${one.place.pointer}/${one.field}`, one] as const))(
    '%s without %s',
    (_, pointer, one) => {
      const data = changedAt(one.data, one.place.pointer, (o) => without(o, one.field));
      expect(faultsOf(one.type, one.version, data)).toEqual([{ pointer, rule: 'required' }]);
    },
  );
});

describe('a value of another kind is refused', () => {
  const filled = cases.filter(({ place }) => place.fields.length > 0);
  it.each(filled.map((one) => [one.file, one.place.pointer || '/', one] as const))('%s at %s', (_, __, one) => {
    for (const field of one.place.fields) {
      // No event may have a null field or an empty object inside an array.
      for (const value of [null, [{}, null]]) {
        const faults = faultsOf(
          one.type,
          one.version,
          changedAt(one.data, one.place.pointer, (o) => own(o, field, value)),
        );
        expect(faults.every(({ pointer }) => pointer.startsWith(`${one.place.pointer}/${field}`))).toBe(true);
        expect(faults).not.toEqual([]);
      }
    }
  });
});

describe('data that is no object at all is refused', () => {
  it.each([null, true, 7, 'text', [], undefined])('%j', (value) => {
    expect(faultsOf('NoteAdded', 1, value as unknown as JsonObject)).toContainEqual({ pointer: '', rule: 'type' });
  });
});

function faultsOf(type: string, version: number, data: JsonObject): readonly Fault[] {
  try {
    catalogue.validate(type, version, data);
  } catch (error) {
    if (error instanceof InvalidEventError) return error.faults;
    throw error;
  }
  return [];
}

function placesIn(schema: SchemaNode, data: unknown, pointer: string): readonly Place[] {
  if (Array.isArray(data))
    return data.flatMap((item, index) => placesIn(schema.items ?? {}, item, `${pointer}/${index}`));
  // A union is refused too, but with a fault for each of its parts.
  if (typeof data !== 'object' || data === null || 'anyOf' in schema) return [];
  const { properties = {}, required = [] } = schema;
  const inner = Object.entries(data).flatMap(([key, value]) =>
    placesIn(properties[key] ?? {}, value, `${pointer}/${key}`),
  );
  return [{ pointer, fields: Object.keys(properties), required }, ...inner];
}

function changedAt(data: JsonObject, pointer: string, change: (object: object) => object): JsonObject {
  const [step, ...rest] = pointer.split('/').slice(1);
  if (step === undefined) return change(data) as JsonObject;
  const copy = (Array.isArray(data) ? [...data] : { ...data }) as Record<string, JsonObject>;
  copy[step] = changedAt(copy[step] ?? {}, rest.map((name) => `/${name}`).join(''), change);
  return copy;
}

/** Sets an own property even for the name `__proto__`, like `JSON.parse`. */
function own(object: object, name: string, value: unknown): object {
  return Object.fromEntries([...Object.entries(object), [name, value]]);
}

function without(object: object, name: string): object {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

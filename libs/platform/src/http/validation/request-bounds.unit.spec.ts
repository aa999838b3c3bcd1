import { describe, expect, it } from '@jest/globals';
import { ValidateBy } from 'class-validator';
import { Problem } from '../problems/problem.js';
import { ListOf, ObjectOf } from './read-request.js';
import { checkBounds, requestBounds } from './request-bounds.js';
import { RequestValidation } from './request-validation.js';

/** Number of times a rule was evaluated on a field. */
let asked = 0;

const Counted = (): PropertyDecorator =>
  ValidateBy({
    name: 'text',
    constraints: [5],
    validator: { validate: (value) => (asked += 1) > 0 && value !== 'bad' },
  });

class Part {
  @Counted()
  text!: string;
}

class Request {
  @Counted()
  any!: unknown;

  @ListOf(() => Part, 20)
  parts!: Part[];

  @ObjectOf(() => Part)
  part!: Part;
}

const validation = new RequestValidation();
const LEGAL = { any: 'a', parts: [{ text: 'b' }], part: { text: 'c' } };

interface Refusal {
  readonly code: string;
  readonly pointer: string | undefined;
  readonly asked: number;
}

/** Returns the refusal of a body and the number of rules evaluated before it; undefined when it is accepted. */
async function refusalOf(value: unknown, type: 'body' | 'query' = 'body'): Promise<Refusal | undefined> {
  asked = 0;
  try {
    await validation.transform(value, { type, metatype: Request });
    return undefined;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { code: error.code, pointer: error.options.pointer ?? error.options.errors?.[0]?.pointer, asked };
  }
}

const fields = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, 1]));
const list = (count: number, entry: unknown): unknown[] => Array.from({ length: count }, () => entry);
/** `[[[...]]]`, or `{"a":{"a":...}}`. */
const nested = (levels: number, open: string, close: string): unknown =>
  JSON.parse(`${open.repeat(levels)}${open === '[' ? '' : '1'}${close.repeat(levels)}`);

const { fields: FIELDS, entries, values, depth } = requestBounds;

describe('A body beyond the bounds of every request', () => {
  it.each<[string, unknown, string]>([
    ['100,000 unknown fields', { ...LEGAL, ...fields(100_000) }, '#'],
    ['100,000 fields of a field', { ...LEGAL, part: fields(100_000) }, '#/part'],
    ['one field more than any may have', fields(FIELDS + 1), '#'],
    ['100,000 lists in a list', { ...LEGAL, any: list(100_000, []) }, '#/any'],
    ['100,000 objects in a list of objects', { ...LEGAL, parts: list(100_000, { text: 'b' }) }, '#/parts'],
    ['one entry more than any may have', { ...LEGAL, parts: list(entries + 1, { text: 'b' }) }, '#/parts'],
    ['more values than any may hold', { any: list(values / entries, list(entries, 1)) }, '#/any/9'],
    ['100,000 levels of lists', { any: nested(100_000, '[', ']') }, `#/any${'/0'.repeat(depth)}`],
    ['100,000 levels of objects', nested(100_000, '{"a":', '}'), `#${'/a'.repeat(depth + 1)}`],
  ])('is refused before any rule is asked: %s', async (_, body, pointer) => {
    expect(await refusalOf(body)).toEqual({ code: 'too-many-fields', pointer, asked: 0 });
  });

  it('is told from one within them, which the rules refuse', async () => {
    const within = async (body: unknown): Promise<unknown> => (await refusalOf(body))?.code;
    expect(await within(fields(FIELDS))).toBe('unknown-field');
    expect(await within({ ...LEGAL, parts: list(entries, { text: 'b' }) })).toBe('invalid-field');
    expect(await within({ ...LEGAL, x: nested(depth, '[', ']') })).toBe('unknown-field');
    expect(await within({ ...LEGAL, x: nested(depth + 1, '[', ']') })).toBe('too-many-fields');
    // Beside ten fields of the body: nine lists filled to the limit, and one that takes the rest.
    const full = (last: number) => ({ any: [...list(9, list(entries, 1)), list(last, 1)] });
    expect(await within(full(entries - 11))).toBe('invalid-field');
    expect(await within(full(entries - 10))).toBe('too-many-fields');
  });

  it('is larger than the largest policy', () => {
    const names = { en: 'a', fa: 'b' };
    const products = list(100, 'a');
    const policy = {
      names,
      routes: list(100, { when: { severity: list(4, 'low'), product: products }, team: 'a', person: 'b' }),
      rootCauses: { version: 'a@1', causes: list(500, { code: 'a', names, parent: 'b' }) },
      scope: { products, jurisdictions: products, complainantTypes: products },
      ownCalendar: { names, holidays: list(10_000, { on: '2026-11-02', names }), worked: list(10_000, '2026-11-02') },
    };
    expect(() => {
      checkBounds({ policy });
    }).not.toThrow();
  });

  it('holds for a query', async () => {
    expect(await refusalOf(fields(FIELDS + 1), 'query')).toEqual({ code: 'too-many-fields', pointer: '#', asked: 0 });
  });
});

describe('A list longer than its own limit', () => {
  it('is not looked into', async () => {
    const refusal = await refusalOf({ ...LEGAL, parts: list(entries, { text: 'b' }) });
    expect(refusal).toEqual({ code: 'invalid-field', pointer: '#/parts', asked: 2 });
  });
});

describe('NUL', () => {
  it.each<[string, object, string]>([
    ['in a text', { ...LEGAL, any: 'a\0b' }, '#/any'],
    ['in a text of a list', { ...LEGAL, any: ['a', ['\0']] }, '#/any/1/0'],
    ['in a text of a part', { ...LEGAL, parts: [{ text: 'b' }, { text: '\0' }] }, '#/parts/1/text'],
    ['in a name', { ...LEGAL, part: { 'a\0/': 1 } }, '#/part/a%00~1'],
  ])('is refused %s, with its place', async (_, body, pointer) => {
    expect(await refusalOf(body)).toEqual({ code: 'nul-in-text', pointer, asked: 0 });
    expect(await refusalOf(body, 'query')).toEqual({ code: 'nul-in-text', pointer, asked: 0 });
  });

  it('is not what looks like it', async () => {
    expect(await refusalOf({ ...LEGAL, any: '\\u0000 \u0001' })).toBeUndefined();
  });
});

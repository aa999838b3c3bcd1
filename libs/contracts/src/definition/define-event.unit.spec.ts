import { describe, expect, it } from '@jest/globals';
import Type from 'typebox';
import { closed, defineEvent, personal, schemaIdOf } from './index.js';

const words = personal(Type.String());
const define = (data: Parameters<typeof closed>[0]) =>
  defineEvent({ type: 'Told', version: 1, meaning: 'Told.', data });

describe('a definition', () => {
  const told = define({
    words,
    count: Type.Integer(),
    who: Type.Optional(closed({ name: words, role: Type.String() })),
    parts: Type.Array(closed({ words: Type.Optional(words) })),
  });

  it('marks its personal fields in the published schema', () => {
    expect(told.schema).toMatchObject({ $id: schemaIdOf('Told', 1), properties: { words: { 'x-personal': true } } });
  });

  it('lists its personal fields', () => {
    expect(told.personalPaths).toEqual([['words'], ['who', 'name'], ['parts', '*', 'words']]);
  });

  it('keeps the rules for everything else in the schema of stored data', () => {
    expect(told.sealedSchema).toMatchObject({
      required: ['count', 'parts'],
      additionalProperties: false,
      properties: {
        who: { required: ['role'], additionalProperties: false },
        parts: { items: { properties: {}, additionalProperties: false } },
      },
    });
  });
});

describe('a personal mark that could not be honoured', () => {
  it.each([
    ['on the items of an array', { texts: Type.Array(words) }],
    ['in a union', { either: Type.Union([closed({ words }), Type.Null()]) }],
  ])('is refused at load: %s', (_, data) => {
    expect(() => define(data)).toThrow(TypeError);
  });
});

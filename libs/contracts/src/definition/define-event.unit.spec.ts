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

describe('a mark of staff', () => {
  it('is refused at load where no field stands', () => {
    const data = { who: Type.String(), parts: Type.Array(closed({ whose: Type.String() })) };
    const marked = (...path: string[]) =>
      defineEvent({ type: 'Told', version: 1, meaning: 'Told.', staff: [path], data }).staffPaths;
    expect([marked('who'), marked('parts', '*', 'whose')]).toEqual([[['who']], [['parts', '*', 'whose']]]);
    for (const path of [['whom'], ['parts', 'whose'], ['who', '*']]) expect(() => marked(...path)).toThrow(TypeError);
  });

  it('changes nothing of the published schema, and neither does that of a message', () => {
    const data = { who: Type.String() };
    const plain = { type: 'Told', version: 1, meaning: 'Told.', data } as const;
    const marked = defineEvent({ ...plain, staff: [['who']], isMessage: true });
    expect(JSON.stringify(marked.schema)).toBe(JSON.stringify(defineEvent(plain).schema));
  });
});

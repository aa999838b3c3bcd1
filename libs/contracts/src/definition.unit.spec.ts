import { describe, expect, it } from '@jest/globals';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { closed, event, personal, schemaIdOf, withInstead } from './definition.js';

const words = personal(Type.String());
const declare = (data: Parameters<typeof closed>[0]) => event('Told', { meaning: 'Told.', data }).current;

describe('a definition', () => {
  const told = declare({
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
    expect(() => declare(data)).toThrow(TypeError);
  });
});

describe('a mark', () => {
  it('is refused at load where no field stands', () => {
    const data = { who: Type.String(), parts: Type.Array(closed({ whose: Type.String() })) };
    const marked = (...path: string[]) => event('Told', { meaning: 'Told.', staff: [path], data }).current.staffPaths;
    expect([marked('who'), marked('parts', '*', 'whose')]).toEqual([[['who']], [['parts', '*', 'whose']]]);
    for (const path of [['whom'], ['parts', 'whose'], ['who', '*']]) expect(() => marked(...path)).toThrow(TypeError);
  });

  it('that says who somebody is is refused on a field that is not personal', () => {
    const data = { who: Type.String(), name: personal(Type.String()) };
    const marked = (path: string) =>
      event('Told', { meaning: 'Told.', identity: [[path]], data }).current.identityPaths;
    expect(marked('name')).toEqual([['name']]);
    for (const path of ['who', 'whom']) expect(() => marked(path)).toThrow(TypeError);
  });

  it('changes nothing of the published schema, and neither does that of an identity', () => {
    const data = { who: Type.String(), name: personal(Type.String()) };
    const plain = { meaning: 'Told.', data };
    const marked = event('Told', { ...plain, staff: [['who']], identity: [['name']] });
    expect(JSON.stringify(marked.current.schema)).toBe(JSON.stringify(declare(data).schema));
  });
});

describe('an event that had earlier versions', () => {
  const who = Type.String();
  const told = event(
    'Told',
    { meaning: 'Told to somebody.', staff: [['who']], data: { who, words } },
    { meaning: 'Told.', data: { words } },
    { data: { who } },
  );

  it('numbers them from the oldest, the current one last', () => {
    expect(told.versions.map(({ version, schema }) => [version, (schema as { $id?: string }).$id])).toEqual([
      [1, schemaIdOf('Told', 1)],
      [2, schemaIdOf('Told', 2)],
      [3, schemaIdOf('Told', 3)],
    ]);
    expect(told.current).toBe(told.versions[2]);
  });

  it('describes each as it was, else as the current one', () => {
    const meanings = told.versions.map(({ schema }) => (schema as { description?: string }).description);
    expect(meanings).toEqual(['Told.', 'Told to somebody.', 'Told to somebody.']);
  });

  it('marks the fields of staff in each version that has them', () => {
    expect(told.versions.map(({ staffPaths }) => staffPaths)).toEqual([[], [['who']], [['who']]]);
  });

  it('takes the data as it is to the next version unless told otherwise', () => {
    const data = { who: 'a' };
    expect(told.versions.map(({ upcast }) => upcast?.data(data))).toEqual([data, data, undefined]);
  });
});

describe('the schema for whoever gets something else in the place of what is personal', () => {
  const instead = Type.Object({ sealed: Type.Literal(true) });
  const schema = closed({
    words,
    count: Type.Integer(),
    remark: Type.Optional(words),
    who: Type.Union([closed({ name: words, role: Type.String() }), Type.Null()]),
    parts: Type.Array(closed({ words, size: Type.Integer() })),
  });
  const shown = Compile(withInstead(schema, instead));
  const sealed = { sealed: true };
  const whole = {
    words: sealed,
    count: 1,
    remark: sealed,
    who: { name: sealed, role: 'witness' },
    parts: [{ words: sealed, size: 2 }],
  };

  it('has that in its place, through objects, lists and alternatives', () => {
    expect(shown.Check(whole)).toBe(true);
    expect(shown.Check({ ...whole, who: null, parts: [] })).toBe(true);
    const open = [
      { words: 'a' },
      { remark: 'a' },
      { who: { name: 'a', role: 'witness' } },
      { parts: [{ words: 'a', size: 2 }] },
    ];
    expect(open.filter((change) => shown.Check({ ...whole, ...change }))).toEqual([]);
  });

  it('is as strict as before about everything else', () => {
    const wrong = [{ count: 'a' }, { other: 1 }, { who: { name: sealed } }, { parts: [{ words: sealed, size: 'a' }] }];
    expect(wrong.filter((change) => shown.Check({ ...whole, ...change }))).toEqual([]);
  });

  it('requires what was required, unless personal values may be missing', () => {
    const without = (name: keyof typeof whole) => {
      const { [name]: _, ...rest } = whole;
      return rest;
    };
    const lacking = Compile(withInstead(schema, instead, { mayLack: true }));
    const names = ['words', 'count', 'remark', 'who', 'parts'] as const;
    expect(names.filter((name) => shown.Check(without(name)))).toEqual(['remark']);
    expect(names.filter((name) => lacking.Check(without(name)))).toEqual(['words', 'remark']);
    const inner = { ...whole, who: { role: 'witness' }, parts: [{ size: 2 }] };
    expect([shown.Check(inner), lacking.Check(inner), lacking.Check(whole)]).toEqual([false, true, true]);
  });
});

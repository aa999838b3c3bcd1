import { describe, expect, it } from '@jest/globals';
import { colleaguesIn } from '../colleagues.js';
import { bodyOf, type CommandFields, fieldAt } from './command-fields.js';

const nobody = colleaguesIn([], 'en');
const label = 'desk.field.description';
const fields: CommandFields = {
  said: { kind: 'area', label },
  statement: { kind: 'statement', label },
  words: { kind: 'some-words', label, words: { files: label, identity: label } },
  person: { kind: 'group', label, parts: { name: { kind: 'line', label }, email: { kind: 'line', label } } },
  days: { kind: 'days', label },
  optional: { kind: 'list', label, item: label, add: label, remove: label, parts: { on: { kind: 'day', label } } },
  always: {
    kind: 'list',
    label,
    item: label,
    add: label,
    remove: label,
    isAlwaysSaid: true,
    parts: { amount: { kind: 'group', label, parts: { value: { kind: 'line', label } } } },
  },
};

describe('What a form sends', () => {
  it('leaves out what was left empty, but for lists that are always said', () => {
    expect(bodyOf(fields, {}, nobody)).toEqual({ always: [] });
    expect(bodyOf(fields, { said: '  ', 'person/name': '', statement: '' }, nobody)).toEqual({ always: [] });
  });

  it('has groups and lists within each other, by pointers', () => {
    const draft = {
      said: ' Hello. ',
      statement: 'yes',
      words: 'files identity',
      'person/email': 'robin@example.org',
      'days/count': '1',
      'days/0': '2026-12-01',
      'optional/count': '2',
      'optional/0/on': '2026-12-02',
      'always/count': '1',
      'always/0/amount/value': '12.50',
      'always/1/amount/value': 'beyond the count',
    };
    expect(bodyOf(fields, draft, nobody)).toEqual({
      said: 'Hello.',
      statement: true,
      words: ['files', 'identity'],
      person: { email: 'robin@example.org' },
      days: ['2026-12-01'],
      optional: [{ on: '2026-12-02' }, {}],
      always: [{ amount: { value: '12.50' } }],
    });
  });

  it('is found again by the pointer of a fault', () => {
    expect(fieldAt(fields, 'always/0/amount/value')).toMatchObject({ kind: 'line' });
    expect(fieldAt(fields, 'days/0')).toMatchObject({ kind: 'days' });
    for (const pointer of ['nothing', 'said/0', 'optional/0', 'constructor', 'person/unknown'])
      expect(fieldAt(fields, pointer)).toBeUndefined();
  });
});

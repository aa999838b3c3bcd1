import { describe, expect, it } from '@jest/globals';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDefined,
  IsEnum,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsObject,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { problemDocument } from '../problems/problem-answer.js';
import { Problem } from '../problems/problem.js';
import { ruleTexts } from './field-faults.js';
import {
  AtMostOneOf,
  IsEmailAddress,
  IsInstant,
  IsMoney,
  IsPerson,
  IsPlainDate,
  IsTimeZone,
  IsReference,
  IsSha256,
  IsVersion,
  IsWord,
  ListOfPlainDates,
  ListOfPeople,
  ListOfWords,
  SomeOfInQuery,
  Text,
  TextsInQuery,
  WholeNumber,
  WholeNumbersInQuery,
} from './field-rules.js';
import { ListOf, ObjectOf, ReadAs, readRequest } from './read-request.js';
import { RequestValidation } from './request-validation.js';

class Part {
  @Text(5)
  text!: string;
}

const validation = new RequestValidation();

/** Returns the code and the English text that refuse a body `{ field: value }` whose field is declared with `rule`. */
async function refusalBy(rule: PropertyDecorator, value: unknown): Promise<readonly unknown[] | 'accepted'> {
  class Request {
    field!: unknown;
  }
  rule(Request.prototype, 'field');
  return validation.transform({ field: value }, { type: 'body', metatype: Request }).then(
    () => 'accepted' as const,
    (error: unknown) => {
      if (!(error instanceof Problem)) throw error;
      return [
        error.code,
        ...(problemDocument(error, 'en', 'c-1').errors ?? []).map(({ pointer, code, detail }) => [
          pointer,
          code,
          detail,
        ]),
      ];
    },
  );
}

const ONE_WORD = 'a'.repeat(63);
const DAY = '2026-11-02';
const DIGEST = 'a0'.repeat(32);
const EMAIL = 'name@example.org';
const MONEY = { value: '12.50', currency: 'EUR' };
const UUID = 'f13327a2-0c87-4518-b03e-0f3881b78ba1';

/** A rule, a value that just passes, one that just fails, and the resulting text. */
const rules: readonly (readonly [string, PropertyDecorator, unknown, unknown, string, string])[] = [
  ['text', Text(5), 'abcde', 'abcdef', 'invalid-text', 'must be a text of 1 to 5 characters, not only blanks.'],
  [
    'instant',
    IsInstant(),
    '2026-11-02T08:00:00Z',
    '2026-11-02T08:00:00',
    'invalid-instant',
    'must be an instant with its offset, such as 2026-11-02T08:00:00Z.',
  ],
  [
    'time-zone',
    IsTimeZone(),
    'Asia/Tehran',
    '+03:30',
    'invalid-time-zone',
    'must be the name of an IANA time zone, such as Asia/Tehran.',
  ],
  ['atMostOneOf', AtMostOneOf(['a', 'b']), ['a', 'c'], ['a', 'b'], 'not-together', 'can have only one of: a, b.'],
  ['plain-date', IsPlainDate(), '2028-02-29', '2026-02-29', 'invalid-date', 'must be a date, such as 2026-11-02.'],
  [
    'plain-dates',
    ListOfPlainDates(2),
    [DAY, DAY],
    [DAY, DAY, DAY],
    'invalid-dates',
    'must be a list of 1 to 2 dates, such as ["2026-11-02"].',
  ],
  [
    'word',
    IsWord(),
    ONE_WORD,
    `${ONE_WORD}a`,
    'invalid-word',
    'must be small letters, digits and hyphens, at most 63, such as call-back.',
  ],
  [
    'person',
    IsPerson(5),
    'Hana',
    'h\u0430na',
    'invalid-person',
    'must name a person by letters that can be seen, all of one script.',
  ],
  [
    'people',
    ListOfPeople(2, 5),
    ['Hana', 'hugo'],
    ['Hana', 'h\u0430na'],
    'invalid-people',
    'must be a list of 1 to 2 people, each by letters that can be seen, all of one script.',
  ],
  [
    'texts',
    TextsInQuery(2, 5),
    'a, b',
    ['a', 'a'],
    'invalid-texts',
    'must be 1 to 2 different texts of 1 to 5 characters; repeat the parameter for each.',
  ],
  [
    'numbers',
    WholeNumbersInQuery(2, 1, 3),
    '1,3',
    ['1', '4'],
    'invalid-numbers',
    'must be 1 to 2 whole numbers from 1 to 3, such as 1,2.',
  ],
  [
    'words',
    ListOfWords(2),
    ['a', ONE_WORD],
    ['a', 'b', 'c'],
    'invalid-words',
    'must be a list of 1 to 2 words of small letters, digits and hyphens, such as ["decision"].',
  ],
  [
    'reference',
    IsReference(),
    '7K3M-9QXD-41PD',
    '7K3M-9QXD-41PE',
    'invalid-reference',
    'must be the reference of a complaint, such as 7K3M-9QXD-41PD. Check it for typing errors.',
  ],
  [
    'version',
    IsVersion(),
    'iran@999999',
    'iran@1000000',
    'invalid-version',
    'must be a name with its version, such as iran@2.',
  ],
  [
    'sha256',
    IsSha256(),
    DIGEST,
    DIGEST.toUpperCase(),
    'invalid-sha256',
    'must be a SHA-256 digest: 64 hexadecimal digits in small letters.',
  ],
  [
    'money',
    IsMoney(),
    MONEY,
    { value: '12.50', currency: 'eur' },
    'invalid-money',
    'must be an amount, such as {"value": "12.50", "currency": "EUR"}.',
  ],
  [
    'isEmail',
    IsEmailAddress(),
    EMAIL,
    'name@example',
    'invalid-email',
    'must be an e-mail address, such as name@example.org.',
  ],
  ['isString', IsString(), '', 7, 'not-a-text', 'must be a text.'],
  ['isNotEmpty', IsNotEmpty(), 'a', '', 'missing', 'is missing. Give a value.'],
  ['isDefined', IsDefined(), 'a', null, 'missing', 'is missing. Give a value.'],
  ['isBoolean', IsBoolean(), false, 'false', 'not-a-boolean', 'must be true or false.'],
  ['isInt', IsInt(), 1, 1.5, 'not-an-integer', 'must be a whole number.'],
  ['isNumber', IsNumber(), 1.5, '1.5', 'not-a-number', 'must be a number.'],
  ['min', Min(3), 3, 2, 'too-small', 'must be at least 3.'],
  ['max', Max(3), 3, 4, 'too-large', 'must be at most 3.'],
  ['minLength', MinLength(3), 'abc', 'ab', 'too-short', 'must have at least 3 characters.'],
  ['maxLength', MaxLength(3), 'abc', 'abcd', 'too-long', 'must have at most 3 characters.'],
  ['isLength', Length(2, 3), 'abc', 'abcd', 'wrong-length', 'must have 2 to 3 characters.'],
  ['isIn', IsIn(['a', 'b']), 'b', 'c', 'not-one-of', 'must be one of: a, b.'],
  ['isEnum', IsEnum({ One: 'a', Two: 'b' }), 'b', 'c', 'not-one-of', 'must be one of: a, b.'],
  ['isUuid', IsUUID(), UUID, 'f13327a2', 'invalid-uuid', 'must be a UUID.'],
  ['arrayUnique', ArrayUnique(), ['a', 'b'], ['a', 'a'], 'repeated', 'must not name anything twice.'],
  ['isArray', IsArray(), [], {}, 'not-a-list', 'must be a list.'],
  ['arrayMinSize', ArrayMinSize(2), [1, 2], [1], 'too-few', 'must have at least 2 entries.'],
  ['arrayMaxSize', ArrayMaxSize(2), [1, 2], [1, 2, 3], 'too-many', 'must have at most 2 entries.'],
  ['isObject', IsObject(), {}, [], 'not-an-object', 'must be an object.'],
  [
    'nestedValidation',
    nested(
      ValidateNested(),
      ReadAs((value) => readRequest(Part, value)),
    ),
    { text: 'a' },
    'text',
    'not-an-object',
    'must be an object, or a list of objects where one is expected.',
  ],
  [
    'flatList',
    ListOf(() => Part, 2),
    [{ text: 'a' }],
    [[{ text: 'a' }]],
    'not-an-object',
    'must be a list of objects.',
  ],
  ['matches', Matches(/^a/), 'ab', 'ba', 'wrong-form', 'has an invalid form. See the API description.'],
  [
    'a rule of another name',
    ValidateBy({ name: 'even', validator: { validate: (value) => Number(value) % 2 === 0 } }),
    2,
    3,
    'invalid-field',
    'is invalid. See the API description.',
  ],
];

function nested(...decorators: readonly PropertyDecorator[]): PropertyDecorator {
  return (target, property) => {
    for (const decorator of decorators) decorator(target, property);
  };
}

describe('A field', () => {
  it.each(rules)('by the rule %s', async (_name, rule, good, bad, code, words) => {
    expect(await refusalBy(rule, good)).toBe('accepted');
    expect(await refusalBy(rule, bad)).toEqual(['invalid-field', ['#/field', code, `field ${words}`]]);
  });

  it('is told by every rule of the table but that for names that are not known', () => {
    const tried = rules.slice(0, -1).map(([name]) => name);
    expect([...tried, 'whitelistValidation'].sort()).toEqual(Object.keys(ruleTexts).sort());
  });
});

describe('A list', () => {
  it.each([
    ['dates, one of which is none', ListOfPlainDates(3), [DAY, 'tomorrow'], 'invalid-dates'],
    ['dates, the first of which is none', ListOfPlainDates(3), ['tomorrow', DAY], 'invalid-dates'],
    ['no dates', ListOfPlainDates(3), [], 'invalid-dates'],
    ['words, one of which is none', ListOfWords(3), ['a', 'A'], 'invalid-words'],
    ['no words', ListOfWords(3), [], 'invalid-words'],
    ['one object too many', ListOf(() => Part, 1), [{ text: 'a' }, { text: 'b' }], 'too-many'],
    ['an object and a list', ListOf(() => Part, 3), [{ text: 'a' }, [{ text: 'b' }]], 'not-an-object'],
  ])('of %s is refused', async (_, rule, value, code) => {
    expect(await refusalBy(rule, value)).toEqual(['invalid-field', ['#/field', code, expect.any(String)]]);
  });
});

describe('Several values in a query', () => {
  it.each([
    ['one word', SomeOfInQuery(['a', 'b']), 'a', 'accepted'],
    ['words with commas', SomeOfInQuery(['a', 'b']), 'b,a', 'accepted'],
    ['a repeated parameter', SomeOfInQuery(['a', 'b']), ['a', 'b'], 'accepted'],
    ['another word', SomeOfInQuery(['a', 'b']), 'a,c', 'not-one-of'],
    ['commas in a repeated parameter', SomeOfInQuery(['a', 'b']), ['a', 'a,b'], 'not-one-of'],
    ['no word', SomeOfInQuery(['a', 'b']), '', 'not-one-of'],
    ['a word twice', SomeOfInQuery(['a', 'b']), 'a,a', 'repeated'],
    ['several texts', TextsInQuery(2, 5), ['a', 'b'], 'accepted'],
    ['too many texts', TextsInQuery(2, 5), ['a', 'b', 'c'], 'invalid-texts'],
    ['a text that is too long', TextsInQuery(2, 5), 'abcdef', 'invalid-texts'],
    ['an empty text', TextsInQuery(2, 5), '', 'invalid-texts'],
    ['an object', TextsInQuery(2, 5), { a: 'a' }, 'invalid-texts'],
    ['several numbers', WholeNumbersInQuery(2, 1, 3), ['1', '3'], 'accepted'],
    ['too many numbers', WholeNumbersInQuery(2, 1, 3), '1,2,3', 'invalid-numbers'],
    ['a number too small', WholeNumbersInQuery(2, 1, 3), '0', 'invalid-numbers'],
    ['no number', WholeNumbersInQuery(2, 1, 3), '1,x', 'invalid-numbers'],
    ['an object for a number', WholeNumbersInQuery(2, 1, 3), { a: '1' }, 'invalid-numbers'],
  ])('%s', async (_, rule, value, expected) => {
    const told = await refusalBy(rule, value);
    expect(told === 'accepted' ? told : (told[1] as readonly string[])[1]).toBe(expected);
  });
});

describe('One object', () => {
  it('may not be a list of such objects', async () => {
    const rule = ObjectOf(() => Part);
    expect(await refusalBy(rule, { text: 'a' })).toBe('accepted');
    expect(await refusalBy(rule, [{ text: 'a' }])).toEqual([
      'invalid-field',
      ['#/field', 'not-an-object', 'field must be an object.'],
    ]);
  });
});

describe('A whole number', () => {
  it.each([
    [1, 'accepted'],
    [3, 'accepted'],
    [0, 'too-small'],
    [4, 'too-large'],
    [1.5, 'not-an-integer'],
    ['2', 'not-an-integer'],
  ])('from 1 to 3: %j', async (value, expected) => {
    const told = await refusalBy(WholeNumber(1, 3), value);
    expect(told === 'accepted' ? told : (told[1] as readonly string[])[1]).toBe(expected);
  });
});

describe('An e-mail address', () => {
  const ofLength = (length: number) => {
    const host = `${'a'.repeat(62)}.`.repeat(3);
    return `${'n'.repeat(length - host.length - '@org'.length)}@${host}org`;
  };

  it('has at most 254 characters, and no half of a surrogate pair', async () => {
    expect(ofLength(254)).toHaveLength(254);
    expect(await refusalBy(IsEmailAddress(), ofLength(254))).toBe('accepted');
    for (const address of [ofLength(255), 'a\ud800@example.org', 7]) {
      expect(await refusalBy(IsEmailAddress(), address)).toEqual([
        'invalid-field',
        ['#/field', 'invalid-email', 'field must be an e-mail address, such as name@example.org.'],
      ]);
    }
  });
});

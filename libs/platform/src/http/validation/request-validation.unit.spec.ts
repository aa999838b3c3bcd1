import { describe, expect, it } from '@jest/globals';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { problemDocument } from '../problems/problem-answer.js';
import { Problem } from '../problems/problem.js';
import { PageQuery } from '../queries.js';
import { IsEmailAddress, IsInstant, IsMoney, IsPlainDate, type MoneyAmount, Text } from './field-rules.js';
import { ListOf, ObjectOf } from './read-request.js';
import { RequestValidation } from './request-validation.js';

class Person {
  @IsOptional()
  @IsEmailAddress()
  email?: string;
}

class Remedy {
  @IsIn(['refund', 'apology'])
  kind!: string;

  @IsOptional()
  @IsMoney()
  amount?: MoneyAmount;
}

class Request {
  @Text(10)
  text!: string;

  @IsOptional()
  @ObjectOf(() => Person)
  complainant?: Person;

  @IsOptional()
  @ListOf(() => Remedy, 2)
  remedies?: Remedy[];

  @IsOptional()
  @IsInstant()
  occurredAt?: string;

  @IsOptional()
  @IsPlainDate()
  happenedOn?: string;

  @IsOptional()
  @IsBoolean()
  timely?: boolean;
}

const validation = new RequestValidation();
const body = (value: unknown) => validation.transform(value, { type: 'body', metatype: Request });
const query = (value: unknown) => validation.transform(value, { type: 'query', metatype: PageQuery });

describe('An e-mail address as people paste it', () => {
  it.each([
    ' robin@example.org ',
    'robin@example.org\n',
    '\u00a0robin@example.org\t',
    '\u200erobin@example.org\u200f',
    '\ufeffrobin@example.org\u200b',
  ])('is taken without what is not seen around it: %j', async (email) => {
    expect(await body({ text: 'a', complainant: { email } })).toMatchObject({
      complainant: { email: 'robin@example.org' },
    });
  });

  it.each(['robin@example.org\r\nBcc: kim@example.org', 'robin @example.org', ' ', 'ro\u200bbin@example.org'])(
    'is not mended within: %j',
    async (email) => {
      const { options } = await refusalOf(body({ text: 'a', complainant: { email } }));
      expect(options.errors).toMatchObject([{ pointer: '#/complainant/email', code: 'invalid-email' }]);
    },
  );
});

async function refusalOf(attempt: Promise<unknown>): Promise<Problem> {
  return attempt.then(
    () => Promise.reject(new Error('It was accepted.')),
    (error: unknown) => (error instanceof Problem ? error : Promise.reject(error as Error)),
  );
}

async function faultsOf(attempt: Promise<unknown>): Promise<readonly (readonly [string, string])[]> {
  const { errors = [] } = (await refusalOf(attempt)).options;
  return errors.map(({ pointer, code }) => [pointer, code]);
}

describe('A body', () => {
  it('that follows the rules becomes its request class', async () => {
    const request = await body({
      text: 'سلام',
      remedies: [{ kind: 'refund', amount: { value: '12.50', currency: 'EUR' } }],
    });
    expect(request).toBeInstanceOf(Request);
    expect(request).toEqual({
      text: 'سلام',
      remedies: [{ kind: 'refund', amount: { value: '12.50', currency: 'EUR' } }],
    });
  });

  it('is told every fault with a pointer, list indices included', async () => {
    const faults = await faultsOf(
      body({
        text: '',
        complainant: { email: 'nobody' },
        remedies: [{ kind: 'refund' }, { kind: 'gift' }],
        timely: 'yes',
      }),
    );
    expect(faults).toEqual([
      ['#/text', 'invalid-text'],
      ['#/complainant/email', 'invalid-email'],
      ['#/remedies/1/kind', 'not-one-of'],
      ['#/timely', 'not-a-boolean'],
    ]);
  });

  it('is refused by the names of its unknown fields, at every depth', async () => {
    const attempt = { text: 'a', 'a/b': 1, complainant: { age: 5 } };
    expect(await faultsOf(body(attempt))).toEqual([
      ['#/a~1b', 'unknown-field'],
      ['#/complainant/age', 'unknown-field'],
    ]);
    expect((await refusalOf(body(attempt))).code).toBe('unknown-field');
  });

  it('may leave a field out by null', async () => {
    expect(await body({ text: 'a', complainant: { email: null }, occurredAt: null })).toEqual({
      text: 'a',
      complainant: {},
    });
    expect(await faultsOf(body({ text: null }))).toEqual([['#/text', 'invalid-text']]);
  });

  it('that is missing lacks what is required', async () => {
    expect(await faultsOf(body(undefined))).toEqual([['#/text', 'invalid-text']]);
  });

  it('names no more than fifty faults', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`field${index}`, 1]));
    expect(await faultsOf(body({ text: 'a', ...many }))).toHaveLength(50);
  });
});

describe('The words of a fault', () => {
  it('name the field and its limits in both languages, and never the value', async () => {
    const refused = await refusalOf(body({ text: 'a marked narrative', remedies: [{ kind: 'gift' }] }));
    const [errors = [], persian = []] = (['en', 'fa'] as const).map(
      (language) => problemDocument(refused, language, 'c-1').errors,
    );
    expect(errors.map(({ detail }) => detail)).toEqual([
      'text must be a text of 1 to 10 characters, not only blanks.',
      'kind must be one of: refund, apology.',
    ]);
    expect(persian[0]?.detail).toBe('\u2068text\u2069 باید متنی از ۱ تا ۱۰ نویسه باشد و خالی نباشد.');
    expect(JSON.stringify([errors, persian])).not.toMatch(/marked|gift/);
  });
});

describe('A text', () => {
  it.each([
    ['of one character', 'a', true],
    ['of ten', 'a'.repeat(10), true],
    ['of ten characters outside the first plane', '😀'.repeat(10), true],
    ['of eleven', 'a'.repeat(11), false],
    ['of blanks', ' \n ', false],
    ['of what nobody sees', '\u200b\u200d\u2060\ufeff\u3164\u2800', false],
    ['with a joiner in it', 'می‌شود', true],
    ['with half a surrogate pair', 'a\ud800', false],
    ['that is a number', 5, false],
  ])('%s', async (_, text, accepted) => {
    expect(
      await body({ text }).then(
        () => true,
        () => false,
      ),
    ).toBe(accepted);
  });
});

describe('Times, days and money', () => {
  it.each([
    ['occurredAt', '2026-11-02T08:00:00Z', true],
    ['occurredAt', '2026-11-02T11:30:00.123+03:30', true],
    ['occurredAt', '2026-11-02T08:00:00', false],
    ['occurredAt', '2026-02-30T08:00:00Z', false],
    ['occurredAt', '2026-11-02', false],
    ['occurredAt', 1793606400000, false],
    ['happenedOn', '2028-02-29', true],
    ['happenedOn', '2026-02-29', false],
    ['happenedOn', '2026-11-02T08:00:00Z', false],
  ])('%s may be %p: %p', async (field, value, accepted) => {
    expect(
      await body({ text: 'a', [field]: value }).then(
        () => true,
        () => false,
      ),
    ).toBe(accepted);
  });

  it.each([
    [{ value: '12.50', currency: 'EUR' }, true],
    [{ value: '0', currency: 'IRR' }, true],
    [{ value: 12.5, currency: 'EUR' }, false],
    [{ value: '-1', currency: 'EUR' }, false],
    [{ value: '01', currency: 'EUR' }, false],
    [{ value: '1.', currency: 'EUR' }, false],
    [{ value: '1', currency: 'eur' }, false],
    [{ value: '1', currency: 'EUR', note: 'x' }, false],
    ['12.50 EUR', false],
  ])('an amount may be %j: %p', async (amount, accepted) => {
    const attempt = body({ text: 'a', remedies: [{ kind: 'refund', amount }] });
    expect(
      await attempt.then(
        () => true,
        () => false,
      ),
    ).toBe(accepted);
  });
});

describe('A query for a page', () => {
  it('has a limit of fifty unless it says otherwise', async () => {
    expect(await query({})).toEqual({ limit: 50 });
    expect(await query({ limit: '200', cursor: 'abc' })).toEqual({ limit: 200, cursor: 'abc' });
  });

  it.each(['0', '201', 'many', '1.5', '', ['1', '2']])('cannot ask for %p entries', async (limit) => {
    expect((await faultsOf(query({ limit })))[0]?.[0]).toBe('#/limit');
  });
});

import { describe, expect, it } from '@jest/globals';
import { HttpException, NotFoundException } from '@nestjs/common';
import {
  ContentionError,
  InvalidAppendError,
  InvalidQueryError,
  QueriesBusyError,
  QueryTooLongError,
  StoreClosedError,
  StoreUnavailableError,
} from '@redress/eventing';
import { text } from '@redress/texts';
import { problemStatuses } from './problem-table.js';
import { Problem, problemOf, refusalText } from './problem.js';

/** The error as Fastify throws it. */
const fromFastify = (code: string) => Object.assign(new Error('marked'), { code });
/** The same error as Nest passes it on. */
const throughNest = (code: string) => new HttpException('marked', 400, { cause: fromFastify(code) });

/** The code and the options of the problem for what was thrown. */
function toldOf(thrown: unknown): readonly unknown[] {
  const { code, options } = problemOf(thrown);
  return [code, options];
}

describe('What was thrown by the machinery is told', () => {
  const retry = { retryAfterSeconds: 1 };

  it.each([
    ['an engine that is unreachable', new StoreUnavailableError('marked'), 'store-unavailable', retry],
    ['an engine that is closed', new StoreClosedError('marked'), 'shutting-down', retry],
    ['a command that lost every race', new ContentionError('complaint-7K3M9QXD41PC'), 'contention', retry],
    ['a query too many', new QueriesBusyError('marked'), 'queries-busy', retry],
    ['a query that was stopped', new QueryTooLongError('marked'), 'query-too-long', retry],
    ['a cursor of another query', new InvalidQueryError('marked'), 'invalid-cursor', {}],
    ['what no caller can mend', new InvalidAppendError('marked'), 'internal', {}],
    ['an error that nobody foresaw', new TypeError('marked'), 'internal', {}],
    ['what is no error', 'marked', 'internal', {}],
  ])('%s', (_, thrown, code, options) => {
    expect(toldOf(thrown)).toEqual([code, options]);
  });
});

describe('What was thrown by Fastify is told', () => {
  it.each([
    ['FST_ERR_CTP_BODY_TOO_LARGE', 'body-too-large'],
    ['FST_ERR_CTP_INVALID_MEDIA_TYPE', 'unsupported-media-type'],
    ['FST_ERR_CTP_INVALID_JSON_BODY', 'malformed-json'],
    ['FST_ERR_CTP_EMPTY_JSON_BODY', 'malformed-json'],
    ['FST_ERR_CTP_INVALID_CONTENT_LENGTH', 'malformed-request'],
    ['FST_ERR_BAD_URL', 'malformed-request'],
    ['FST_ERR_MAX_PARAM_LENGTH', 'address-too-long'],
    ['FST_ERR_HANDLER_TIMEOUT', 'request-timeout'],
    ['FST_ERR_OF_ANOTHER_KIND', 'internal'],
  ])('%s as %s', (fastifyCode, code) => {
    expect(toldOf(fromFastify(fastifyCode))).toEqual([code, {}]);
  });

  it('by its cause, when Nest has wrapped it', () => {
    expect(toldOf(throughNest('FST_ERR_CTP_BODY_TOO_LARGE'))).toEqual(['body-too-large', {}]);
  });

  it('as JSON that cannot be read, when the parser says so', () => {
    expect(toldOf(Object.assign(new SyntaxError('marked'), { statusCode: 400 }))).toEqual(['malformed-json', {}]);
    expect(toldOf(new SyntaxError('marked'))).toEqual(['internal', {}]);
  });
});

describe('What was thrown by Nest is told by its status', () => {
  it.each([
    [400, 'malformed-request'],
    [401, 'unauthenticated'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [405, 'method-not-allowed'],
    [413, 'body-too-large'],
    [414, 'address-too-long'],
    [415, 'unsupported-media-type'],
    [418, 'internal'],
  ])('%d as %s', (status, code) => {
    expect(toldOf(new HttpException('marked', status))).toEqual([code, {}]);
  });

  it('429 as rate-limited, to be sent again in a second', () => {
    expect(toldOf(new HttpException('marked', 429))).toEqual(['rate-limited', { retryAfterSeconds: 1 }]);
  });

  it('also by its own classes', () => {
    expect(toldOf(new NotFoundException())).toEqual(['not-found', {}]);
  });
});

describe('A problem that was thrown', () => {
  it('is told as it is', () => {
    const problem = new Problem('view-behind', { retryAfterSeconds: 7 });
    expect(problemOf(problem)).toBe(problem);
  });
});

describe('A refusal of which only the code is known', () => {
  it('has words for every code, the title where the rest would need values', () => {
    for (const code of Object.keys(problemStatuses)) expect(refusalText(code)).toMatch(/^[A-Z][^{}]+\.?$/);
    expect(refusalText('complaint-closed')).toBe(text('en', 'problem.complaint-closed.detail'));
    expect(refusalText('revision-mismatch')).toBe(text('en', 'problem.revision-mismatch.title'));
  });

  it('is told by its code when it has no words', () => {
    expect(refusalText('command-reused')).toBe('command-reused');
  });
});

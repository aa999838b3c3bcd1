import { describe, expect, it } from '@jest/globals';
import { DocumentConflictError } from '@redress/eventing';
import { MongoBulkWriteError, MongoNetworkError, MongoServerError } from 'mongodb';
import { isPassing, mongoFailure } from './failures.js';

const answered = (code: number) => new MongoServerError({ message: 'about Parisa Example', code });
const socketError = Object.assign(new Error('write to Parisa Example'), { code: 'EPIPE' });
const hosts = 'mongo1:27017';

describe('A failure of MongoDB', () => {
  it.each([
    { what: 'wrong credentials', error: answered(18), says: /refuses the user or the password/ },
    { what: 'missing rights', error: answered(13), says: /does not let the user do this/ },
    { what: 'a full disk', error: answered(14_031), says: /disk .* is full/ },
    { what: 'a lost connection', error: new MongoNetworkError('to Parisa Example'), says: /was lost/ },
    { what: 'a socket that was ended', error: socketError, says: /was lost/ },
    { what: 'anything else', error: answered(4_242), says: /MongoServerError 4242/ },
    { what: 'what is no error', error: 'Parisa Example', says: /unexpected failure/ },
  ])('tells of $what by the server’s address, and nothing of what was written', ({ error, says }) => {
    const failure = mongoFailure(error, hosts);
    expect(failure).toMatchObject({ code: 'store-unavailable', message: expect.stringMatching(says) });
    expect(failure.message).toContain(hosts);
    expect(failure.cause).toBeUndefined();
    expect(failure.message).not.toContain('Parisa');
  });

  it('is a query that took too long when the server stopped it', () => {
    expect(mongoFailure(answered(50), hosts)).toMatchObject({ code: 'query-too-long' });
  });

  it('leaves errors of the ports as they are', () => {
    const conflict = new DocumentConflictError('Moved.');
    expect(mongoFailure(conflict, hosts)).toBe(conflict);
  });

  it.each([
    { what: 'a lost connection', error: new MongoNetworkError('gone'), passing: true },
    { what: 'a primary that stepped down', error: answered(10_107), passing: true },
    { what: 'two upserts at once', error: answered(11_000), passing: true },
    { what: 'wrong credentials', error: answered(18), passing: false },
    { what: 'a mistake of ours', error: new TypeError('x'), passing: false },
    {
      what: 'a bulk write whose connection was lost',
      error: new MongoBulkWriteError(new MongoNetworkError('gone') as never, {} as never),
      passing: true,
    },
    { what: 'a socket that was ended', error: socketError, passing: true },
    {
      what: 'a bulk write whose socket was ended',
      error: new MongoBulkWriteError(socketError as never, {} as never),
      passing: true,
    },
    {
      what: 'an argument that Node refuses',
      error: Object.assign(new Error(), { code: 'ERR_INVALID_ARG' }),
      passing: false,
    },
  ])('is repeated, or not, for $what', ({ error, passing }) => {
    expect(isPassing(error)).toBe(passing);
  });
});

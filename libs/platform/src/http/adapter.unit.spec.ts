import { describe, expect, it } from '@jest/globals';
import { hasEscapedKey } from '@redress/eventing';
import { fastify } from 'fastify';
import { readJsonBodies } from './adapter.js';
import { Problem } from './problems/problem.js';

async function answerTo(payload: string, isMisread?: (text: string) => boolean) {
  const server = fastify();
  readJsonBodies(server, isMisread);
  server.post('/', (request) => request.body);
  server.setErrorHandler((error, _, reply) =>
    reply.status(400).send({ code: error instanceof Problem ? error.code : 'another' }),
  );
  const answer = await server.inject({
    method: 'POST',
    url: '/',
    payload,
    headers: { 'content-type': 'application/json' },
  });
  await server.close();
  return { status: answer.statusCode, body: answer.json<unknown>() };
}

describe('A body with an escaped key', () => {
  it('is refused by a runtime that could read it wrongly', async () => {
    const refused = { status: 400, body: { code: 'malformed-json' } };
    expect(await answerTo(String.raw`{"\"":1}`, hasEscapedKey)).toEqual(refused);
    expect(await answerTo(String.raw`{"a":"\""}`, hasEscapedKey)).toEqual({ status: 200, body: { a: '"' } });
  });

  it('is read by any other', async () => {
    expect(await answerTo(String.raw`{"\"":1}`, () => false)).toEqual({ status: 200, body: { '"': 1 } });
  });
});

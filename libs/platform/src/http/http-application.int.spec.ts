import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Post } from '@nestjs/common';
import { ContentionError, StoreClosedError, StoreUnavailableError } from '@redress/eventing';
import { IsOptional } from 'class-validator';
import { Public } from '../security/caller.js';
import { startTestApplication, type TestApplication } from '../test-application/start-test-application.js';
import { Text } from './validation/field-rules.js';

class EchoRequest {
  @IsOptional()
  @Text(100)
  text?: string;
}

const SECRET = 'Zohreh-Marked-Secret';

@Public()
@Controller('echo')
class EchoController {
  @Post()
  echo(@Body() request: EchoRequest): EchoRequest {
    return request;
  }

  @Get(':of/part')
  part(): object {
    return {};
  }

  @Post(':of/part')
  addPart(): object {
    return {};
  }

  @Get('away')
  away(): never {
    throw new StoreUnavailableError(`disk full at ${SECRET}`);
  }

  @Get('closing')
  closing(): never {
    throw new StoreClosedError(`closed at ${SECRET}`);
  }

  @Get('crowded')
  crowded(): never {
    throw new ContentionError(`complaint-${SECRET}`);
  }

  @Get('broken')
  broken(): never {
    throw new TypeError(`cannot read ${SECRET}`);
  }
}

let test: TestApplication;
beforeAll(async () => {
  test = await startTestApplication({ controllers: [EchoController] });
});
afterAll(() => test.close());

const post = (payload: string, headers: Record<string, string> = {}) =>
  test.app.inject({
    method: 'POST',
    url: '/api/echo',
    payload,
    headers: { 'content-type': 'application/json', ...headers },
  });

describe('Errors over HTTP', () => {
  it('are problem details with type, title, status, code, detail and instance', async () => {
    const answer = await test.app.inject({
      method: 'GET',
      url: '/api/nowhere',
      headers: { 'x-correlation-id': '0af7651916cd43dd8448eb211c80319c' },
    });
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toEqual({
      type: 'urn:redress:problem:not-found',
      title: 'Not found',
      status: 404,
      code: 'not-found',
      detail: expect.stringContaining('Check the address'),
      instance: 'urn:redress:request:0af7651916cd43dd8448eb211c80319c',
    });
  });

  it.each([
    ['JSON that is broken', () => post('{"text":'), 400, 'malformed-json'],
    ['JSON that poisons prototypes', () => post('{"__proto__":{"a":1}}'), 400, 'malformed-json'],
    ['JSON nested beyond reason', () => post(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`), 422, 'too-many-fields'],
    ['a body over 1 MB', () => post(JSON.stringify({ text: 'x'.repeat(1_100_000) })), 413, 'body-too-large'],
    [
      'a form',
      () => post('a=b', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'unsupported-media-type',
    ],
    ['plain text', () => post('hello', { 'content-type': 'text/plain' }), 415, 'unsupported-media-type'],
    ['compressed JSON', () => post('{}', { 'content-encoding': 'gzip' }), 415, 'unsupported-content-encoding'],
    [
      'JSON encoded twice',
      () => post('{}', { 'content-encoding': 'identity, br' }),
      415,
      'unsupported-content-encoding',
    ],
    ...['iso-8859-1', '"UTF-16"', 'utf-8; charset=us-ascii', '""'].map(
      (charset) =>
        [
          `JSON in the charset ${charset}`,
          () => post('{}', { 'content-type': `application/json; charset=${charset}` }),
          415,
          'unsupported-charset',
        ] as const,
    ),
    ['NUL in a text', () => post('{"text":"a\\u0000b"}'), 422, 'nul-in-text'],
    ['a content length that is none', () => post('{}', { 'content-length': '7' }), 400, 'malformed-request'],
    ['a list where an object is expected', () => post('[]'), 422, 'invalid-field'],
    ['a text where an object is expected', () => post('"text"'), 422, 'invalid-field'],
    ['an address that is no URL', () => test.app.inject({ method: 'GET', url: '/api/%zz' }), 400, 'malformed-request'],
    ['a store that is away', () => test.app.inject('/api/echo/away'), 503, 'store-unavailable'],
    ['a failure nobody foresaw', () => test.app.inject('/api/echo/broken'), 500, 'internal'],
  ])('%s is told as a problem', async (_, send, status, code) => {
    const answer = await send();
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, code]);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it.each([
    ['PUT', '/api/echo', 'POST'],
    ['GET', '/api/echo?text=a', 'POST'],
    ['OPTIONS', '/api/echo', 'POST'],
    ['DELETE', '/api/echo/away', 'GET, HEAD'],
    ['POST', '/health/live', 'GET, HEAD'],
    ['PATCH', '/api/echo/one/part', 'GET, HEAD, POST'],
  ] as const)('tell the methods of an address that does not answer %s: %s', async (method, url, allowed) => {
    const answer = await test.app.inject({
      method,
      url,
      payload: '{',
      headers: { 'content-type': 'application/json' },
    });
    expect([answer.statusCode, answer.json<{ code: string }>().code, answer.headers['allow']]).toEqual([
      405,
      'method-not-allowed',
      allowed,
    ]);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
  });

  it.each(['/api/echo/', '/api/echo//part', '/api/echo/one/parts', '/api/echo/one/part/more', '/api', '/'])(
    'tell no methods of an address that is nothing: %s',
    async (url) => {
      const answer = await test.app.inject({ method: 'PUT', url });
      expect([answer.statusCode, answer.headers['allow']]).toEqual([404, undefined]);
    },
  );

  it('follow Accept-Language', async () => {
    const answer = await post('{', { 'accept-language': 'fa-IR,en;q=0.5' });
    expect(answer.headers['content-language']).toBe('fa');
    expect(answer.json<{ title: string }>().title).toBe('متن JSON نادرست');
  });

  it.each([
    ['away', 'store-unavailable'],
    ['closing', 'shutting-down'],
    ['crowded', 'contention'],
  ])('ask to come back when the store is %s', async (path, code) => {
    const answer = await test.app.inject(`/api/echo/${path}`);
    expect([answer.statusCode, answer.json<{ code: string }>().code, answer.headers['retry-after']]).toEqual([
      503,
      code,
      '1',
    ]);
  });

  it('carry neither message nor stack, to the client or into the log', async () => {
    for (const url of ['/api/echo/away', '/api/echo/closing', '/api/echo/crowded', '/api/echo/broken']) {
      expect((await test.app.inject(url)).body).not.toMatch(/Zohreh|at .*\.ts/);
    }
    expect(test.log()).toContain('"failure":"TypeError"');
    expect(test.log()).not.toContain(SECRET);
  });
});

describe('A body made to keep the process busy', () => {
  const costOf = async (text: string): Promise<{ readonly code: string; readonly milliseconds: number }> => {
    const before = process.cpuUsage();
    const answer = await post(text);
    const { user, system } = process.cpuUsage(before);
    return { code: answer.json<{ code: string }>().code, milliseconds: (user + system) / 1000 };
  };

  it.each([
    ['of 80,000 unknown fields', `{${Array.from({ length: 80_000 }, (_, index) => `"f${index}":1`).join(',')}}`],
    ['of 80,000 lists', `{"text":[${'[],'.repeat(80_000)}[]]}`],
    ['of 80,000 levels', `{"text":${'['.repeat(80_000)}${']'.repeat(80_000)}}`],
    ['of 80,000 objects', `{"text":[${'{"a":1},'.repeat(80_000)}{}]}`],
  ])(
    '%s costs little more than reading a text of its length, and health is told',
    async (_, text) => {
      await costOf(JSON.stringify({ text: 'x'.repeat(text.length) }));
      const plain = await costOf(JSON.stringify({ text: Array(Math.floor(text.length / 100)).fill('x'.repeat(97)) }));
      const [hostile, health] = await Promise.all([costOf(text), test.app.inject('/health/live')]);
      expect([plain.code, hostile.code, health.statusCode]).toEqual(['invalid-field', 'too-many-fields', 200]);
      // Leaves room for other work of the process; quadratic cost in the number of fields took 500 times as long.
      expect(hostile.milliseconds).toBeLessThan(50 * Math.max(plain.milliseconds, 10));
    },
    120_000,
  );
});

describe('A body', () => {
  it.each(['application/json', 'application/json; charset=utf-8', 'application/json;charset="UTF8"'])(
    'in UTF-8 is read as %s',
    async (type) => {
      const answer = await post('{"text":"سلام"}', { 'content-type': type, 'content-encoding': 'identity' });
      expect([answer.statusCode, answer.json()]).toEqual([201, { text: 'سلام' }]);
    },
  );

  it('that is empty is none, also when its sender calls it JSON', async () => {
    expect((await post('')).statusCode).toBe(201);
  });
});

describe('The request log', () => {
  it('has the pattern of the route, and no query, header or body', async () => {
    await test.app.inject({
      method: 'POST',
      url: `/api/echo?token=${SECRET}`,
      payload: { text: SECRET },
      headers: { authorization: `Bearer ${SECRET}` },
    });
    expect(test.log()).toContain('"route":"/api/echo"');
    expect(test.log()).not.toContain(SECRET);
  });
});

describe('Every answer', () => {
  it('names the correlation id it was given, or a new one when that is not harmless', async () => {
    const given = await post('{}', { 'x-correlation-id': '0af7651916cd43dd8448eb211c80319c' });
    const unsafe = await post('{}', { 'x-correlation-id': 'Robin.Doe-0912' });
    expect(given.headers['x-correlation-id']).toBe('0af7651916cd43dd8448eb211c80319c');
    expect(unsafe.headers['x-correlation-id']).toMatch(/^[\da-f-]{36}$/);
  });

  it('forbids to be framed, guessed at or kept', async () => {
    expect((await post('{}')).headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
  });
});

describe('Beside the API', () => {
  it('health tells that the process lives, and what it can use', async () => {
    expect((await test.app.inject('/health/live')).json()).toEqual({ status: 'live' });
    const ready = await test.app.inject('/health/ready');
    expect([ready.statusCode, ready.json()]).toEqual([
      200,
      { ready: true, checks: { 'event-store': 'ready', 'key-store': 'ready', histories: 'ready', keys: 'ready' } },
    ]);
  });

  it('metrics measure requests by route and status', async () => {
    await post('{}');
    const { body } = await test.app.inject('/metrics');
    expect(body).toMatch(
      /redress_http_request_duration_seconds_count\{method="POST",route="\/api\/echo",status="201"\} \d+/,
    );
    expect(body).toContain('nodejs_eventloop_lag_seconds');
  });

  it('the API is described as OpenAPI 3.1, with the schemas that requests are checked with', async () => {
    const document = (await test.app.inject('/api/openapi.json')).json<{
      openapi: string;
      paths: Record<string, unknown>;
      components: { schemas: Record<string, unknown> };
    }>();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toContain('/api/echo');
    expect(document.components.schemas['EchoRequest']).toEqual({
      type: 'object',
      properties: { text: { type: 'string', minLength: 1, maxLength: 100 } },
      additionalProperties: false,
    });
  });

  it('the page to read the description needs nothing from elsewhere', async () => {
    const page = await test.app.inject('/api/docs');
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect((await test.app.inject('/api/docs/swagger-ui-bundle.js')).statusCode).toBe(200);
  });
});

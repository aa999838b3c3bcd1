import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createOperatedApplication, JsonLogger, loadWebConfig } from '@redress/platform';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebModule } from './web.js';

/** What no visitor may see. */
const INWARD = 'upstream intake-7f9c at 10.0.3.7';
const POLICY = { organization: 'Example Bank', title: 'How we handle complaints', steps: [] };
const COOKIE = { cookie: 'redress-track=AAAA-BBBB-CCCC%20token' };

let service: Server;
let answer: RequestListener;
let app: NestFastifyApplication;
let url: string;

beforeAll(async () => {
  service = createServer((request, response) => answer(request, response));
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
});
afterAll(async () => {
  service.closeAllConnections();
  await new Promise((resolve) => service.close(resolve));
});
beforeEach(async () => {
  app = await pagesOf(addressOf(service));
  url = await app.getUrl();
});
afterEach(() => app.close());

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Pages that ask these services, on a free port. */
async function pagesOf(intake: string, caseHandling = intake): Promise<NestFastifyApplication> {
  const config = loadWebConfig({ REDRESS_INTAKE_URL: intake, REDRESS_CASE_HANDLING_URL: caseHandling });
  const started = await createOperatedApplication(WebModule.forRoot(config), new JsonLogger('web', 'silent'));
  await started.listen(0, '127.0.0.1');
  return started;
}

/** Answers the policy as a service does, and everything else as said. */
function besidesThePolicy(others: RequestListener): RequestListener {
  return (request, response) => {
    if (request.url?.startsWith('/api/policies/') !== true) return others(request, response);
    response.setHeader('content-type', 'application/json').end(JSON.stringify(POLICY));
  };
}

/** An address at which nothing listens. */
async function goneAddress(): Promise<string> {
  const gone = createServer().listen(0, '127.0.0.1');
  await once(gone, 'listening');
  const address = addressOf(gone);
  await new Promise((resolve) => gone.close(resolve));
  return address;
}

async function expectProblemPage(answered: Response): Promise<void> {
  const page = await answered.text();
  expect([answered.status, answered.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
  expect(page).toContain('We could not answer just now.');
  expect(page).not.toContain(INWARD);
}

describe('What answers in place of a service', () => {
  it.each<readonly [what: string, answers: RequestListener]>([
    [
      'a proxy with its own page',
      (_, response) => response.writeHead(502, { 'content-type': 'text/html' }).end(INWARD),
    ],
    [
      'a proxy with its own JSON',
      (_, response) =>
        response.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify({ detail: INWARD })),
    ],
    ['a page in place of a document', (_, response) => response.end(`<p>${INWARD}</p>`)],
    ['a document that is cut off', (_, response) => response.end(`{"organization":"${INWARD}`)],
    ['a text in place of a document', (_, response) => response.end(JSON.stringify(INWARD))],
    ['nothing, with a closed connection', (request) => request.socket.destroy()],
  ])('is not shown to a visitor: %s', async (_what, answers) => {
    answer = answers;
    await expectProblemPage(await fetch(url));
  });

  it('leads nowhere', async () => {
    const asked: (string | undefined)[] = [];
    answer = (request, response) => {
      asked.push(request.url?.split('?')[0]);
      response.writeHead(307, { location: '/elsewhere' }).end();
    };
    await expectProblemPage(await fetch(url));
    expect(asked).toEqual(['/api/policies/public']);
  });

  it('is read up to a limit', async () => {
    const piece = Buffer.alloc(1_048_576, ' ');
    const ended = new Promise((resolve) => {
      answer = (_, response) => {
        const more = (): void => void (response.write(piece) && setImmediate(more));
        response.on('drain', more);
        response.on('close', resolve);
        more();
      };
    });
    await expectProblemPage(await fetch(url));
    await ended;
  });

  it('is no file that a browser would open as a page of this server', async () => {
    answer = besidesThePolicy((_, response) => response.setHeader('content-type', 'text/html').end(INWARD));
    await expectProblemPage(await fetch(`${url}/track/files/1`, { headers: COOKIE }));
  });
});

describe('A service that is out of reach', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is told of on the page', async () => {
    const pages = await pagesOf(await goneAddress());
    try {
      await expectProblemPage(await fetch(await pages.getUrl()));
    } finally {
      await pages.close();
    }
  });

  it('is not waited for without end', async () => {
    jest.useFakeTimers({ doNotFake: ['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate'] });
    const asked = new Promise<void>((resolve) => {
      answer = () => resolve();
    });
    const page = fetch(url);
    await asked;
    jest.advanceTimersByTime(30_000);
    await expectProblemPage(await page);
  });

  it('makes the pages unready', async () => {
    answer = (_, response) => response.end('{}');
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    const pages = await pagesOf(await goneAddress(), addressOf(service));
    try {
      const ready = await fetch(`${await pages.getUrl()}/health/ready`);
      expect([ready.status, await ready.json()]).toEqual([
        503,
        { ready: false, checks: { intake: 'not-ready', 'case-handling': 'ready' } },
      ]);
    } finally {
      await pages.close();
    }
  });
});

describe('A request on behalf of a visitor', () => {
  it('names the visitor, their language and its own id, and each service is asked for what is its own', async () => {
    const seen: unknown[] = [];
    answer = (request, response) => {
      const { 'x-forwarded-for': visitor, 'accept-language': language, 'x-correlation-id': id } = request.headers;
      seen.push([request.url, visitor, language, id]);
      response.setHeader('content-type', 'application/json').end(JSON.stringify(POLICY));
    };
    const id = '0123456789abcdef0123456789abcdef';
    await fetch(`${url}/?language=fa`, { headers: { 'x-correlation-id': id, 'x-forwarded-for': '203.0.113.9' } });
    // No proxy is trusted here, so nobody's word on another address is taken.
    expect(seen).toEqual([['/api/policies/public?language=fa', '127.0.0.1', 'fa', id]]);
  });

  it('brings a file as it is, with what keeps it from running', async () => {
    const headers = {
      'content-type': 'application/json',
      'content-disposition': 'attachment; filename="a.json"',
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
    };
    answer = besidesThePolicy((_, response) => response.writeHead(200, { ...headers, server: INWARD }).end('{"a":1}'));
    const answered = await fetch(`${url}/track/files/1`, { headers: COOKIE });
    expect([answered.status, await answered.text()]).toEqual([200, '{"a":1}']);
    expect(Object.fromEntries(answered.headers)).toMatchObject(headers);
    expect(answered.headers.get('server')).toBeNull();
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createOperatedApplication, JsonLogger, loadWebConfig } from '@redress/platform';
import { eventually } from '@redress/testing';
import { once } from 'node:events';
import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request as send,
  type RequestListener,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { WebModule } from './web.js';

/** What no visitor may see. */
const INWARD = 'upstream intake-7f9c at 10.0.3.7';
const POLICY = { organization: 'Example Bank', title: 'How we handle complaints', steps: [] };
const COOKIE = { cookie: 'redress-track=AAAA-BBBB-CCCC%20token' };

/** Both answer alike. */
let service: Server;
let caseHandling: Server;
let answer: RequestListener;
let app: NestFastifyApplication;
let url: string;

beforeAll(async () => {
  [service, caseHandling] = await Promise.all([listening(), listening()]);
});
afterAll(async () => {
  for (const server of [service, caseHandling]) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
beforeEach(async () => {
  app = await pagesOf(addressOf(service), addressOf(caseHandling));
  url = await app.getUrl();
});
afterEach(() => app.close());

async function listening(): Promise<Server> {
  const server = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Pages that ask these services, on a free port. */
async function pagesOf(intake: string, cases: string): Promise<NestFastifyApplication> {
  const config = loadWebConfig({ REDRESS_INTAKE_URL: intake, REDRESS_CASE_HANDLING_URL: cases });
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
  const gone = await listening();
  const address = addressOf(gone);
  await new Promise((resolve) => gone.close(resolve));
  return address;
}

/** `200 ready ready`: the status, and what is said of intake and of case handling. */
async function readinessAt(pages: string): Promise<string> {
  const answered = await fetch(`${pages}/health/ready`);
  const { checks } = (await answered.json()) as { readonly checks: Readonly<Record<string, string>> };
  return `${answered.status} ${checks['intake']} ${checks['case-handling']}`;
}

function isSame(wanted: string): (text: string) => boolean {
  return (text) => text === wanted;
}

const PIECE = Buffer.alloc(65_536);

/** An upload of so many pieces, none of which is sent yet. */
function startUpload(pieces: number): ClientRequest {
  const type = 'multipart/form-data; boundary=x';
  const headers = { ...COOKIE, 'content-type': type, 'content-length': String(pieces * PIECE.length) };
  return send(`${url}/track/files`, { method: 'POST', headers });
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
    const ended = new Promise((resolve) => {
      answer = besidesThePolicy((_, response) => {
        response.on('close', resolve).setHeader('content-type', 'text/html').write(INWARD);
      });
    });
    await expectProblemPage(await fetch(`${url}/track/files/1`, { headers: COOKIE }));
    await ended;
  });
});

describe('A service that is out of reach', () => {
  afterEach(() => void jest.useRealTimers());

  it('is told of on the page', async () => {
    const pages = await pagesOf(addressOf(service), await goneAddress());
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
    // A check has a second, which a busy machine may not give it at once.
    await eventually(() => readinessAt(url), isSame('200 ready ready'));
    const pages = await pagesOf(await goneAddress(), addressOf(caseHandling));
    try {
      const gone = await pages.getUrl();
      await eventually(() => readinessAt(gone), isSame('503 not-ready ready'));
    } finally {
      await pages.close();
    }
  });
});

describe('A request on behalf of a visitor', () => {
  it('goes to the service that answers it', async () => {
    const asked: unknown[] = [];
    answer = besidesThePolicy((request, response) => {
      asked.push([request.url, request.headers.host]);
      response.end();
    });
    await fetch(`${url}/track/files/1`, { headers: COOKIE });
    expect(asked).toEqual([['/api/track/AAAA-BBBB-CCCC/attachments/1', new URL(addressOf(service)).host]]);
    // The policy is asked of the other, which alone is in reach of these.
    const pages = await pagesOf(await goneAddress(), addressOf(caseHandling));
    try {
      expect((await fetch(await pages.getUrl())).status).toBe(200);
    } finally {
      await pages.close();
    }
  });

  it('shows the desk in the language of its reader, and takes that of a filter for no choice', async () => {
    const asked = (path: string) => fetch(url + path, { headers: { 'accept-language': 'en' } });
    const [desk, site] = await Promise.all([asked('/cases?language=fa'), asked('/track?language=fa')]);
    expect([desk.headers.get('content-language'), desk.headers.get('set-cookie')]).toEqual(['en', null]);
    expect(site.headers.get('content-language')).toBe('fa');
    expect(site.headers.get('set-cookie')).toContain('redress-language=fa');
  });

  it('names the visitor, their language and its own id', async () => {
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

  it('takes all of a file that is refused, since a browser may read no answer before it has sent it', async () => {
    const problem = {
      type: 'urn:redress:problem:attachment-too-large',
      title: 'Too large',
      status: 413,
      detail: 'Smaller.',
    };
    answer = besidesThePolicy((_, response) => {
      response.writeHead(413, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
    });
    const pieces = Array.from({ length: 128 }, () => PIECE);
    const upload = startUpload(pieces.length);
    const answered = once(upload, 'response') as Promise<[IncomingMessage]>;
    await pipeline(pieces, upload);
    const [{ statusCode }] = await answered;
    expect(statusCode).toBe(413);
  });

  it('ends with the visitor, who may go while a file is under way', async () => {
    const upload = startUpload(2);
    upload.on('error', () => undefined);
    const ended = new Promise((resolve) => {
      answer = besidesThePolicy((request) => {
        request.once('data', () => upload.destroy());
        request.once('error', resolve);
      });
    });
    upload.write(PIECE);
    expect(await ended).toMatchObject({ code: 'ECONNRESET' });
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

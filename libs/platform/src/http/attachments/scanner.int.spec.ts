import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callOutcome, ENDLESS_HTTP, silentPeerContract, speakingOverHttp } from '@redress/testing';
import { Problem } from '../problems/problem.js';
import { HttpScanner } from './scanner.js';

const CONTENT = Buffer.from('X5O!P%@AP');

let server: Server | undefined;
async function scannerThat(answers: RequestListener, timeout_ms = 2_000): Promise<HttpScanner> {
  server = createServer(answers);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return new HttpScanner(`http://127.0.0.1:${(server.address() as AddressInfo).port}/scan`, timeout_ms);
}
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
  server = undefined;
});

describe('A scanner over HTTP', () => {
  it.each(['clean', 'infected'] as const)('gets the bytes, and its answer %s is taken', async (result) => {
    const got: Buffer[] = [];
    const scanner = await scannerThat((request, response) => {
      request.on('data', (piece: Buffer) => got.push(piece));
      request.on('end', () => response.end(JSON.stringify({ result, engine: 'any' })));
    });
    expect(await scanner.scan(CONTENT)).toBe(result);
    expect(Buffer.concat(got).equals(CONTENT)).toBe(true);
  });

  it.each<[string, RequestListener]>([
    ['an error', (_, response) => response.writeHead(500).end('{"result":"clean"}')],
    ['another word', (_, response) => response.end('{"result":"maybe"}')],
    ['no JSON', (_, response) => response.end('clean')],
    ['null', (_, response) => response.end('null')],
    ['a redirection', (_, response) => response.writeHead(302, { location: '/elsewhere' }).end()],
    ['a broken connection', (request) => request.socket.destroy()],
    ['an answer without end', (_, response) => response.end(`{"result":"clean"}${' '.repeat(20_000)}`)],
  ])('that answers with %s has not answered, so that nothing is taken unseen', async (_, answers) => {
    const scanner = await scannerThat(answers);
    await expect(scanner.scan(CONTENT)).rejects.toMatchObject({ code: 'scanner-unavailable' });
  });

  it('that does not answer in time has not answered', async () => {
    const scanner = await scannerThat(() => undefined, 50);
    await expect(scanner.scan(CONTENT)).rejects.toMatchObject({ code: 'scanner-unavailable' });
  });
});

silentPeerContract('A scanner', {
  start: () => speakingOverHttp('{"result":"clean"}'),
  connect: (port) => {
    const scanner = new HttpScanner(`http://127.0.0.1:${port}/scan`, 300);
    const isUnreachable = (error: unknown) => error instanceof Problem && error.code === 'scanner-unavailable';
    return { call: () => callOutcome(scanner.scan(CONTENT), isUnreachable) };
  },
  endless: {
    headers: { ...ENDLESS_HTTP.headers, outcome: 'unreachable' },
    body: { ...ENDLESS_HTTP.body, outcome: 'unreachable' },
  },
});

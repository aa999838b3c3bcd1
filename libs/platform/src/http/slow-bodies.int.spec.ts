import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { Public } from '../security/caller.js';
import { startTestApplication, type TestApplication } from '../test-application/start-test-application.js';
import { readContent, TakesUpload, type Upload, UploadedFile } from './attachments/upload.js';

@Public()
@Controller('slow')
class SlowController {
  @Get(['', 'only'])
  answer(): object {
    return { answered: true };
  }

  @Post()
  @HttpCode(200)
  read(@Body() body: object): object {
    return { read: body };
  }

  @Post('file')
  @HttpCode(200)
  @TakesUpload()
  async file(@UploadedFile() upload: Upload): Promise<object> {
    return { bytes: (await readContent(upload, 10_000_000)).length };
  }
}

const STALLED = 200;

describe('Senders that stall', () => {
  let test: TestApplication;
  let port: number;
  let sockets: Socket[];
  let accepted: Socket[];
  const server = () => test.app.getHttpServer();

  beforeEach(async () => {
    sockets = [];
    accepted = [];
    test = await startTestApplication({ controllers: [SlowController] });
    await test.app.listen(0, '127.0.0.1');
    ({ port } = server().address() as AddressInfo);
    server().on('connection', (socket: Socket) => accepted.push(socket));
    // Those that requests are cut by; all others keep running, so that sockets and answers do.
    jest.useFakeTimers({
      doNotFake: ['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'],
    });
  });
  afterEach(async () => {
    jest.useRealTimers();
    for (const socket of sockets) socket.destroy();
    await test.close();
  });

  /** Sends a beginning, and resolves with everything received once the connection is closed. */
  const stall = (path: string, type: string, begun: string, length = 1_000_000) => {
    const socket = connect(port, '127.0.0.1');
    sockets.push(socket);
    let received = '';
    socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
    socket.on('error', () => undefined);
    socket.write(
      `POST /api/slow${path} HTTP/1.1\r\nhost: x\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n\r\n${begun}`,
    );
    return { socket, closed: once(socket, 'close').then(() => received) };
  };
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await turn();
  };
  /** Each request that is being read has a timer or two. */
  const areRead = (timers: number) => until(() => jest.getTimerCount() >= timers);
  const answered = async (): Promise<number> => {
    const { socket, closed } = stall('', 'application/json', '{"a":1}', 7);
    await until(() => socket.bytesRead > 0);
    socket.end();
    return Number(/^HTTP\/1.1 (\d+)/.exec(await closed)?.[1]);
  };

  it('shut nobody out, and are answered and closed after half a minute', async () => {
    const before = jest.getTimerCount();
    const stalled = Array.from({ length: STALLED }, () => stall('', 'application/json', '{"descr'));
    await areRead(before + STALLED);
    expect([await answered(), (await test.app.inject('/api/slow')).statusCode]).toEqual([200, 200]);
    jest.advanceTimersByTime(29_000);
    expect(stalled.filter(({ socket }) => socket.bytesRead > 0)).toHaveLength(0);
    jest.advanceTimersByTime(1_000);
    for (const answer of await Promise.all(stalled.map(({ closed }) => closed))) {
      expect(answer).toMatch(/^HTTP\/1.1 408 /);
      expect(answer).toContain('"code":"request-too-slow"');
    }
  });

  it('are closed although they were answered before the rest of their body came', async () => {
    const before = jest.getTimerCount();
    const { socket, closed } = stall('/only', 'application/json', '{"descr');
    await areRead(before + 1);
    await until(() => socket.bytesRead > 0);
    jest.advanceTimersByTime(30_000);
    expect(await closed).toMatch(/^HTTP\/1.1 405 /);
  });

  it('with a file are closed as soon as it hardly moves, and one that moves is taken', async () => {
    const before = jest.getTimerCount();
    const bytes = 'application/octet-stream';
    const stuck = stall('/file', bytes, 'a');
    const moving = stall('/file', bytes, '', 200_000);
    await areRead(before + 4);
    moving.socket.write('a'.repeat(100_000));
    await until(() => accepted.some(({ bytesRead }) => bytesRead > 100_000));
    jest.advanceTimersByTime(10_000);
    expect(await stuck.closed).toMatch(/^HTTP\/1.1 408 /);
    moving.socket.end('a'.repeat(100_000));
    expect(await moving.closed).toContain('{"bytes":200000}');
  });

  it('with their headers are closed by the server itself, before any body would be', () => {
    expect(server().headersTimeout).toBe(15_000);
    expect(server().requestTimeout).toBeGreaterThan(server().headersTimeout);
  });

  it('or send no HTTP and never hang up are hung up on', async () => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.write('NO HTTP AT ALL\r\n\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1.1 400 /);
    const open = () => new Promise<number>((resolve) => server().getConnections((_, count) => resolve(count)));
    let left = await open();
    while (left > 0) {
      await turn();
      left = await open();
    }
    expect(left).toBe(0);
  });
});

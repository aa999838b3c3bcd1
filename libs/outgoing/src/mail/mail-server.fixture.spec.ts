import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** How a mail server treats a message. `dribbles`: sends an answer that never ends. */
export type Temper = 'accepts' | 'refuses-recipient' | 'refuses-content' | 'drops-after-data' | 'hangs' | 'dribbles';

export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly content: string;
}

const DRIBBLE_MS = 20;

/** Implements as much of RFC 5321 as tests of a client need, on its own port of 127.0.0.1. */
export class MailServer {
  readonly received: Received[] = [];
  /** Number of connections so far. */
  sessions = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(temper: Temper): Promise<MailServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const mailServer = new MailServer(server, `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('connection', (socket) => mailServer.serve(socket, temper));
    return mailServer;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(socket: Socket, temper: Temper): void {
    this.sessions += 1;
    this.sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
    if (temper === 'hangs') return;
    const session = new Session(temper, this.received);
    const answer = (lines: string): void => {
      if (lines === '') socket.destroy();
      else if (!socket.destroyed) socket.write(lines);
    };
    answer('220 mail.example ESMTP\r\n');
    let unread = '';
    socket.on('data', (chunk: Buffer) => {
      unread += chunk.toString();
      for (let end = unread.indexOf('\r\n'); end >= 0; end = unread.indexOf('\r\n')) {
        const line = unread.slice(0, end);
        unread = unread.slice(end + 2);
        if (temper === 'dribbles' && line === 'DATA') dribble(socket);
        else session.read(line, answer);
      }
    });
  }
}

/** Writes line after line of an answer that never ends. */
function dribble(socket: Socket): void {
  const timer = setInterval(() => socket.write('354-and\r\n'), DRIBBLE_MS);
  socket.on('close', () => clearInterval(timer));
}

class Session {
  private from = '';
  private to: string[] = [];
  private content: string[] | undefined;

  constructor(
    private readonly temper: Temper,
    private readonly received: Received[],
  ) {}

  /** An empty answer drops the connection. */
  read(line: string, answer: (lines: string) => void): void {
    if (this.content !== undefined) {
      if (line !== '.') this.content.push(line);
      else answer(this.take(this.content));
      return;
    }
    const [verb = ''] = line.toUpperCase().split(/[ :]/);
    const answers: Readonly<Record<string, () => string>> = {
      EHLO: () => '250 mail.example\r\n',
      MAIL: () => this.note(() => (this.from = line)),
      RCPT: () => (this.temper === 'refuses-recipient' ? '550 no such user\r\n' : this.note(() => this.to.push(line))),
      DATA: () => {
        this.content = [];
        return '354 go on\r\n';
      },
      QUIT: () => '221 bye\r\n',
      RSET: () => '250 ok\r\n',
    };
    answer((answers[verb] ?? (() => '500 what?\r\n'))());
  }

  private note(fact: () => unknown): string {
    fact();
    return '250 ok\r\n';
  }

  private take(content: readonly string[]): string {
    this.content = undefined;
    if (this.temper === 'refuses-content') return '554 no, thank you\r\n';
    this.received.push({ from: this.from, to: this.to, content: content.join('\r\n') });
    return this.temper === 'drops-after-data' ? '' : '250 taken\r\n';
  }
}

import { writeFile } from 'node:fs/promises';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

/** A mail server, a gateway for text messages and another system, which count what reaches them. */
export class Receivers {
  /** Ids and texts of messages received by mail, including repeats: another message may have the id of a lost one. */
  readonly mails: string[] = [];
  /** Ids and texts of messages received by the gateway. */
  readonly texts: string[] = [];
  /** Ids of events received by the other system. */
  readonly events: string[] = [];

  private constructor(
    private readonly servers: readonly (Server | HttpServer)[],
    private readonly sockets: Set<Socket>,
    readonly env: Readonly<Record<string, string>>,
  ) {}

  /** Listens on free ports. `folder`: where to write the file with the subscription to these event types. */
  static async start(folder: string, types: readonly string[]): Promise<Receivers> {
    const [mail, gateway, system] = [createServer(), createHttpServer(), createHttpServer()];
    const ports: number[] = [];
    for (const server of [mail, gateway, system]) {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      ports.push((server.address() as AddressInfo).port);
    }
    const [smtp, sms, hook] = ports;
    const file = join(folder, 'webhooks.yaml');
    const url = `http://127.0.0.1:${hook}/hook`;
    const subscription = { name: 'crm', url, secrets: [SECRET], events: types, internal: true };
    await writeFile(file, JSON.stringify({ subscriptions: [subscription] }));
    const receivers = new Receivers([mail, gateway, system], new Set(), {
      REDRESS_SMTP_URL: `smtp://127.0.0.1:${smtp}`,
      REDRESS_SMS: `http://127.0.0.1:${sms}/messages`,
      REDRESS_WEBHOOKS: file,
    });
    mail.on('connection', (socket) => receivers.takeMail(socket));
    gateway.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        receivers.texts.push(`${String(request.headers['idempotency-key'])} ${Buffer.concat(chunks).toString()}`);
        response.writeHead(200).end('{}');
      });
    });
    system.on('request', (request, response) => {
      request.resume().on('end', () => {
        receivers.events.push(String(request.headers['webhook-id']));
        response.writeHead(204).end();
      });
    });
    return receivers;
  }

  /** Returns what was received more than once. */
  get doubled(): readonly string[] {
    return [this.mails, this.texts, this.events].flatMap((ids) => ids.filter((id, at) => ids.indexOf(id) !== at));
  }

  /** Returns the number received, by way. */
  get counts() {
    return { mails: this.mails.length, texts: this.texts.length, events: this.events.length };
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    for (const server of this.servers) {
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  /** Implements as much of RFC 5321 as a client that sends whole messages needs. */
  private takeMail(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
    socket.write('220 mail.example ESMTP\r\n');
    let unread = '';
    let content: string[] | undefined;
    socket.on('data', (chunk: Buffer) => {
      unread += chunk.toString();
      for (let end = unread.indexOf('\r\n'); end >= 0; end = unread.indexOf('\r\n')) {
        const line = unread.slice(0, end);
        unread = unread.slice(end + 2);
        if (content !== undefined && line !== '.') {
          content.push(line);
          continue;
        }
        if (content !== undefined) this.mails.push(identityOf(content));
        content = line === 'DATA' ? [] : undefined;
        socket.write(line === 'DATA' ? '354 go on\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n');
      }
    });
  }
}

function identityOf(content: readonly string[]): string {
  const id = content.find((line) => /^Message-ID:/i.test(line));
  return [id, ...content.slice(content.indexOf(''))].join('\n');
}

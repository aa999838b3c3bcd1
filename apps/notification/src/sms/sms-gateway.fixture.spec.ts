import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A status; `hangs` accepts a message and never answers; `drops` accepts it and closes the connection. */
export type GatewayAnswer = number | 'hangs' | 'drops';

/** A gateway on its own port of 127.0.0.1 that gives the configured answers in turn; the last one repeats. */
export class SmsGateway {
  readonly received: Received[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(...answers: readonly GatewayAnswer[]): Promise<SmsGateway> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const gateway = new SmsGateway(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages`);
    server.on('request', (request, response) => void gateway.serve(request, response, answers));
    return gateway;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(
    request: IncomingMessage,
    response: ServerResponse,
    answers: readonly GatewayAnswer[],
  ): Promise<void> {
    const chunks = await Array.fromAsync(request as AsyncIterable<Buffer>);
    this.received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    const answer = answers[Math.min(this.received.length, answers.length) - 1] ?? 200;
    if (answer === 'hangs') return;
    if (answer === 'drops') request.socket.destroy();
    else response.writeHead(answer, { location: 'http://127.0.0.1:9/elsewhere' }).end('{}');
  }
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Call {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Another system on its own port of 127.0.0.1 that answers as configured: with a status, or never. */
export class Receiver {
  readonly calls: Call[] = [];
  answer: number | 'never' = 204;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<Receiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const receiver = new Receiver(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
    server.on('request', (request, response) => void receiver.serve(request, response));
    return receiver;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks = await Array.fromAsync(request as AsyncIterable<Buffer>);
    this.calls.push({ headers: request.headers as Record<string, string>, body: Buffer.concat(chunks).toString() });
    if (this.answer !== 'never') response.writeHead(this.answer, { location: '/elsewhere' }).end('thank you');
  }
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { isSigned, sha256, type Signer } from './signature-v4.js';

/** Speaks as much of S3's protocol as keeps and gives objects of one bucket, addressed by path, on loopback. Forgets all at its end. */
export class S3StandIn {
  readonly bucket = 'complaints';
  readonly accessKeyId = 'AKIDSTANDIN';
  readonly secret = 'stand-in-secret';
  private readonly objects = new Map<string, Buffer>();
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch(() => response.destroy());
    });
  }

  static async start(): Promise<S3StandIn> {
    const standIn = new S3StandIn();
    standIn.server.listen(0, '127.0.0.1');
    await once(standIn.server, 'listening');
    return standIn;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** May be repeated. */
  async stop(): Promise<void> {
    if (!this.server.listening) return;
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray());
    const path = request.url ?? '';
    const signer: Signer = { accessKeyId: this.accessKeyId, secret: this.secret };
    if (!isSigned(request, signer)) return refuse(response, 403, 'SignatureDoesNotMatch');
    if (!path.startsWith(`/${this.bucket}/`)) return refuse(response, 404, 'NoSuchBucket');
    if (request.method === 'PUT') {
      if (request.headers['x-amz-content-sha256'] !== sha256(body))
        return refuse(response, 400, 'XAmzContentSHA256Mismatch');
      this.objects.set(path, body);
      response.writeHead(200).end();
      return;
    }
    const object = this.objects.get(path);
    if (request.method !== 'GET' || object === undefined) return refuse(response, 404, 'NoSuchKey');
    response.writeHead(200, { 'content-length': object.length }).end(object);
  }
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`);
}

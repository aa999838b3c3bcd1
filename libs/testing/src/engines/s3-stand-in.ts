import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Page size: S3 may return fewer than requested; small, so that every listing has pages. */
const LISTED_AT_ONCE = 3;

/**
 * Implements the part of S3's protocol that stores, returns, lists and removes objects of one bucket, addressed by path, on loopback and
 * in memory.
 */
export class S3StandIn {
  readonly bucket = 'complaints';
  readonly accessKeyId = 'AKIDSTANDIN';
  readonly secret = 'stand-in-secret';
  /** Number of requests received. */
  calls = 0;
  private readonly objects = new Map<string, { readonly content: Buffer; readonly putAt: Date }>();
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      this.calls += 1;
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

  /** Idempotent. */
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
    const url = new URL(path, 'http://127.0.0.1');
    if (url.pathname === `/${this.bucket}` && url.searchParams.get('list-type') === '2')
      return this.list(url, response);
    if (!path.startsWith(`/${this.bucket}/`)) return refuse(response, 404, 'NoSuchBucket');
    if (request.method === 'PUT') {
      if (request.headers['x-amz-content-sha256'] !== sha256(body))
        return refuse(response, 400, 'XAmzContentSHA256Mismatch');
      this.objects.set(path, { content: body, putAt: new Date() });
      response.writeHead(200).end();
      return;
    }
    if (request.method === 'DELETE') {
      this.objects.delete(path);
      response.writeHead(204).end();
      return;
    }
    const object = this.objects.get(path);
    if (request.method !== 'GET' || object === undefined) return refuse(response, 404, 'NoSuchKey');
    response.writeHead(200, { 'content-length': object.content.length }).end(object.content);
  }

  /** Implements ListObjectsV2. Its token is the last name of the previous page, with a character that XML escapes. */
  private list({ searchParams }: URL, response: ServerResponse): void {
    const prefix = searchParams.get('prefix') ?? '';
    const after = searchParams.get('continuation-token')?.replace(/^&/, '') ?? '';
    const names = [...this.objects.keys()].map((path) => path.slice(`/${this.bucket}/`.length));
    const left = names.filter((name) => name.startsWith(prefix) && name > after).sort();
    const page = left.slice(0, LISTED_AT_ONCE);
    const contents = page.map((name) => {
      const { content, putAt } = this.objects.get(`/${this.bucket}/${name}`)!;
      const said = `<Key>${name}</Key><LastModified>${putAt.toISOString()}</LastModified><Size>${content.length}</Size>`;
      return `<Contents>${said}</Contents>`;
    });
    const isTruncated = left.length > page.length;
    const token = isTruncated ? `<NextContinuationToken>&amp;${page.at(-1)!}</NextContinuationToken>` : '';
    response.writeHead(200, { 'content-type': 'application/xml' });
    response.end(
      `<ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>${token}${contents.join('')}</ListBucketResult>`,
    );
  }
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`);
}

interface Signer {
  readonly accessKeyId: string;
  readonly secret: string;
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;
/** Headers that must be signed: otherwise a signature could be reused for another request. */
const SIGNED_AT_LEAST = ['host', 'x-amz-content-sha256', 'x-amz-date'];

/**
 * Tells whether a request carries the signature of this signer (AWS Signature Version 4, "Authenticating Requests: Using the Authorization
 * Header").
 */
function isSigned({ method = '', url = '', headers }: IncomingMessage, { accessKeyId, secret }: Signer): boolean {
  const found = AUTHORIZATION.exec(headers.authorization ?? '');
  if (found === null) return false;
  const [, id, date = '', region = '', signedHeaders = '', signature] = found;
  const names = signedHeaders.split(';');
  if (id !== accessKeyId || !SIGNED_AT_LEAST.every((name) => names.includes(name))) return false;
  const [path = '', query = ''] = url.split('?');
  const lines = names.map((name) => `${name}:${String(headers[name] ?? '').trim()}\n`).join('');
  const payload = String(headers['x-amz-content-sha256']);
  const canonical = [method, path, query.split('&').sort().join('&'), lines, signedHeaders, payload].join('\n');
  const scope = `${date}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', String(headers['x-amz-date']), scope, sha256(canonical)].join('\n');
  const key = [date, region, 's3', 'aws4_request'].reduce<Buffer | string>(hmac, `AWS4${secret}`);
  return hmac(key, toSign).toString('hex') === signature;
}

function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

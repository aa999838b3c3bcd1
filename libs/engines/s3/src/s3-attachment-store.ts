import { createHash } from 'node:crypto';
import {
  attachmentAt,
  type AttachmentKey,
  attachmentPath,
  type AttachmentStore,
  StoreClosedError,
  type StoredAttachment,
  StoreUnavailableError,
  toInstant,
} from '@redress/eventing';
import { AwsClient } from 'aws4fetch';

export interface S3AttachmentStoreOptions {
  /** `s3://key:secret@host/bucket/prefix?region=eu-central-1`. Secret. */
  readonly url: string;
  /** Timeout of one call, in milliseconds. Default 20,000. */
  readonly call_ms?: number;
}

const CALL_MS = 20_000;

/** Opens a bucket of an S3-compatible store. Sends no request yet, so that a service starts while the bucket is unreachable. */
export function openS3AttachmentStore({ url, call_ms = CALL_MS }: S3AttachmentStoreOptions): AttachmentStore {
  return new S3AttachmentStore(parseS3Url(url), call_ms);
}

/** Key that no content has; reading it needs the same permissions as reading a content. */
const CHECKED = { subject: 'check', name: 'check' };

/**
 * Contents as objects of one bucket, `<prefix>/<subject>/<name>`, addressed by path. S3 guarantees that an object is complete or absent,
 * and that an acknowledged PUT is durable.
 */
class S3AttachmentStore implements AttachmentStore {
  private readonly client: AwsClient;
  private readonly root: string;
  private isClosed = false;

  constructor(
    { root, ...key }: S3Place,
    private readonly call_ms: number,
  ) {
    this.root = root;
    // The sender may retry; retrying here would only hold the file in memory for longer.
    this.client = new AwsClient({ ...key, service: 's3', retries: 0 });
  }

  async put(key: AttachmentKey, content: Uint8Array): Promise<void> {
    // The store refuses bytes with another hash, so that nothing damaged in transit is stored.
    const sha256 = createHash('sha256').update(content).digest('hex');
    const answer = await this.ask(this.urlOf(key), {
      method: 'PUT',
      body: Buffer.from(content),
      headers: { 'x-amz-content-sha256': sha256, 'content-type': 'application/octet-stream' },
    });
    await bodyOf(answer);
    if (answer.status !== 200) throw unavailable(answer.status);
  }

  async get(key: AttachmentKey): Promise<Uint8Array | undefined> {
    const answer = await this.ask(this.urlOf(key), { method: 'GET' });
    const body = await bodyOf(answer);
    if (answer.status === 404 && isNoSuchKey(body)) return undefined;
    if (answer.status !== 200) throw unavailable(answer.status);
    return new Uint8Array(body);
  }

  /** Reads pages of 1,000. S3 lists in name order, so those of one subject are together. */
  async *list(): AsyncGenerator<StoredAttachment> {
    let next: string | undefined;
    do {
      const answer = await this.ask(listingUrl(this.root, next), { method: 'GET' });
      const body = await bodyOf(answer);
      const page = answer.status === 200 ? parseListing(Buffer.from(body).toString('utf8'), this.root) : undefined;
      if (page === undefined) throw unavailable(answer.status);
      yield* page.stored;
      next = page.next;
    } while (next !== undefined);
  }

  async remove(key: AttachmentKey): Promise<void> {
    const answer = await this.ask(this.urlOf(key), { method: 'DELETE' });
    const body = await bodyOf(answer);
    if (answer.status === 404 && isNoSuchKey(body)) return;
    if (answer.status !== 204 && answer.status !== 200) throw unavailable(answer.status);
  }

  async check(): Promise<void> {
    await this.get(CHECKED);
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }

  private urlOf(key: AttachmentKey): string {
    return `${this.root}/${attachmentPath(key)}`;
  }

  private async ask(url: string, request: RequestInit): Promise<Response> {
    if (this.isClosed) throw new StoreClosedError('The attachment store is closed.');
    try {
      return await this.client.fetch(url, { ...request, redirect: 'error', signal: AbortSignal.timeout(this.call_ms) });
    } catch (cause) {
      throw unavailable(0, cause);
    }
  }
}

function bodyOf(answer: Response): Promise<ArrayBuffer> {
  return answer.arrayBuffer().catch((cause: unknown) => {
    throw unavailable(0, cause);
  });
}

/** A missing bucket also answers 404, which does not mean that the file never existed. */
function isNoSuchKey(body: ArrayBuffer): boolean {
  return Buffer.from(body).toString('utf8').includes('<Code>NoSuchKey</Code>');
}

function unavailable(status: number, cause?: unknown): StoreUnavailableError {
  const said = status === 0 ? 'did not answer' : `answered with ${status}`;
  return new StoreUnavailableError(`The bucket of the attachments ${said}.`, { cause });
}

/** The content of an `s3:` URL. Secret: it holds the key. */
interface S3Place {
  /** Address of the bucket and prefix, without a trailing slash: `https://minio.example.org:9000/complaints/attachments`. */
  readonly root: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

const DEFAULT_REGION = 'us-east-1';
const BUCKET_AND_PREFIX = /^\/[a-z0-9][a-z0-9.-]{2,62}(?:\/[A-Za-z0-9_-]{1,100})*\/?$/;

/** The fault of the URL, worded to continue a sentence that begins with the variable's name; never quotes the URL. */
export function s3UrlFault(url: string): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || parsed.hostname === '') return 'is no URL with a host.';
  if (parsed.username === '' || parsed.password === '') return 'names no access key, or no secret, before the host.';
  if (!BUCKET_AND_PREFIX.test(parsed.pathname)) return 'names no bucket in its path.';
  for (const [option, value] of parsed.searchParams) {
    if (option === 'tls' ? !['true', 'false'].includes(value) : option !== 'region' || !/^[a-z0-9-]{1,40}$/.test(value))
      return 'has an option that is neither region nor tls=true or false.';
  }
  return undefined;
}

/** Throws a `RangeError` for an invalid URL. */
export function parseS3Url(url: string): S3Place {
  if (s3UrlFault(url) !== undefined) throw new RangeError('The s3: URL cannot be used.');
  const { username, password, host, pathname, searchParams } = new URL(url);
  const scheme = searchParams.get('tls') === 'false' ? 'http' : 'https';
  return {
    root: `${scheme}://${host}${pathname.replace(/\/$/, '')}`,
    accessKeyId: decodeURIComponent(username),
    secretAccessKey: decodeURIComponent(password),
    region: searchParams.get('region') ?? DEFAULT_REGION,
  };
}

/** One page of a listing (S3 API, ListObjectsV2). */
interface S3Page {
  readonly stored: readonly StoredAttachment[];
  /** Token to request the next page; undefined on the last one. */
  readonly next?: string;
}

/** The address of a listing of the objects under a root. A page has at most 1,000; S3 may return fewer. */
export function listingUrl(root: string, next: string | undefined): string {
  const { origin, bucket, prefix } = partsOf(root);
  const url = new URL(`${origin}/${bucket}`);
  url.searchParams.set('list-type', '2');
  if (prefix !== '') url.searchParams.set('prefix', prefix);
  if (next !== undefined) url.searchParams.set('continuation-token', next);
  return url.href;
}

/**
 * Reads the objects under a root from a page; undefined if it is no such page. Looks for known elements only: their texts hold no markup,
 * and the characters of our names are never escaped.
 */
export function parseListing(xml: string, root: string): S3Page | undefined {
  if (!xml.includes('<ListBucketResult')) return undefined;
  const { prefix } = partsOf(root);
  const stored = [...xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)].flatMap(([, contents = '']) => {
    const path = textIn(contents, 'Key') ?? '';
    const key = path.startsWith(prefix) ? attachmentAt(path.slice(prefix.length)) : undefined;
    const storedAt = new Date(textIn(contents, 'LastModified') ?? '');
    const bytes = Number(textIn(contents, 'Size'));
    return key === undefined ? [] : [{ ...key, bytes, storedAt: toInstant(storedAt.toISOString()) }];
  });
  const next = textIn(xml, 'IsTruncated') === 'true' ? textIn(xml, 'NextContinuationToken') : undefined;
  return { stored, ...(next !== undefined && { next: unescaped(next) }) };
}

/** The bucket of a root, and its objects' name prefix: empty, or with a trailing slash. */
function partsOf(root: string): { readonly origin: string; readonly bucket: string; readonly prefix: string } {
  const { origin, pathname } = new URL(root);
  const [bucket = '', ...folders] = pathname.slice(1).split('/');
  return { origin, bucket, prefix: folders.map((folder) => `${folder}/`).join('') };
}

function textIn(xml: string, element: string): string | undefined {
  return new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1];
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '');
}

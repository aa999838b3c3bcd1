import {
  attachmentPath,
  StoreClosedError,
  StoreUnavailableError,
  type AttachmentKey,
  type AttachmentStore,
  type StoredAttachment,
} from '@redress/eventing';
import { AwsClient } from 'aws4fetch';
import { createHash } from 'node:crypto';
import { listingUrl, parseListing } from './s3-listing.js';
import type { S3Place } from './s3-url.js';

/** No content has this name, and asking for it needs the same permissions as reading one. */
const CHECKED = { subject: 'check', name: 'check' };

/**
 * Contents as objects of one bucket, `<prefix>/<subject>/<name>`, addressed by path. An object is there whole or not at all, and a PUT that
 * was answered is durable: both are S3's own promises.
 */
export class S3AttachmentStore implements AttachmentStore {
  private readonly client: AwsClient;
  private readonly root: string;
  private isClosed = false;

  constructor(
    { root, ...key }: S3Place,
    private readonly call_ms: number,
  ) {
    this.root = root;
    // Whoever sends the file may send it again; retrying here would only hold it in memory for longer.
    this.client = new AwsClient({ ...key, service: 's3', retries: 0 });
  }

  async put(key: AttachmentKey, content: Uint8Array): Promise<void> {
    // The store refuses bytes with another hash: nothing is kept that was damaged on its way.
    const sha256 = createHash('sha256').update(content).digest('hex');
    const answer = await this.ask(this.urlOf(key), {
      method: 'PUT',
      body: Buffer.from(content),
      headers: { 'x-amz-content-sha256': sha256, 'content-type': 'application/octet-stream' },
    });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw unavailable(answer.status);
  }

  async get(key: AttachmentKey): Promise<Uint8Array | undefined> {
    const answer = await this.ask(this.urlOf(key), { method: 'GET' });
    const body = await bodyOf(answer);
    if (answer.status === 404 && isNoSuchKey(body)) return undefined;
    if (answer.status !== 200) throw unavailable(answer.status);
    return new Uint8Array(body);
  }

  /** By pages of 1,000. S3 answers in the order of the names, so those of one subject are together. */
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

/** A bucket that is not there answers 404 as well, and is no reason to say that there never was such a file. */
function isNoSuchKey(body: ArrayBuffer): boolean {
  return Buffer.from(body).toString('utf8').includes('<Code>NoSuchKey</Code>');
}

function unavailable(status: number, cause?: unknown): StoreUnavailableError {
  const said = status === 0 ? 'did not answer' : `answered with ${status}`;
  return new StoreUnavailableError(`The bucket of the attachments ${said}.`, { cause });
}

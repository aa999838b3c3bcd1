import { parseJson } from '@redress/eventing';
import { Problem } from '../problems/problem.js';

/** Scans a file before it is stored. Injection token: `ATTACHMENT_SCANNER`. */
export interface AttachmentScanner {
  /** Rejects with `Problem('scanner-unavailable')` when the scanner gives no verdict, so that no file is accepted unscanned. */
  scan(content: Uint8Array): Promise<'clean' | 'infected'>;
}

/** `AttachmentScanner` */
export const ATTACHMENT_SCANNER = Symbol('ATTACHMENT_SCANNER');

/** Default when no scanner is configured: accepts every file as clean. */
export const noScanner: AttachmentScanner = { scan: async () => 'clean' };

const SCAN_MS_MAX = 15_000;
const RETRY_AFTER_SECONDS = 30;
/** Answers longer than this are ignored. */
const ANSWER_CHARACTERS_MAX = 10_000;

/**
 * A scanner over HTTP. The bytes are POSTed unchanged; the answer is 200 with the JSON `{ "result": "clean" }` or `{ "result": "infected"
 * }`. Any other answer, or none in time, counts as no verdict.
 */
export class HttpScanner implements AttachmentScanner {
  constructor(
    private readonly url: string,
    private readonly timeout_ms = SCAN_MS_MAX,
  ) {}

  async scan(content: Uint8Array): Promise<'clean' | 'infected'> {
    const result = await this.ask(content).catch(() => undefined);
    if (result === 'clean' || result === 'infected') return result;
    throw new Problem('scanner-unavailable', { retryAfterSeconds: RETRY_AFTER_SECONDS });
  }

  private async ask(content: Uint8Array): Promise<unknown> {
    const answer = await fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: Buffer.from(content),
      redirect: 'error',
      signal: AbortSignal.timeout(this.timeout_ms),
    });
    const text = await answer.text();
    if (answer.status !== 200 || text.length > ANSWER_CHARACTERS_MAX) return undefined;
    return (parseJson(text) as { readonly result?: unknown } | null)?.result;
  }
}

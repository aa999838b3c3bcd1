import { eventually } from '@redress/testing';
import type { Office } from './office.js';

/** One message of a stream of server-sent events. */
export interface LiveMessage {
  readonly type: string;
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface LiveOptions {
  /** `reference=...&mine=true` */
  readonly query?: string;
  readonly lastEventId?: string;
  /** In place of the office's token. */
  readonly token?: string;
}

/** Somebody who follows the cases live: for specs on a running system. */
export class LiveReader {
  readonly messages: LiveMessage[] = [];
  hasEnded = false;

  private constructor(
    readonly status: number,
    private readonly stop: AbortController,
  ) {}

  /** Resolves with the answer's head; the messages follow. */
  static async open(office: Office, who: string, options: LiveOptions = {}): Promise<LiveReader> {
    const { query = '', lastEventId, token = office.tokenFor(who) } = options;
    const headers = {
      authorization: `Bearer ${token}`,
      ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
    };
    return LiveReader.ask(`${office.url}/api/cases/events?${query}`, headers);
  }

  /** As a browser whose session is in this `Cookie` header. */
  static openWithCookie({ url }: { readonly url: string }, cookie: string | undefined): Promise<LiveReader> {
    return LiveReader.ask(`${url}/api/cases/events`, { ...(cookie !== undefined && { cookie }) });
  }

  private static async ask(url: string, headers: Readonly<Record<string, string>>): Promise<LiveReader> {
    const stop = new AbortController();
    const answer = await fetch(url, { headers, signal: stop.signal });
    const reader = new LiveReader(answer.status, stop);
    if (answer.status === 200 && answer.body !== null) void reader.read(answer.body);
    else stop.abort();
    return reader;
  }

  get changes(): readonly LiveMessage[] {
    return this.messages.filter(({ type }) => type === 'change');
  }

  get lastEventId(): string {
    return this.messages.at(-1)?.id ?? '';
  }

  /** Each change as `reference/revision`. */
  get told(): readonly string[] {
    return this.changes.map(({ data }) => `${String(data['reference'])}/${String(data['revision'])}`);
  }

  /** Resolves with the first message that fits, waiting for it. */
  async message(isWanted: (message: LiveMessage) => boolean): Promise<LiveMessage> {
    const found = await eventually(
      () => Promise.resolve(this.messages.find(isWanted)),
      (message) => message !== undefined,
    );
    if (found === undefined) throw new Error('There is no such message.');
    return found;
  }

  /** Resolves when the change with this revision of a case was told. */
  change(reference: string, revision: number): Promise<LiveMessage> {
    return this.message(({ data }) => data['reference'] === reference && data['revision'] === revision);
  }

  /** Resolves when the first message has come. */
  async begun(): Promise<this> {
    await this.message(({ type }) => type === 'ready' || type === 'read-again');
    return this;
  }

  async ended(): Promise<void> {
    await eventually(
      () => Promise.resolve(this.hasEnded),
      (hasEnded) => hasEnded,
    );
  }

  close(): void {
    this.stop.abort();
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let text = '';
    try {
      for await (const chunk of body) {
        text += decoder.decode(chunk, { stream: true });
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        this.messages.push(...blocks.flatMap(messageIn));
      }
    } catch {
      // Closed by either side, which `hasEnded` says.
    }
    this.hasEnded = true;
  }
}

/** A block without data is no message: a comment, or how long to wait. */
function messageIn(block: string): readonly LiveMessage[] {
  const fields = Object.fromEntries(
    block.split('\n').map((line) => {
      const [, name = '', value = ''] = /^([a-z]*): ?(.*)$/.exec(line) ?? [];
      return [name, value];
    }),
  ) as Readonly<Record<string, string>>;
  const { event = '', id = '', data } = fields;
  return data === undefined ? [] : [{ type: event, id, data: JSON.parse(data) as LiveMessage['data'] }];
}

import type { EventStoreDBClient } from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';
import { type ServerInUse, StoreUnavailableError } from '@redress/eventing';
import { type AnsweringStream, type CallWatch, type Channel, OneCallPerAppend, unavailable } from './client.js';
import { Discovery } from './discovery.js';

/** Delay of a second check: a timer that fires late because this process was suspended does not prove that the server is silent. */
const SECOND_LOOK_MS = 100;

/**
 * The connection to one node at a time. The official client does not notice a machine that accepts connections and never answers (a paused
 * virtual machine, a black-holed network): calls end at their deadlines, which does not make it look for another node, and its keepalive
 * starts only on a ready connection. So when no call of any kind has had an answer for `patience_ms`, this drops the connection, fails its
 * pending calls as unavailable, and lets the next call find a node again.
 */
export class Connection implements CallWatch {
  readonly client: EventStoreDBClient;
  readonly resolve: (() => Promise<string>) | undefined;
  private readonly discovery: Discovery | undefined;
  private readonly lines = new WeakMap<Channel, Line>();
  private newest: Line | undefined;

  /** `patience_ms`: two deadlines. Throws the client's error for a string that passes {@link eventStoreDbUrlFault}: a file is missing. */
  constructor(
    url: string,
    private readonly patience_ms: number,
  ) {
    this.discovery = Discovery.needed(url);
    this.resolve = this.discovery?.find;
    this.client = OneCallPerAppend.connect(url, this);
  }

  /** The node of the last call, and how long it has left calls unanswered. Undefined before the first call. */
  get inUse(): ServerInUse | undefined {
    return this.newest === undefined ? undefined : { server: this.newest.node, silent_ms: this.newest.silent_ms };
  }

  single<Answer>(channel: Channel, asked_ms: number, call: () => Promise<Answer>): Promise<Answer> {
    return this.lineOf(channel, asked_ms).single(call);
  }

  stream<Stream extends AnsweringStream>(channel: Channel, asked_ms: number, call: () => Stream): Stream {
    return this.lineOf(channel, asked_ms).stream(call);
  }

  async close(): Promise<void> {
    this.discovery?.close();
    this.newest?.close();
    await OneCallPerAppend.close(this.client);
  }

  /** The line of a channel. Throws for a call that waited for a node until its caller gave up. */
  private lineOf(channel: Channel, asked_ms: number): Line {
    // Differs from gRPC's own error, which would make the client leave the node that was just found.
    if (performance.now() - asked_ms > this.patience_ms) {
      throw new StoreUnavailableError('No node of EventStoreDB was found in time.');
    }
    const known = this.lines.get(channel);
    if (known !== undefined) return known;
    const line = new Line(channel, this.patience_ms, () => {
      this.discovery?.avoid(line.node);
      void OneCallPerAppend.letGo(this.client, channel).catch(() => undefined);
    });
    this.lines.set(channel, line);
    this.newest = line;
    return line;
  }
}

/** One connection to one node, from its first call to the silence or the failure that ends it. */
class Line {
  /** `host:port`. */
  readonly node: string;
  /** Calls waiting for an answer, or for more of one; each is called with the error when the line is dropped. */
  private readonly open = new Set<(error: Error) => void>();
  private silentSince_ms: number | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    channel: Channel,
    private readonly patience_ms: number,
    private readonly letGo: () => void,
  ) {
    // gRPC prefixes how the name is resolved: dns:host:port.
    this.node = channel.getTarget().replace(/^[a-z0-9]+:(\/+)?(?=.*:)/, '');
  }

  get silent_ms(): number {
    return this.silentSince_ms === undefined ? 0 : Math.round(performance.now() - this.silentSince_ms);
  }

  async single<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    const left = Promise.withResolvers<never>();
    this.asked(left.reject);
    try {
      const answer = await Promise.race([call(), left.promise]);
      this.heard();
      return answer;
    } catch (error) {
      this.failed(error);
      throw error;
    } finally {
      this.open.delete(left.reject);
    }
  }

  stream<Stream extends AnsweringStream>(call: () => Stream): Stream {
    const stream = call();
    const leave = (error: Error): void => {
      stream.emit('error', error);
      stream.cancel();
    };
    const over = (): boolean => this.open.delete(leave);
    this.asked(leave);
    stream.on('metadata', () => this.heard());
    stream.on('error', (error) => over() && this.failed(error));
    stream.on('end', over);
    stream.on('close', over);
    return stream;
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private asked(leave: (error: Error) => void): void {
    this.open.add(leave);
    if (this.silentSince_ms !== undefined) return;
    this.silentSince_ms = performance.now();
    this.look(this.patience_ms, () => this.look(SECOND_LOOK_MS, () => this.leave()));
  }

  private heard(): void {
    this.silentSince_ms = undefined;
    clearTimeout(this.timer);
  }

  /** A refusal counts as an answer; a missed deadline and a cancelled call do not. */
  private failed(error: unknown): void {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== status.DEADLINE_EXCEEDED && code !== status.CANCELLED) this.heard();
  }

  private look(after_ms: number, then: () => void): void {
    this.timer = setTimeout(then, after_ms);
    this.timer.unref();
  }

  private leave(): void {
    this.letGo();
    const leaving = [...this.open];
    this.open.clear();
    for (const leave of leaving) leave(unavailable());
  }
}

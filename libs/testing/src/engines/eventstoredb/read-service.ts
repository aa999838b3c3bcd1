import type { ServerWritableStream } from '@grpc/grpc-js';
import { isSoftDeleted } from './append-check.js';
import type { CheckpointRules } from './checkpoint-rules.js';
import { eventFilterOf } from './event-filter.js';
import type { EventLog } from './event-log.js';
import type { Faults } from './faults.js';
import { comparePositions, type LogEntry } from './log-entry.js';
import { streamName } from './proposals.js';
import { eventAnswer, streamNotFoundAnswer, type ReadReq, type ReadResp } from './read-answers.js';
import { allRange, positionOf, streamRange } from './read-ranges.js';
import { invalid, streamDeleted } from './refusals.js';
import { subscriptionAnswers } from './subscription.js';

type Options = NonNullable<ReturnType<ReadReq['getOptions']>>;
type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

/** Reads and subscriptions, of one stream and of all. */
export class ReadService {
  private readonly log: EventLog;
  private readonly faults: Faults;
  private readonly checkpoints: CheckpointRules;

  constructor(log: EventLog, faults: Faults, checkpoints: CheckpointRules) {
    this.log = log;
    this.faults = faults;
    this.checkpoints = checkpoints;
  }

  /** Resolves when everything was sent, or the client has disconnected. Throws a refusal. */
  async read(call: ReadCall): Promise<void> {
    const options = call.request.getOptions();
    if (options === undefined) throw invalid('A read needs options.');
    await this.faults.admit();
    if (!options.hasSubscription()) {
      await this.send(call, this.finite(options));
      return;
    }
    const dropped = Promise.withResolvers<void>();
    const ended = new AbortController();
    const drop = (error: Error | undefined) => {
      ended.abort();
      if (error === undefined) dropped.resolve();
      else dropped.reject(error);
    };
    call.once('cancelled', () => drop(undefined));
    const forget = this.faults.onDrop(drop);
    const source = this.subscribed(options);
    const answers = subscriptionAnswers({
      ...source,
      log: this.log,
      checkpoints: this.checkpoints,
      signal: ended.signal,
    });
    try {
      await Promise.race([dropped.promise, this.send(call, answers, () => this.faults.isSilent(drop))]);
    } finally {
      forget();
      ended.abort();
    }
  }

  private async send(
    call: ReadCall,
    answers: AsyncIterable<ReadResp> | Iterable<ReadResp>,
    isSilent = () => false,
  ): Promise<void> {
    for await (const answer of answers) {
      await this.faults.beforeMessage();
      if (call.cancelled || call.destroyed) return;
      if (isSilent()) await new Promise(() => undefined);
      if (!call.write(answer)) await drained(call);
    }
  }

  private *finite(options: Options): Generator<ReadResp> {
    let left = options.hasCount() ? Number(options.getCount()) : Infinity;
    const filter = this.filterOf(options);
    for (const entry of this.range(options)) {
      if (entry === 'not-found') yield streamNotFoundAnswer(streamName(options.getStream()?.getStreamIdentifier()));
      else if (left > 0 && (filter === undefined || filter.matches(entry))) {
        left -= 1;
        yield eventAnswer(this.log, entry);
      }
      if (left <= 0) return;
    }
  }

  private *range(options: Options): Generator<LogEntry | 'not-found'> {
    if (options.hasAll()) {
      yield* allRange(this.log, options);
      return;
    }
    const name = streamName(options.getStream()?.getStreamIdentifier());
    const state = this.log.stream(name);
    if (state.tombstoned) throw streamDeleted(name);
    // A stream emptied by `$tb` or `$maxAge` exists, and is empty.
    if (state.entries.length === 0 || isSoftDeleted(state)) yield 'not-found';
    else yield* streamRange(state, options);
  }

  private subscribed(options: Options) {
    const { log } = this;
    if (options.hasAll())
      return { entries: () => log.entries, from: this.startInAll(options), filter: this.filterOf(options) };
    const name = streamName(options.getStream()?.getStreamIdentifier());
    const state = log.stream(name);
    if (state.tombstoned) throw streamDeleted(name);
    const target = options.getStream()!;
    const from = target.hasRevision() ? Number(target.getRevision()) + 1 : target.hasEnd() ? state.entries.length : 0;
    const entries = () => log.stream(name).entries;
    return { entries, from: Math.max(from, state.truncateBefore), filter: undefined };
  }

  /** A subscription begins after the given position, which must be one that the server issued. */
  private startInAll(options: Options): number {
    const target = options.getAll()!;
    if (target.hasEnd()) return this.log.entries.length;
    if (!target.hasPosition()) return 0;
    const position = positionOf(target);
    const index = this.log.indexFrom(position);
    const found = this.log.entries[index];
    if (found === undefined || comparePositions(found.position, position) !== 0) throw invalid('Invalid position.');
    return index + 1;
  }

  private filterOf(options: Options) {
    const filter = options.getFilter();
    return filter === undefined ? undefined : eventFilterOf(filter);
  }
}

function drained(call: ReadCall): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      call.off('drain', go);
      call.off('cancelled', go);
      call.off('close', go);
      resolve();
    };
    call.on('drain', go);
    call.on('cancelled', go);
    call.on('close', go);
  });
}

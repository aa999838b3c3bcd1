import type { ServerWritableStream } from '@grpc/grpc-js';
import { ALL_STREAMS, type Caller } from './access/access.js';
import { isSoftDeleted } from './append-check.js';
import { eventFilterOf } from './event-filter.js';
import type { EventLog } from './event-log.js';
import type { Faults } from './faults.js';
import { comparePositions, type LogEntry, type LogPosition } from './log-entry.js';
import { streamName } from './proposals.js';
import { eventAnswer, streamNotFoundAnswer, type ReadReq, type ReadResp } from './read-answers.js';
import { allRange, isPlace, positionOf, streamRange } from './read-ranges.js';
import { invalid, streamDeleted } from './refusals.js';
import type { VersionRules } from './server-version.js';
import { subscriptionAnswers } from './subscription.js';

type Options = NonNullable<ReturnType<ReadReq['getOptions']>>;
type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

interface ReadRules {
  readonly rules: VersionRules;
  /** Number of events between checkpoints; undefined to follow the client's request. */
  readonly checkpointEvery: number | undefined;
}

/** Reads and subscriptions, of one stream and of all. */
export class ReadService {
  private readonly log: EventLog;
  private readonly faults: Faults;
  private readonly rules: VersionRules;
  private readonly checkpointEvery: number | undefined;

  constructor(log: EventLog, faults: Faults, { rules, checkpointEvery }: ReadRules) {
    this.log = log;
    this.faults = faults;
    this.rules = rules;
    this.checkpointEvery = checkpointEvery;
  }

  /** Resolves when everything was sent, or the client has disconnected. Throws a refusal. */
  async read(call: ReadCall, caller: Caller): Promise<void> {
    const options = call.request.getOptions();
    if (options === undefined) throw invalid('A read needs options.');
    const mayRead = () => caller.require('read', targetOf(options));
    mayRead();
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
      mayRead,
      rules: this.rules,
      checkpointEvery: this.checkpointEvery,
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
      yield* allRange(this.log, options, this.rules);
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
      return { entries: () => log.entries, ...this.startInAll(options), filter: this.filterOf(options) };
    const name = streamName(options.getStream()?.getStreamIdentifier());
    const state = log.stream(name);
    if (state.tombstoned) throw streamDeleted(name);
    const target = options.getStream()!;
    const from = target.hasRevision() ? Number(target.getRevision()) + 1 : target.hasEnd() ? state.entries.length : 0;
    const entries = () => log.stream(name).entries;
    return { entries, from: Math.max(from, state.truncateBefore), beyond: undefined, filter: undefined };
  }

  /** A subscription begins after the given position. From beyond the end it stays silent until the log has grown past it. */
  private startInAll(options: Options): { readonly from: number; readonly beyond: LogPosition | undefined } {
    const target = options.getAll()!;
    if (target.hasEnd()) return { from: this.log.entries.length, beyond: undefined };
    if (!target.hasPosition()) return { from: 0, beyond: undefined };
    const position = positionOf(target);
    if (!isPlace(this.log, position)) throw this.rules.noEventThere();
    const index = this.log.indexFrom(position);
    const found = this.log.entries[index];
    if (found === undefined) return { from: index, beyond: position };
    return { from: comparePositions(found.position, position) === 0 ? index + 1 : index, beyond: undefined };
  }

  private filterOf(options: Options) {
    const filter = options.getFilter();
    return filter === undefined ? undefined : eventFilterOf(filter);
  }
}

/** The stream that a read names, or `$all`. */
function targetOf(options: Options): string {
  return options.hasAll() ? ALL_STREAMS : streamName(options.getStream()?.getStreamIdentifier());
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

import { LRUCache } from 'lru-cache';
import { isRefusal, type DecidedEvent, type Decider, type Refusal } from '../decider.js';
import { WrongRevisionError } from '../errors.js';
import type { JsonObject, Revision, SealedEvent, StreamName } from '../event.js';
import { GENESIS_HASH } from '../integrity/hash-chain.js';
import { doubling, pause } from '../pause.js';
import type { EventStore } from '../ports/event-store.js';
import type { EventCodec } from '../sealing/event-codec.js';
import type { KeyMoment } from '../sealing/key-ring.js';
import { hasOwnKey } from '../sealing/message-key.js';
import { KeyDestroyedError } from '../sealing/sealing-errors.js';
import { Turns } from '../turns.js';
import { type CommandContext, ContentionError, type Outcome } from './command.js';
import { continueStream, foldStream, type Loaded, pastEventOf, RecordedCommands } from './stream-history.js';

export interface CommandHandlerOptions<Command, State, Event extends DecidedEvent> {
  readonly decider: Decider<Command, State, Event>;
  readonly store: EventStore;
  readonly codec: EventCodec;
  /** How often a command is decided in total when it keeps losing to concurrent writers. Default 10. */
  readonly maxAttempts?: number;
  /** The policy version that applies to decided events, if the state before or the events name one; otherwise the context's is recorded. */
  readonly policyVersionOf?: (state: State, decided: readonly Event[]) => string | undefined;
  /**
   * Refuses a command to a sender from whom the stream is hidden, before anything that depends on it is said or done: no comparison of
   * revisions, no rules in force, no missing key may tell that it exists. Asked only of commands that were not recorded before.
   */
  readonly hiddenFrom?: (command: Command, state: State) => Refusal | undefined;
  /**
   * Adds what the decision needs besides the state: the rules in force. Called at each attempt. `keyMissing` names the person whose text is
   * absent from the state because the key is missing; a decision that depends on it must throw `KeyMissingError`.
   */
  readonly prepare?: (command: Command, state: State, keyMissing: string | undefined) => Promise<Command>;
}

/** Refusal of a command whose events would hold personal data of an erased person. */
export const SUBJECT_ERASED = 'subject-erased';

const PAUSE_MS_SHORTEST = 1;
const PAUSE_MS_LONGEST = 32;

/** A command with everything about it. */
export interface SentCommand<Command> {
  readonly command: Command;
  readonly context: CommandContext;
}

/** A stream folded up to some revision, with the commands recorded until there. */
interface Folded<State> extends Loaded<State> {
  readonly commands: RecordedCommands;
  /** When the first of its events were opened. */
  readonly opened: KeyMoment;
}

/** Limits of one append: those of the event store port, and well below the smallest limit of a server on a request. */
const EVENTS_PER_APPEND = 100;
const CHARACTERS_PER_APPEND = 500_000;

/**
 * Events whose folded states are cached, and for how long after they were opened. A state holds personal words, which must not long outlast a
 * key that another process destroys.
 */
const CACHED_EVENTS_MAX = 20_000;
const CACHED_STREAMS_MAX = 1_000;
const CACHED_MS_MAX = 10_000;

/**
 * The decider loop: read the stream, decide, append at the revision that was read.
 *
 * The log is its only memory: a repeated command is recognized by the id and hash in the events it recorded. A command that recorded
 * nothing leaves no trace and is decided again. Retried after an unknown outcome, it produces the same event ids, so it is recorded at most
 * once.
 *
 * A stream that this process has just read or written is not read again from its beginning: the append proves the cached state right, or the
 * stream is read and the command decided anew. Nothing else is answered from the cache, except a repeat, whose record never changes.
 */
export class CommandHandler<Command, State, Event extends DecidedEvent> {
  /** Queues the commands of this process per stream: racing each other, all but one would read and decide in vain. */
  private readonly turns = new Turns();
  private readonly recent = new LRUCache<string, Folded<State>>({
    max: CACHED_STREAMS_MAX,
    maxSize: CACHED_EVENTS_MAX,
    sizeCalculation: ({ revision }) => revision + 1,
  });

  constructor(private readonly options: CommandHandlerOptions<Command, State, Event>) {}

  /**
   * Throws `ContentionError` when other processes won every attempt or too many commands wait for this stream, `InvalidEventError` when the
   * decided events violate their schemas, and the errors of `EventStore` and `EventCodec`.
   */
  async handle(stream: StreamName, command: Command, context: CommandContext): Promise<Outcome> {
    const [outcome] = await this.handleInOrder(stream, [{ command, context }]);
    return outcome as Outcome;
  }

  /**
   * Decides commands on one stream one after another, each on what the earlier ones leave, and appends the events of all at once (of very
   * many in several appends). Returns their outcomes up to the first that is not accepted; what was accepted before it is recorded. Throws
   * what {@link handle} throws; commands repeated after that are recognized.
   */
  handleInOrder(stream: StreamName, commands: readonly SentCommand<Command>[]): Promise<readonly Outcome[]> {
    const crowded = (): Error => new ContentionError(stream);
    return this.turns.take(stream, () => this.handleInTurn(stream, commands), crowded);
  }

  /**
   * The stream folded up to a revision, inclusive (default: its end). Always reads the store, but not again what this process has just
   * folded.
   */
  async load(stream: StreamName, upTo?: Revision): Promise<Loaded<State>> {
    const known = this.known(stream);
    if (upTo !== undefined) {
      const earlier = known !== undefined && known.revision <= upTo ? known : undefined;
      return (
        (earlier && (await continueStream(this.options, stream, earlier, { upTo }))) ??
        foldStream(this.options, stream, { upTo })
      );
    }
    const folded = (known && (await this.foldSince(stream, known))) ?? (await this.fold(stream));
    this.remember(stream, folded);
    return folded;
  }

  private async handleInTurn(
    stream: StreamName,
    commands: readonly SentCommand<Command>[],
  ): Promise<readonly Outcome[]> {
    const { maxAttempts = 10 } = this.options;
    const isNew = commands[0]?.context.isNewStream === true;
    const known = this.known(stream) ?? (isNew ? this.nothing() : undefined);
    for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
      // Set again only by what is certain.
      this.recent.delete(stream);
      try {
        const outcomes = attempt === 1 && known ? await this.decideUnread(stream, commands, known) : undefined;
        return outcomes ?? (await this.decideOnRead(stream, commands));
      } catch (error) {
        if (!(error instanceof WrongRevisionError)) throw error;
        await pause(Math.random() * doubling(attempt, PAUSE_MS_SHORTEST, PAUSE_MS_LONGEST));
      }
    }
    throw new ContentionError(stream);
  }

  /** Decides on a state that may be outdated; undefined when no append proved that it was not. */
  private async decideUnread(
    stream: StreamName,
    commands: readonly SentCommand<Command>[],
    start: Folded<State>,
  ): Promise<readonly Outcome[] | undefined> {
    const { outcomes, folded, appended } = await this.decideInOrder(stream, commands, start);
    if (appended === 'certain') this.remember(stream, folded);
    const isProved = appended !== 'nothing' || outcomes.every(isReplay);
    return isProved ? outcomes : undefined;
  }

  private async decideOnRead(
    stream: StreamName,
    commands: readonly SentCommand<Command>[],
  ): Promise<readonly Outcome[]> {
    const { outcomes, folded, appended } = await this.decideInOrder(stream, commands, await this.fold(stream));
    if (appended !== 'uncertain') this.remember(stream, folded);
    return outcomes;
  }

  private async decideInOrder(
    stream: StreamName,
    commands: readonly SentCommand<Command>[],
    start: Folded<State>,
  ): Promise<{
    readonly outcomes: readonly Outcome[];
    readonly folded: Folded<State>;
    readonly appended: WaitingEvents['appended'];
  }> {
    const waiting = new WaitingEvents(stream, this.options.store, start.revision);
    const outcomes: Outcome[] = [];
    let folded = start;
    for (const { command, context } of commands) {
      const decided = await this.decide(stream, command, context, folded);
      outcomes.push(decided.outcome);
      if (decided.outcome.kind !== 'accepted') break;
      await waiting.add(decided.events, context);
      folded = decided.folded;
    }
    await waiting.append();
    return { outcomes, folded, appended: waiting.appended };
  }

  private async decide(
    stream: StreamName,
    command: Command,
    context: CommandContext,
    folded: Folded<State>,
  ): Promise<{ readonly outcome: Outcome; readonly events: readonly SealedEvent[]; readonly folded: Folded<State> }> {
    const { state, revision, keyMissing } = folded;
    const answer = (outcome: Outcome) => ({ outcome, events: [], folded });
    const recorded = folded.commands.find(context.commandId);
    if (recorded !== undefined) {
      if (recorded.hash !== context.commandHash) return answer({ kind: 'command-reused' });
      return answer({ kind: 'accepted', revision: recorded.lastRevision, events: recorded.events, replayed: true });
    }
    const hidden = this.options.hiddenFrom?.(command, state);
    if (hidden !== undefined) return answer({ kind: 'refused', refusal: hidden });
    if (context.expectedRevision !== undefined && context.expectedRevision !== revision) {
      return answer({ kind: 'revision-mismatch', actual: revision });
    }
    const prepared = (await this.options.prepare?.(command, state, keyMissing)) ?? command;
    const decision = this.options.decider.decide(prepared, state);
    if (isRefusal(decision)) return answer({ kind: 'refused', refusal: decision });
    if (decision.length === 0) return answer({ kind: 'accepted', revision, events: [], replayed: false });
    try {
      const events = await this.seal(stream, decision, folded, context);
      return {
        outcome: {
          kind: 'accepted',
          revision: revision + events.length,
          events: decision.map(({ type }) => type),
          replayed: false,
        },
        events,
        folded: this.foldedOn(folded, decision, events),
      };
    } catch (error) {
      if (error instanceof KeyDestroyedError) return answer({ kind: 'refused', refusal: { refused: SUBJECT_ERASED } });
      throw error;
    }
  }

  private seal(
    stream: StreamName,
    decided: readonly Event[],
    { revision, lastHash, state }: Loaded<State>,
    context: CommandContext,
  ): Promise<readonly SealedEvent[]> {
    return this.options.codec.seal({
      stream,
      firstRevision: revision + 1,
      previousHash: lastHash,
      subject: context.subject,
      drafts: decided.map(({ type, data }) => ({ type, data: data as JsonObject })),
      metadata: metadataOf(context, this.options.policyVersionOf?.(state, decided) ?? context.policyVersion),
      ...(context.reason !== undefined && { reason: context.reason }),
    });
  }

  /** What a later command sees after these events, without opening them again. */
  private foldedOn(
    { state, commands, opened, keyMissing }: Folded<State>,
    decided: readonly Event[],
    events: readonly SealedEvent[],
  ): Folded<State> {
    const seen = new RecordedCommands(commands);
    for (const event of events) seen.see(event);
    const last = events.at(-1) as SealedEvent;
    return {
      state: events.reduce((before, event, index) => {
        const { data } = decided[index] as Event;
        return this.options.decider.evolve(before, pastEventOf(event, data as JsonObject, hasOwnKey(event)));
      }, state),
      revision: last.revision,
      lastHash: last.metadata.hash,
      commands: seen,
      opened,
      ...(keyMissing !== undefined && { keyMissing }),
    };
  }

  private async fold(stream: StreamName): Promise<Folded<State>> {
    const opened = this.options.codec.moment();
    const commands = new RecordedCommands();
    const loaded = await foldStream(this.options, stream, { seen: (event) => commands.see(event) });
    return { ...loaded, commands, opened };
  }

  /** What was folded before, with what was recorded since; undefined when the store no longer has what was folded. */
  private async foldSince(stream: StreamName, known: Folded<State>): Promise<Folded<State> | undefined> {
    const commands = new RecordedCommands(known.commands);
    const loaded = await continueStream(this.options, stream, known, { seen: (event) => commands.see(event) });
    if (loaded === undefined || loaded.revision === known.revision) return loaded && known;
    return { ...loaded, commands, opened: known.opened };
  }

  /** What this process has just folded, unless a key may have been destroyed since, whose words may be in it. */
  private known(stream: StreamName): Folded<State> | undefined {
    const folded = this.recent.get(stream);
    return folded && this.options.codec.isSoonAfter(folded.opened, CACHED_MS_MAX) ? folded : undefined;
  }

  private nothing(): Folded<State> {
    const { initialState } = this.options.decider;
    const commands = new RecordedCommands();
    return { state: initialState, revision: -1, lastHash: GENESIS_HASH, commands, opened: this.options.codec.moment() };
  }

  private remember(stream: StreamName, folded: Folded<State>): void {
    // A missing key may be found again, and then the state has more in it.
    if (folded.revision === -1 || folded.keyMissing !== undefined) return;
    // Of two loads at once, the earlier may finish last.
    if (folded.revision >= (this.recent.get(stream)?.revision ?? -1)) this.recent.set(stream, folded);
  }
}

function isReplay(outcome: Outcome): boolean {
  return outcome.kind === 'accepted' && outcome.replayed;
}

/** The decided events of one stream that are not appended yet. */
class WaitingEvents {
  private events: SealedEvent[] = [];
  private characters = 0;
  private isAnyRepeatable = false;
  /** Uncertain: an earlier attempt may have written the events, with the same ids but other hashes than these. */
  appended: 'nothing' | 'certain' | 'uncertain' = 'nothing';

  /** @param revision of the stream's last event; -1 for none. */
  constructor(
    private readonly stream: StreamName,
    private readonly store: EventStore,
    private revision: Revision,
  ) {}

  /** Adds the events of one command; appends those of earlier ones first if all together were too much. */
  async add(events: readonly SealedEvent[], { isFirstAttempt }: CommandContext): Promise<void> {
    if (events.length === 0) return;
    const characters = events.reduce((sum, { data, personal }) => sum + JSON.stringify([data, personal]).length, 0);
    const tooMuch =
      this.events.length + events.length > EVENTS_PER_APPEND || this.characters + characters > CHARACTERS_PER_APPEND;
    if (tooMuch) await this.append();
    this.events.push(...events);
    this.characters += characters;
    this.isAnyRepeatable ||= isFirstAttempt !== true;
  }

  /** Appends the waiting events, if any. Throws the errors of `EventStore`. */
  async append(): Promise<void> {
    if (this.events.length === 0) return;
    const { stream, revision, events } = this;
    const answer = await this.store.append(stream, revision === -1 ? 'none' : revision, events);
    const isCertain = answer.writtenNow === true || !this.isAnyRepeatable;
    this.appended = isCertain && this.appended !== 'uncertain' ? 'certain' : 'uncertain';
    this.revision = answer.revision;
    this.events = [];
    this.characters = 0;
  }
}

function metadataOf(context: CommandContext, policyVersion: string | undefined) {
  const { now, occurredAt, actor, onBehalfOf, commandId, commandHash, correlationId, causationId, traceparent } =
    context;
  return {
    recordedAt: now,
    occurredAt,
    actor,
    ...(onBehalfOf && { onBehalfOf }),
    commandId,
    commandHash,
    correlationId,
    causationId,
    ...(traceparent !== undefined && { traceparent }),
    ...(policyVersion !== undefined && { policyVersion }),
  };
}

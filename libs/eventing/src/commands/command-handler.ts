import { isRefusal, type DecidedEvent, type Decider } from '../decider.js';
import { WrongRevisionError } from '../errors.js';
import type { JsonObject, Revision } from '../event.js';
import { doubling, pause } from '../pause.js';
import type { EventStore } from '../ports/event-store.js';
import type { EventCodec } from '../sealing/event-codec.js';
import { KeyDestroyedError } from '../sealing/sealing-errors.js';
import { Turns } from '../turns.js';
import { type CommandContext, ContentionError, type Outcome } from './command.js';
import { CommandMemory, foldStream, type Loaded } from './stream-history.js';

export interface CommandHandlerOptions<Command, State, Event extends DecidedEvent> {
  readonly decider: Decider<Command, State, Event>;
  readonly store: EventStore;
  readonly codec: EventCodec;
  /** How often a command is decided in total when it keeps losing to concurrent writers. Default 10. */
  readonly maxAttempts?: number;
  /** The policy version that applies to later decisions on a stream, if its state names one; otherwise the context's is recorded. */
  readonly policyVersionOf?: (state: State) => string | undefined;
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

/**
 * The decider loop: read the stream, decide, append at the revision that was read.
 *
 * The log is its only memory: a repeated command is recognized by the id and hash in the events it recorded. A command that recorded
 * nothing leaves no trace and is decided again. Retried after an unknown outcome, it produces the same event ids, so it is recorded at most
 * once.
 */
export class CommandHandler<Command, State, Event extends DecidedEvent> {
  /** Queues the commands of this process per stream: racing each other, all but one would read and decide in vain. */
  private readonly turns = new Turns();

  constructor(private readonly options: CommandHandlerOptions<Command, State, Event>) {}

  /**
   * Throws `ContentionError` when other processes won every attempt or too many commands wait for this stream, `InvalidEventError` when the
   * decided events violate their schemas, and the errors of `EventStore` and `EventCodec`.
   */
  handle(stream: string, command: Command, context: CommandContext): Promise<Outcome> {
    const crowded = (): Error => new ContentionError(stream);
    return this.turns.take(stream, () => this.handleInTurn(stream, command, context), crowded);
  }

  /** The stream folded up to a revision, inclusive (default: its end). */
  load(stream: string, upTo?: Revision): Promise<Loaded<State>> {
    return foldStream(this.options, stream, upTo === undefined ? {} : { upTo });
  }

  private async handleInTurn(stream: string, command: Command, context: CommandContext): Promise<Outcome> {
    const { maxAttempts = 10 } = this.options;
    for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
      try {
        return await this.attempt(stream, command, context);
      } catch (error) {
        if (error instanceof KeyDestroyedError) return { kind: 'refused', refusal: { refused: SUBJECT_ERASED } };
        if (!(error instanceof WrongRevisionError)) throw error;
        await pause(Math.random() * doubling(attempt, PAUSE_MS_SHORTEST, PAUSE_MS_LONGEST));
      }
    }
    throw new ContentionError(stream);
  }

  private async attempt(stream: string, command: Command, context: CommandContext): Promise<Outcome> {
    const memory = new CommandMemory(context.commandId);
    const loaded = await foldStream(this.options, stream, { seen: (event) => memory.see(event) });
    const { recorded } = memory;
    if (recorded !== undefined) {
      if (recorded.hash !== context.commandHash) return { kind: 'command-reused' };
      return { kind: 'accepted', revision: recorded.lastRevision, events: recorded.events, replayed: true };
    }
    if (context.expectedRevision !== undefined && context.expectedRevision !== loaded.revision) {
      return { kind: 'revision-mismatch', actual: loaded.revision };
    }
    const prepared = (await this.options.prepare?.(command, loaded.state, loaded.keyMissing)) ?? command;
    const decision = this.options.decider.decide(prepared, loaded.state);
    if (isRefusal(decision)) return { kind: 'refused', refusal: decision };
    const revision = decision.length === 0 ? loaded.revision : await this.append(stream, decision, loaded, context);
    return { kind: 'accepted', revision, events: decision.map(({ type }) => type), replayed: false };
  }

  private async append(
    stream: string,
    decided: readonly Event[],
    { revision, lastHash, state }: Loaded<State>,
    context: CommandContext,
  ): Promise<Revision> {
    const events = await this.options.codec.seal({
      stream,
      firstRevision: revision + 1,
      previousHash: lastHash,
      subject: context.subject,
      drafts: decided.map(({ type, data }) => ({ type, data: data as JsonObject })),
      metadata: metadataOf(context, this.options.policyVersionOf?.(state) ?? context.policyVersion),
      ...(context.reason !== undefined && { reason: context.reason }),
    });
    const appended = await this.options.store.append(stream, revision === -1 ? 'none' : revision, events);
    return appended.revision;
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

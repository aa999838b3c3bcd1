import type { EventData } from '@redress/contracts';
import {
  commandContext,
  CommandHandler,
  type CommandSource,
  type DecidedEvent,
  type Decider,
  type EventCodec,
  type EventStore,
  type Instant,
  MARK_MISSING_KEYS,
  type Outcome,
  PARKED_EVENT_SKIPPED,
  type ParkedStream,
  type RetryResult,
  SKIPPED_EVENTS_MAX,
  skippedEvents,
  skipsStream,
  StreamCutError,
  type StreamName,
} from '@redress/eventing';
import type { LogFollower, ProblemCode } from '@redress/platform';

type Skip = EventData<'ParkedEventSkipped'>;

/** Codes of refusals. The name and the meaning of a code never change. */
type SkipRefusalCode = Extract<
  ProblemCode,
  'too-many-skipped-events' | 'first-event-not-skippable' | 'parked-event-missing'
>;

/** What a consumer goes on without: the ids of events. */
const skipDecider: Decider<Skip, readonly string[], DecidedEvent> = {
  initialState: [],
  decide: (skip, known) => {
    if (known.includes(skip.event)) return [];
    if (known.length >= SKIPPED_EVENTS_MAX) return refuse('too-many-skipped-events', { most: SKIPPED_EVENTS_MAX });
    return [{ type: PARKED_EVENT_SKIPPED, data: skip }];
  },
  evolve: (known, { data }) => [...known, data['event'] as string],
};

function refuse(refused: SkipRefusalCode, details?: { readonly most: number }) {
  return { refused, ...(details && { details }) };
}

/** Which parked event a view or process is to go on without, and why. */
export interface AskedSkip {
  readonly stream: StreamName;
  /** Of the event, as the list of what is parked shows it: another one that has parked since is not meant. */
  readonly revision: number;
  /** Names no person; sealed all the same. */
  readonly reason: string;
}

/** An event that a view or process goes on without. */
export interface RecordedSkip extends Skip {
  /** Undefined where the key is missing. */
  readonly reason: string | undefined;
  readonly at: Instant;
  readonly by: string;
}

export interface ParkedSkipsOptions {
  readonly store: EventStore;
  readonly codec: EventCodec;
  readonly secrets: { commandHash(content: unknown): string };
  readonly now: () => Instant;
}

/**
 * Records that views and processes go on without an event that they cannot handle, and lets them. Whoever is killed between both loses nothing: the
 * consumer sees the record in the log. Errors: those of `EventStore`, `EventCodec`, `CommandHandler` and the follower.
 */
export class ParkedSkips {
  private readonly handler: CommandHandler<Skip, readonly string[], DecidedEvent>;

  constructor(private readonly options: ParkedSkipsOptions) {
    const { store, codec } = options;
    this.handler = new CommandHandler({ decider: skipDecider, store, codec });
  }

  /** Undefined for an event that is neither parked there nor skipped; how far the follower came for an accepted skip. */
  async skip(
    follower: Pick<LogFollower, 'name' | 'kind' | 'parked' | 'retry'>,
    asked: AskedSkip,
    source: CommandSource,
  ): Promise<{ readonly outcome: Outcome; readonly result?: RetryResult } | undefined> {
    const { stream, revision, reason } = asked;
    const parked = (await follower.parked()).find((one) => one.stream === stream && one.revision === revision);
    if (parked === undefined) return this.repeated(follower.name, asked);
    const refused = await this.refusalOf(follower.kind, parked);
    if (refused !== undefined) return { outcome: { kind: 'refused', refusal: refuse(refused) } };
    const { eventId: event, eventType, error } = parked;
    const skip: Skip = { consumer: follower.name, event, stream, revision, eventType, error };
    const { secrets, now } = this.options;
    const own = skipsStream(follower.name);
    const commandHash = secrets.commandHash({ type: 'skip', stream, revision, reason });
    const context = commandContext(source, own, { commandHash, now: now() });
    const outcome = await this.handler.handle(own, skip, { ...context, reason });
    return outcome.kind === 'accepted' ? { outcome, result: await follower.retry(stream) } : { outcome };
  }

  /** What a view or process goes on without, the newest first. */
  async of(consumer: string): Promise<readonly RecordedSkip[]> {
    const recorded = await Array.fromAsync(this.options.store.read(skipsStream(consumer)));
    const opened = await this.options.codec.open(recorded, MARK_MISSING_KEYS);
    return opened
      .map(({ data, reason, metadata }) => ({
        ...(data as unknown as Skip),
        reason: typeof reason === 'string' ? reason : undefined,
        at: metadata.recordedAt,
        by: metadata.actor.id,
      }))
      .reverse();
  }

  /** Somebody whose answer was lost asks again. */
  private async repeated(consumer: string, { stream, revision }: AskedSkip) {
    const known = await skippedEvents(this.options.store, consumer);
    if (!known.some((one) => one.stream === stream && one.revision === revision)) return undefined;
    const outcome: Outcome = { kind: 'accepted', revision: known.length - 1, events: [], replayed: true };
    return { outcome, result: 'done' as const };
  }

  private async refusalOf(
    kind: LogFollower['kind'],
    { stream, revision, eventId }: ParkedStream,
  ): Promise<SkipRefusalCode | undefined> {
    // A document that lacks its beginning would show nothing, or what is wrong.
    if (kind === 'view' && revision === 0) return 'first-event-not-skippable';
    try {
      for await (const { id } of this.options.store.read(stream, { from: revision, to: revision })) {
        if (id === eventId) return undefined;
      }
    } catch (error) {
      if (!(error instanceof StreamCutError)) throw error;
    }
    return 'parked-event-missing';
  }
}

import { createHash } from 'node:crypto';
import { groupDimensions, type OpenedEventData, SYSTEMIC_PROBLEMS_MAX } from '@redress/contracts';
import {
  type ComplaintGroup,
  type Instant,
  type PastProblemEvent,
  symbolsFromBytes,
  SYSTEMIC_PROBLEM_STREAM_PREFIX,
  type SystemicProblem,
  systemicProblem,
  type SystemicProblemCommand,
  type SystemicProblemEvent,
  type SystemicProblemRefusalCode,
} from '@redress/domain';
import {
  canonicalJson,
  commandContext,
  CommandHandler,
  type CommandSource,
  type DecidedEvent,
  type Decider,
  type EventCodec,
  type EventStore,
  type JsonObject,
  KeptStreams,
  MARK_MISSING_KEYS,
  type Outcome,
  type RecordedEvent,
  sourceOfOnce,
  StreamCutError,
  StreamFacts,
  type StreamName,
  toStreamName,
} from '@redress/eventing';

/** The stream that lists the ids: the log has no other way to find every stream of a kind. */
const REGISTER_STREAM = toStreamName('systemic-problems');

function streamOf(problem: string): StreamName {
  return `${SYSTEMIC_PROBLEM_STREAM_PREFIX}${problem}`;
}

/** 60 bits: of a thousand groups, two have the same id with a chance of one in 10^12. */
const ID_SYMBOLS = 12;

/** A group with its values in the order of the dimensions, whatever the order in which somebody named them. */
export function inOrder(group: ComplaintGroup): ComplaintGroup {
  const place = ({ dimension }: ComplaintGroup[number]): number => groupDimensions.indexOf(dimension);
  return [...group].sort((one, other) => place(one) - place(other));
}

/** The id of a group's entry, which follows from its values: each group has one. */
export function problemIdOf(group: ComplaintGroup): string {
  const values = inOrder(group).map(({ dimension, value }) => [dimension, value]);
  const digest = createHash('sha256').update(canonicalJson(values)).digest();
  return symbolsFromBytes(digest, ID_SYMBOLS).toLowerCase();
}

const registerDecider: Decider<string, readonly string[], DecidedEvent> = {
  initialState: [],
  decide: (problem, known) => {
    if (known.includes(problem)) return [];
    if (known.length >= SYSTEMIC_PROBLEMS_MAX) {
      const refused: SystemicProblemRefusalCode = 'too-many-systemic-problems';
      return { refused, details: { most: SYSTEMIC_PROBLEMS_MAX } };
    }
    return [{ type: 'SystemicProblemListed', data: { problem } }];
  },
  evolve: (known, { data }) => [...known, data['problem'] as string],
};

const problemDecider: Decider<SystemicProblemCommand, SystemicProblem, SystemicProblemEvent> = {
  initialState: systemicProblem.initialState,
  decide: (command, problem) => systemicProblem.decide(command, problem),
  evolve: (problem, event) => systemicProblem.evolve(problem, event as unknown as PastProblemEvent),
  // What something is called or why makes no difference to what is decided.
  wordsUnused: new Set<SystemicProblemEvent['type']>([
    'SystemicProblemConfirmed',
    'CorrectiveActionPlanned',
    'CorrectiveActionCompleted',
    'CorrectiveEffectVerified',
  ]),
};

/** An entry of the register, with the event that has its name. */
export interface KnownProblem {
  readonly id: string;
  readonly problem: SystemicProblem;
  /** Of the last event. */
  readonly revision: number;
  /** When the last decision about the group was made, and by whom. */
  readonly decidedAt: Instant;
  readonly decidedBy: string;
  /** The last time that it was confirmed; absent for a group that never was. */
  readonly confirmed?: RecordedEvent;
}

/** What a command says about a group besides its kind. */
export interface SentProblemCommand {
  readonly problem: string;
  readonly command: SystemicProblemCommand;
  /** What the sender said, by which a repeat is known: figures are those of the moment, and no part of it. */
  readonly said: unknown;
  /** Why, as some commands require. */
  readonly reason?: string;
  /** When it happened in the world. Default: now. */
  readonly occurredAt?: Instant;
}

type OpenedEvent = Awaited<ReturnType<EventCodec['open']>>[number];

/** A field that is sealed; absent where it was not given, or cannot be opened. */
type Word = string | undefined;

/** An event about a systemic problem, opened. */
export interface ProblemEntry {
  readonly type: SystemicProblemEvent['type'];
  readonly data: JsonObject;
  readonly reason: Word;
  readonly at: Instant;
  readonly by: string;
}

export interface SystemicProblemsOptions {
  readonly store: EventStore;
  readonly codec: EventCodec;
  readonly secrets: { commandHash(content: unknown): string };
  readonly now: () => Instant;
}

/**
 * The register of systemic problems: commands on them, and all of them as they are now. Reads the log and not a view: there are few. Errors:
 * those of `EventStore`, `EventCodec` and `CommandHandler`.
 */
export class SystemicProblems {
  private readonly handler: CommandHandler<SystemicProblemCommand, SystemicProblem, SystemicProblemEvent>;
  private readonly register: CommandHandler<string, readonly string[], DecidedEvent>;
  private readonly listed: KeptStreams<readonly string[]>;
  private readonly facts: StreamFacts<Omit<KnownProblem, 'id'>>;

  constructor(private readonly options: SystemicProblemsOptions) {
    const { store, codec } = options;
    this.handler = new CommandHandler({ decider: problemDecider, store, codec });
    this.register = new CommandHandler({ decider: registerDecider, store, codec });
    this.listed = new KeptStreams({ decider: registerDecider, store, codec });
    this.facts = new StreamFacts(store, (known, event) => after(known, event, codec));
  }

  /** Decides a command on the entry of a group, which is entered first if it is new. */
  async decideOnGroup(sent: SentProblemCommand, source: CommandSource): Promise<Outcome> {
    const context = this.context(REGISTER_STREAM, { type: 'list', said: sent.problem }, sourceOfOnce(source));
    const listed = await this.register.handle(REGISTER_STREAM, sent.problem, context);
    return listed.kind === 'accepted' ? this.decide(sent, source) : listed;
  }

  /** Decides a command on an entry. */
  decide({ problem, command, said, reason, occurredAt }: SentProblemCommand, source: CommandSource): Promise<Outcome> {
    const stream = streamOf(problem);
    return this.handler.handle(stream, command, {
      ...this.context(stream, { type: command.type, said, ...(reason !== undefined && { reason }) }, source),
      ...(reason !== undefined && { reason }),
      ...(occurredAt !== undefined && { occurredAt }),
    });
  }

  /** The ids of all entries, in the order in which they were entered. */
  ids(): Promise<readonly string[]> {
    return this.listed.load(REGISTER_STREAM);
  }

  /** An entry; undefined for a group about which nothing was decided, or whose events were lost. */
  async find(id: string): Promise<KnownProblem | undefined> {
    try {
      const known = await this.facts.of(streamOf(id));
      return known === undefined ? undefined : { id, ...known };
    } catch (error) {
      if (error instanceof StreamCutError) return undefined;
      throw error;
    }
  }

  /** Name and description of entries, by id. */
  async wordsOf(known: readonly KnownProblem[]): Promise<ReadonlyMap<string, { name: Word; description: Word }>> {
    const named = known.flatMap(({ id, confirmed }) => (confirmed === undefined ? [] : [{ id, confirmed }]));
    const opened = await this.options.codec.open(
      named.map(({ confirmed }) => confirmed),
      MARK_MISSING_KEYS,
    );
    return new Map(
      opened.map(({ data }, index) => [
        named[index]!.id,
        { name: wordIn(data, 'name'), description: wordIn(data, 'description') },
      ]),
    );
  }

  /** Every event about an entry, oldest first. */
  async entriesOf(id: string): Promise<readonly ProblemEntry[]> {
    const events: RecordedEvent[] = [];
    for await (const event of this.options.store.read(streamOf(id))) events.push(event);
    return (await this.options.codec.open(events, MARK_MISSING_KEYS)).map(entryOf);
  }

  /** Texts are sealed under a key of the entry. */
  private context(stream: StreamName, content: unknown, source: CommandSource) {
    const { now, secrets } = this.options;
    return commandContext(source, stream, { commandHash: secrets.commandHash(content), now: now() });
  }
}

/** The text of a field that is sealed. */
export function wordIn(data: JsonObject, field: string): Word {
  const value = data[field];
  return typeof value === 'string' ? value : undefined;
}

function entryOf({ type, data, reason, metadata }: OpenedEvent): ProblemEntry {
  return {
    // The stream has no others.
    type: type as SystemicProblemEvent['type'],
    data,
    reason: typeof reason === 'string' ? reason : undefined,
    at: metadata.occurredAt,
    by: metadata.actor.id,
  };
}

function after(
  known: Omit<KnownProblem, 'id'> | undefined,
  event: RecordedEvent,
  codec: Pick<EventCodec, 'project'>,
): Omit<KnownProblem, 'id'> {
  const { type, revision, metadata } = event;
  const before = known?.problem ?? systemicProblem.initialState;
  // The catalogue has checked it; of personal values the fold reads none, so that they may stay sealed.
  const data = codec.project(event).data as unknown as OpenedEventData<'SystemicProblemConfirmed'>;
  const problem = systemicProblem.evolve(before, {
    type,
    data,
    occurredAt: metadata.occurredAt,
  } as PastProblemEvent);
  const isDecision = known === undefined || problem.decisions > before.decisions;
  return {
    problem,
    revision,
    decidedAt: isDecision ? metadata.occurredAt : known.decidedAt,
    decidedBy: isDecision ? metadata.actor.id : known.decidedBy,
    ...(type === 'SystemicProblemConfirmed'
      ? { confirmed: event }
      : known?.confirmed && { confirmed: known.confirmed }),
  };
}

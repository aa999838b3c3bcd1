import { setImmediate } from 'node:timers/promises';
import {
  calendarDiffers,
  choosePolicy,
  type Policy,
  type PolicyCommand,
  type PolicyChoice,
  type PolicyEvent,
  type PolicyLine,
  policyLine,
  policyNameOf,
  type PolicyQuestion,
  type PolicyRefusal,
  type PolicyVersion,
  type ReferenceFormat,
  versionIn,
  type Instant,
  byTime,
  isAfter,
} from '@redress/domain';
import {
  canonicalJson,
  CommandHandler,
  commandIdOf,
  type CommandSource,
  type DecidedEvent,
  type Decider,
  type EventCodec,
  type EventStore,
  KeptStreams,
  type Outcome,
  toStreamName,
} from '@redress/eventing';
import { BEFORE_POLICIES, FALLBACK_POLICY, findShippedPolicy, shippedPolicyOf } from './shipped-policies.js';

/** The names of all policies, in order of creation: the log has no other way to find every stream of a kind. */
const policyDirectory: Decider<string, readonly string[], DecidedEvent> = {
  initialState: [],
  decide: (name, names) => (names.includes(name) ? [] : [{ type: 'PolicyNamed', data: { name } }]),
  evolve: (names, { data }) => [...names, data['name'] as string],
};

/** The policies at one moment: see {@link Policies.snapshot}. */
export interface PolicySnapshot extends PolicyChoice {
  /** The reference formats of all policies that may ever have been in force. */
  readonly referenceFormats: ReadonlySet<ReferenceFormat>;
}

/** The prefix of every policy's stream. */
export const POLICY_STREAM_PREFIX = 'policy-';
/** The stream that lists the names of all policies. */
export const POLICY_DIRECTORY_STREAM = toStreamName('policies');

export interface PoliciesOptions {
  readonly store: EventStore;
  readonly codec: EventCodec;
  readonly secrets: { commandHash(content: unknown): string };
  /** The current instant, ISO 8601 in UTC. */
  readonly now: () => Instant;
}

const decider: Decider<PolicyCommand, PolicyLine, DecidedEvent> = {
  initialState: policyLine.initialState,
  decide: (command, line) => policyLine.decide(command, line),
  evolve: (line, event) => policyLine.evolve(line, event as unknown as PolicyEvent & { readonly occurredAt: Instant }),
};

/**
 * The organization's policies: the shipped ones and those in the log. Caches what was read, and each query reads only newer events: cheap
 * enough for every receipt, and a policy published before the query is always seen.
 * Errors: those of `EventStore` and `EventCodec`.
 */
export class Policies {
  private readonly lines: CommandHandler<PolicyCommand, PolicyLine, DecidedEvent>;
  private readonly directory: CommandHandler<string, readonly string[], DecidedEvent>;
  private readonly keptLines: KeptStreams<PolicyLine>;
  private readonly keptNames: KeptStreams<readonly string[]>;
  private readonly all = new SharedReading(() => this.readAll());
  /** Caches published versions, which never change. */
  private readonly published = new Map<string, Policy>();

  constructor(private readonly options: PoliciesOptions) {
    const { store, codec } = options;
    this.lines = new CommandHandler({ decider, store, codec });
    this.directory = new CommandHandler({ decider: policyDirectory, store, codec });
    this.keptLines = new KeptStreams({ decider, store, codec });
    this.keptNames = new KeptStreams({ decider: policyDirectory, store, codec });
  }

  /**
   * Finds the policy of a version, as recorded by complaints; `generic@1` for complaints without one. Throws a `RangeError` for an unknown
   * one.
   */
  async of(version: string = BEFORE_POLICIES): Promise<Policy> {
    const known = this.published.get(version) ?? findShippedPolicy(version);
    if (known !== undefined) return known;
    const found = versionIn(await this.line(policyNameOf(version)), version);
    if (found === undefined || found.standing === 'drafted') throw new RangeError(`There is no policy ${version}.`);
    this.published.set(version, found.policy);
    return found.policy;
  }

  /**
   * Chooses the policy for a complaint: of the published ones in force, the one with the most specific scope; `basic@1` if none matches.
   */
  async choose(question: PolicyQuestion): Promise<Policy> {
    return (await this.snapshot()).choose(question);
  }

  /** The policies as they are now, read once for work that asks several times. A policy published later is not seen. */
  async snapshot(): Promise<PolicySnapshot> {
    const versions = await this.list();
    return {
      choose: (question) => chosenAmong(versions, question),
      published: (version) => publishedAmong(versions, version),
      referenceFormats: referenceFormatsOf(versions),
    };
  }

  /** Lists every version ever drafted, policy by policy in order of creation. */
  list(): Promise<readonly PolicyVersion[]> {
    return this.all.ask();
  }

  /** Finds one version with its standing, including drafts; undefined if the log has none. */
  async find(version: string): Promise<PolicyVersion | undefined> {
    return versionIn(await this.line(policyNameOf(version)), version);
  }

  /**
   * Drafts a checked policy. A shipped version may only be drafted with its own content. A version of a calendar must mean the same days
   * in every published policy.
   */
  async draft(policy: Policy, source: CommandSource): Promise<Outcome> {
    const shipped = findShippedPolicy(policy.version);
    if (shipped !== undefined && canonicalJson(shipped) !== canonicalJson(policy))
      return refused('policy-version-shipped');
    if (calendarDiffers(policy, await this.list())) return refused('policy-calendar-differs');
    const name = policyNameOf(policy.version);
    // First, so that a policy can always be found by its name; a name without versions is harmless.
    const listed = await this.directory.handle(POLICY_DIRECTORY_STREAM, name, this.context('name', name, source));
    if (listed.kind !== 'accepted') return listed;
    return this.decide(name, { type: 'draft', data: { policy } }, source);
  }

  async publish(version: string, source: CommandSource): Promise<Outcome> {
    const drafted = await this.find(version);
    if (drafted?.standing === 'drafted' && calendarDiffers(drafted.policy, await this.list()))
      return refused('policy-calendar-differs');
    return this.decide(policyNameOf(version), { type: 'publish', data: { version } }, source);
  }

  retire(version: string, source: CommandSource): Promise<Outcome> {
    return this.decide(policyNameOf(version), { type: 'retire', data: { version } }, source);
  }

  private async readAll(): Promise<readonly PolicyVersion[]> {
    const names = await this.keptNames.load(POLICY_DIRECTORY_STREAM);
    const lines = await Promise.all(names.map((name) => this.line(name)));
    return lines.flatMap(({ versions }) => versions);
  }

  private line(name: string): Promise<PolicyLine> {
    return this.keptLines.load(`${POLICY_STREAM_PREFIX}${name}`);
  }

  private decide(name: string, command: PolicyCommand, source: CommandSource): Promise<Outcome> {
    const { expectedRevision } = source;
    const context = this.context(command.type, command, source, `${POLICY_STREAM_PREFIX}${name}`);
    return this.lines.handle(`${POLICY_STREAM_PREFIX}${name}`, command, {
      ...context,
      ...(expectedRevision !== undefined && { expectedRevision }),
    });
  }

  private context(type: string, content: unknown, source: CommandSource, stream = POLICY_DIRECTORY_STREAM) {
    const now = this.options.now();
    // Only the first draft enters the name, whatever the keys of later drafts.
    const key = stream === POLICY_DIRECTORY_STREAM ? undefined : source.idempotencyKey;
    const commandId = commandIdOf(source.caller, stream, key);
    return {
      commandId,
      commandHash: this.options.secrets.commandHash({ type, content }),
      actor: source.actor,
      now,
      occurredAt: now,
      correlationId: source.correlationId ?? commandId,
      causationId: source.causationId ?? commandId,
      subject: stream,
      ...(source.traceparent !== undefined && { traceparent: source.traceparent }),
    };
  }
}

function chosenAmong(versions: readonly PolicyVersion[], question: PolicyQuestion): Policy {
  const { at } = question;
  const inForce = versions
    .flatMap(({ policy, publishedAt, retiredAt }) =>
      publishedAt !== undefined && (retiredAt === undefined || isAfter(retiredAt, at)) ? [{ policy, publishedAt }] : [],
    )
    .sort((a, b) => byTime(a.publishedAt, b.publishedAt))
    .map(({ policy }) => policy);
  return choosePolicy(inForce, question) ?? shippedPolicyOf(FALLBACK_POLICY);
}

function publishedAmong(versions: readonly PolicyVersion[], version: string): Policy | undefined {
  if (version === FALLBACK_POLICY) return shippedPolicyOf(version);
  return versions.find(({ policy, standing }) => policy.version === version && standing === 'published')?.policy;
}

function referenceFormatsOf(versions: readonly PolicyVersion[]): ReadonlySet<ReferenceFormat> {
  const published = versions.filter(({ publishedAt }) => publishedAt !== undefined);
  return new Set(
    [shippedPolicyOf(FALLBACK_POLICY), ...published.map(({ policy }) => policy)].map(
      (policy) => policy.referenceFormat,
    ),
  );
}

function refused(code: PolicyRefusal['refused']): Outcome {
  return { kind: 'refused', refusal: { refused: code } };
}

/**
 * Lets concurrent callers share one read: the next, because the current one may have begun before an event that they must see. So each
 * gets a result as fresh as from its own read, with one read at a time.
 */
export class SharedReading<Answer> {
  private current: Promise<unknown> = Promise.resolve();
  private next: Promise<Answer> | undefined;

  constructor(private readonly read: () => Promise<Answer>) {}

  /** Rejects with the error of the read; the next read is still started. */
  ask(): Promise<Answer> {
    this.next ??= this.begin();
    return this.next;
  }

  private async begin(): Promise<Answer> {
    await this.current.catch(() => undefined);
    // Requests that arrived together are handed out one after another: without this the first would read before the second asks.
    await setImmediate();
    this.next = undefined;
    const reading = this.read();
    this.current = reading;
    return reading;
  }
}

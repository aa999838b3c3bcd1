import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import {
  calendarDiffers,
  choosePolicy,
  type Policy,
  type PolicyApproval,
  type PolicyCommand,
  type PolicyChoice,
  type PolicyDeciding,
  type PolicyEventType,
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
  type OpenedEvent,
  type Outcome,
  type RecordedEvent,
  sourceOfOnce,
  type StreamName,
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
  /** How many people a publication takes. Default: one. */
  readonly approval?: PolicyApproval;
}

/** A command with who sent it, which decides who may approve. */
type SentPolicyCommand = PolicyCommand & Pick<PolicyDeciding, 'actorId'>;

/** Nothing of a policy is sealed but the reasons, so that choosing one needs no keys. */
const reasoned = ['PolicyProposed', 'PolicyApproved', 'PolicyRejected', 'PolicyProposalWithdrawn', 'PolicyPublished'];

function deciderFor(approval: PolicyApproval): Decider<SentPolicyCommand, PolicyLine, DecidedEvent> {
  return {
    initialState: policyLine.initialState,
    decide: ({ actorId, ...command }, line) =>
      policyLine.decide(command, line, { actorId, approval, contentHashOf: policyContentHash }),
    evolve: (line, event) => policyLine.evolve(line, event as unknown as Parameters<typeof policyLine.evolve>[1]),
    wordsUnused: new Set(reasoned),
  };
}

/** SHA-256 of a policy's canonical JSON (RFC 8785), as 64 hexadecimal digits: the same for the same content, however it is written. */
export function policyContentHash(policy: Policy): string {
  return hash('sha256', canonicalJson(policy), 'hex');
}

/**
 * The organization's policies: the shipped ones and those in the log. Caches what was read, and each query reads only newer events: cheap
 * enough for every receipt, and a policy published before the query is always seen.
 * Errors: those of `EventStore` and `EventCodec`.
 */
export class Policies {
  /** How many people a publication takes. */
  readonly approval: PolicyApproval;
  private readonly lines: CommandHandler<SentPolicyCommand, PolicyLine, DecidedEvent>;
  private readonly directory: CommandHandler<string, readonly string[], DecidedEvent>;
  private readonly keptLines: KeptStreams<PolicyLine>;
  private readonly keptNames: KeptStreams<readonly string[]>;
  private readonly all = new SharedReading(() => this.readAll());
  /** Caches published versions, which never change. */
  private readonly published = new Map<string, Policy>();

  constructor(private readonly options: PoliciesOptions) {
    const { store, codec, approval = 'one' } = options;
    const decider = deciderFor(approval);
    this.approval = approval;
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
    const listed = await this.directory.handle(
      POLICY_DIRECTORY_STREAM,
      name,
      this.context(POLICY_DIRECTORY_STREAM, { type: 'name', content: name }, sourceOfOnce(source)),
    );
    if (listed.kind !== 'accepted') return listed;
    return this.decide({ type: 'draft', data: { policy } }, policy.version, source);
  }

  /** Proposes a drafted version to others who may publish; the hash says which content is meant. */
  propose(version: string, contentHash: string, { reason, ...source }: PolicyCommandSource): Promise<Outcome> {
    return this.putForward('propose', { version, contentHash }, source, reason);
  }

  /** Approves and publishes what another person proposed. */
  approve(version: string, contentHash: string, { reason, ...source }: PolicyCommandSource): Promise<Outcome> {
    return this.putForward('approve', { version, contentHash }, source, reason);
  }

  /** Rejects what another person proposed; it stays a draft. */
  reject(version: string, contentHash: string, { reason, ...source }: PolicyCommandSource): Promise<Outcome> {
    return this.decide({ type: 'reject', data: { version, contentHash } }, version, source, reason);
  }

  /** Takes one's own proposal back; it stays a draft. */
  withdrawProposal(version: string, { reason, ...source }: PolicyCommandSource): Promise<Outcome> {
    return this.decide({ type: 'withdraw-proposal', data: { version } }, version, source, reason);
  }

  /** Publishes a drafted version alone; refused where a publication takes two people. */
  async publish(version: string, source: CommandSource): Promise<Outcome> {
    return (
      (await this.calendarRefusal(version)) ?? this.decide({ type: 'publish', data: { version } }, version, source)
    );
  }

  retire(version: string, source: CommandSource): Promise<Outcome> {
    return this.decide({ type: 'retire', data: { version } }, version, source);
  }

  /** What was done to a version, oldest first; of a long history the last part. Errors: those of `EventStore` and `EventCodec`. */
  async history(version: string): Promise<readonly PolicyAct[]> {
    const { store, codec } = this.options;
    const events: RecordedEvent[] = [];
    for await (const event of store.read(streamOf(policyNameOf(version)))) {
      if (versionNamedIn(event) !== version) continue;
      events.push(event);
      if (events.length > ACTS_MAX) events.shift();
    }
    return (await codec.open(events, MARK_MISSING_KEYS)).map(actOf);
  }

  private async putForward(
    type: 'propose' | 'approve',
    data: { readonly version: string; readonly contentHash: string },
    source: CommandSource,
    reason: string | undefined,
  ): Promise<Outcome> {
    return (await this.calendarRefusal(data.version)) ?? this.decide({ type, data }, data.version, source, reason);
  }

  private async calendarRefusal(version: string): Promise<Outcome | undefined> {
    const drafted = await this.find(version);
    return drafted?.standing === 'drafted' && calendarDiffers(drafted.policy, await this.list())
      ? refused('policy-calendar-differs')
      : undefined;
  }

  private async readAll(): Promise<readonly PolicyVersion[]> {
    const names = await this.keptNames.load(POLICY_DIRECTORY_STREAM);
    const lines = await Promise.all(names.map((name) => this.line(name)));
    return lines.flatMap(({ versions }) => versions);
  }

  private line(name: string): Promise<PolicyLine> {
    return this.keptLines.load(streamOf(name));
  }

  private decide(command: PolicyCommand, version: string, source: CommandSource, reason?: string): Promise<Outcome> {
    const stream = streamOf(policyNameOf(version));
    const context = this.context(stream, { type: command.type, content: { ...command, reason } }, source);
    return this.lines.handle(
      stream,
      { ...command, actorId: source.actor.id },
      {
        ...context,
        ...(reason !== undefined && { reason }),
      },
    );
  }

  private context(stream: StreamName, content: unknown, source: CommandSource) {
    const { now, secrets } = this.options;
    return commandContext(source, stream, { commandHash: secrets.commandHash(content), now: now() });
  }
}

/** Most acts of a version that its history tells: far more than people need to agree on one. */
const ACTS_MAX = 200;

/** One act on a version of a policy. */
export interface PolicyAct {
  readonly event: PolicyEventType;
  readonly at: Instant;
  readonly by: string;
  /** Absent where none was given, or where its key is gone. */
  readonly reason?: string;
  /** SHA-256 of the content that was drafted, proposed, approved or rejected. */
  readonly contentHash?: string;
}

/** The source of a command on a policy, with the reason that its history tells. */
export interface PolicyCommandSource extends CommandSource {
  readonly reason?: string;
}

/** The stream of a policy, by its name. */
function streamOf(name: string): StreamName {
  return `${POLICY_STREAM_PREFIX}${name}`;
}

function versionNamedIn({ data: { version, policy } }: RecordedEvent): unknown {
  return version ?? (policy as JsonObject | undefined)?.['version'];
}

function actOf({ type, data, reason, metadata: { actor, occurredAt } }: OpenedEvent): PolicyAct {
  const { policy, contentHash } = data as { readonly policy?: JsonObject; readonly contentHash?: string };
  const meant = policy === undefined ? contentHash : policyContentHash(policy as unknown as Policy);
  return {
    event: type as PolicyAct['event'],
    at: occurredAt,
    by: actor.id,
    ...(typeof reason === 'string' && { reason }),
    ...(meant !== undefined && { contentHash: meant }),
  };
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

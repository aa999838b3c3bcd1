import type { ComplaintEvent, Reference } from '@redress/contracts';
import {
  complaint,
  hasItem,
  hiddenFrom,
  type Policy,
  type PolicyChoice,
  type PolicyQuestion,
  referenceFromBytes,
  scopingIn,
  type Complaint,
  type ComplaintCommand,
  type ComplaintState,
  type PastComplaintEvent,
  type ReferenceFormat,
  type StaffList,
  type Instant,
  epochMsOf,
  instantOf,
  isAfter,
} from '@redress/domain';
import {
  commandContext,
  CommandHandler,
  commandIdOf,
  type CommandRemarks,
  type CommandSource,
  type Decider,
  type EventCodec,
  type EventStore,
  type Loaded,
  type OpenedEvent,
  type OpenOptions,
  type Outcome,
  type PastEvent,
  type ProjectedEvent,
  type ReadOptions,
  type Revision,
  type SentCommand,
} from '@redress/eventing';
import { complaintStream } from './stream.js';

/** Content of a command by its type, as filled in by a form, a file or another service. */
export type CommandContent<Type extends ComplaintCommand['type'] = ComplaintCommand['type']> = {
  [T in Type]: { readonly type: T; readonly data: Extract<ComplaintCommand, { type: T }>['data'] };
}[Type];

/**
 * Adds what depends on the complaint's current state to a command when it is decided, such as the words of a decision. Not part of the
 * command as sent, so that repeats are recognized by what was sent. Pure, since it may be called more than once. `keyMissing`: the person
 * whose words the state lacks because their key is missing; a completion that needs them throws `KeyMissingError`.
 */
export type Completion = (
  command: ComplaintCommand,
  state: Complaint,
  keyMissing: string | undefined,
) => ComplaintCommand;

/** What a command is given besides what was sent. */
interface Given {
  readonly policy?: Policy;
  readonly policies?: PolicyChoice;
  readonly completion?: Completion;
}

type PendingCommand = ComplaintCommand & { readonly completion?: Completion };

/** A complaint to be received: what it says, who sends it, and what is remarked. */
export interface Lodging {
  readonly data: CommandContent<'receive'>['data'];
  readonly source: CommandSource;
  readonly remarks?: CommandRemarks;
}

/** A later command on a complaint whose history is recorded as a whole. */
export interface HistoryStep {
  readonly content: CommandContent;
  readonly source: CommandSource;
  readonly remarks: CommandRemarks;
}

/** A complaint recorded with its history: the outcomes of the lodging and of the steps, up to the first that is not accepted. */
export interface LodgedHistory {
  readonly reference: Reference;
  readonly outcomes: readonly Outcome[];
}

export interface Lodged {
  readonly reference: Reference;
  readonly outcome: Outcome;
}

/** Keyed functions of the server. Without the secret, none can be inverted or predicted. */
export interface ComplaintSecrets {
  /** Distinguishes a repeated command from a reused key: HMAC over the canonical JSON of the content. */
  commandHash(content: unknown): string;
  /**
   * Bytes of candidate number `attempt` (from 0) for a reference, derived from the caller's idempotency key; random without a key. At least
   * 11.
   */
  referenceBytes(caller: string, idempotencyKey: string | undefined, attempt: number): Uint8Array;
}

export interface ComplaintsOptions {
  readonly store: EventStore;
  readonly codec: EventCodec;
  readonly secrets: ComplaintSecrets;
  /** The present instant, ISO 8601 in UTC. */
  readonly now: () => Instant;
  readonly policies: ComplaintPolicies;
  /** Who can be named as a member of staff; undefined where nobody keeps such a list. */
  readonly staff?: StaffList;
  /** Which teams and departments can be named; undefined where nobody keeps such a list. */
  readonly teams?: StaffList;
}

/** Source of the policies of complaints. */
export interface ComplaintPolicies {
  /** Returns the policies that complaints received now may come under. */
  snapshot(): Promise<PoliciesForNew>;
  /** Returns the policy of a version recorded in events. Rejects with a `RangeError` for an unknown one. */
  of(version: string): Promise<Policy>;
}

/** The policies among which one is chosen, at one moment: `basic@1` when no published policy applies. */
export interface PoliciesForNew extends PolicyChoice {
  /** The reference formats of all policies that may ever have been in force. */
  readonly referenceFormats: ReadonlySet<ReferenceFormat>;
}

/** The complaint aggregate for the command handler. */
export const complaintDecider: Decider<ComplaintCommand, ComplaintState, ComplaintEvent> = {
  initialState: complaint.initialState,
  wordsUnused: complaint.wordsUnused,
  decide: complaint.decide,
  // The codec has validated and upcast it, so it is a published event.
  evolve: (state: ComplaintState, event: PastEvent) => complaint.evolve(state, event as PastComplaintEvent),
};

/** There are 32^11 or 9 * 10^12 references: even a second collision in a row means a broken source of randomness. */
const REFERENCE_CANDIDATES_MAX = 8;

/** Decides on complaints and reads their histories: binds the complaint aggregate to its published events and the event store. */
export class Complaints {
  private readonly handler: CommandHandler<PendingCommand, ComplaintState, ComplaintEvent>;

  constructor(private readonly options: ComplaintsOptions) {
    this.handler = new CommandHandler<PendingCommand, ComplaintState, ComplaintEvent>({
      decider: complaintDecider,
      store: options.store,
      codec: options.codec,
      hiddenFrom,
      policyVersionOf,
      prepare: async ({ completion, ...command }, state, keyMissing) => {
        if (state.status === 'unknown') return command;
        const complete = { ...command, policy: await options.policies.of(state.policyVersion) };
        return completion?.(complete, state, keyMissing) ?? complete;
      },
    });
  }

  /**
   * Records a new complaint under a new reference in its policy's format. The append itself guarantees uniqueness: if a candidate is taken,
   * the next is tried. With an idempotency key the candidates are derived from caller and key, so that a repeat finds the first complaint,
   * even when a policy with another format has come into force since. The key of a stranger finds it for a day.
   */
  async lodge(
    data: CommandContent<'receive'>['data'],
    sent: CommandSource,
    remarks: CommandRemarks = {},
  ): Promise<Lodged> {
    const policies = await this.options.policies.snapshot();
    const source = await this.onItsDay(sent, policies);
    const { reference, outcomes } = await this.lodgeUnder(policies, { data, source, remarks }, []);
    return { reference, outcome: outcomes[0] as Outcome };
  }

  /** Whether a complaint was lodged with this idempotency key, so that lodging it again only answers; a stranger's within a day. */
  async wasLodged(sent: CommandSource): Promise<boolean> {
    if (sent.idempotencyKey === undefined) return false;
    const policies = await this.options.policies.snapshot();
    return (await this.lodgedBefore(await this.onItsDay(sent, policies), policies)) !== undefined;
  }

  /**
   * Records a complaint with what has happened to it until now, as an import does: {@link lodge}, then each step, decided on what the
   * earlier ones leave, and all appended together. Returns the outcomes of the lodging and of the steps, up to the first that is not
   * accepted; what was accepted before it is recorded. With idempotency keys a repeat goes on where an earlier attempt stopped.
   */
  async lodgeWithHistory(lodging: Lodging, steps: readonly HistoryStep[]): Promise<LodgedHistory> {
    return this.lodgeUnder(await this.options.policies.snapshot(), lodging, steps);
  }

  /** The reference of the complaint that was lodged with this idempotency key; undefined for none. */
  async lodgedWith(source: CommandSource): Promise<Reference | undefined> {
    return (await this.lodgedBefore(source, await this.options.policies.snapshot()))?.reference;
  }

  private async lodgeUnder(
    policies: PoliciesForNew,
    { data, source, remarks = {} }: Lodging,
    steps: readonly HistoryStep[],
  ): Promise<LodgedHistory> {
    const policy = policies.choose(questionOf(data, remarks.occurredAt ?? this.options.now()));
    const { referenceFormat } = policy;
    const earlier = await this.lodgedBefore(source, policies, referenceFormat);
    for (let attempt = 0; attempt < REFERENCE_CANDIDATES_MAX; attempt += 1) {
      const reference = earlier?.reference ?? this.candidate(source, referenceFormat, attempt);
      const outcomes = await this.handler.handleInOrder(complaintStream(reference), [
        this.sent(reference, { type: 'receive', data }, source, remarks, { policy }),
        ...steps.map((step) => this.sent(reference, step.content, step.source, step.remarks, {})),
      ]);
      const [first] = outcomes;
      const taken = first?.kind === 'refused' && first.refusal.refused === 'reference-taken';
      if (!taken) return { reference, outcomes };
    }
    throw new Error(`${REFERENCE_CANDIDATES_MAX} candidate references were all taken.`);
  }

  /**
   * Receives a complaint under a reference that was given to it before, and decides each step on what the earlier ones leave; all are
   * appended together. Returns the outcomes up to the first that is not accepted.
   */
  async receiveAs(
    reference: Reference,
    { data, source, remarks = {} }: Lodging,
    steps: readonly HistoryStep[],
  ): Promise<readonly Outcome[]> {
    const content = { type: 'receive', data } as const;
    const given = await this.policiesFor(content, remarks);
    return this.handler.handleInOrder(complaintStream(reference), [
      this.sent(reference, content, source, remarks, given),
      ...steps.map((step) => this.sent(reference, step.content, step.source, step.remarks, {})),
    ]);
  }

  /** Returns an unused reference for a complaint to be received with this data: derived as for a lodged one, in its policy's format. */
  async freeReference(data: CommandContent<'receive'>['data'], at: Instant, source: CommandSource): Promise<Reference> {
    const { referenceFormat } = (await this.options.policies.snapshot()).choose(questionOf(data, at));
    for (let attempt = 0; attempt < REFERENCE_CANDIDATES_MAX; attempt += 1) {
      const reference = this.candidate(source, referenceFormat, attempt);
      if ((await this.load(reference, 0)).state.status === 'unknown') return reference;
    }
    throw new Error(`${REFERENCE_CANDIDATES_MAX} candidate references were all taken.`);
  }

  /** The same complaints, with new ones received under the policies of one moment, which are then not read for each. */
  under(snapshot: PoliciesForNew): Complaints {
    const { policies } = this.options;
    const fixed = { snapshot: () => Promise.resolve(snapshot), of: (version: string) => policies.of(version) };
    return new Complaints({ ...this.options, policies: fixed });
  }

  /** Decides one command on a complaint. `reference` is in its stored form: 12 symbols, or 14 digits, without hyphens. */
  async execute(
    reference: Reference,
    content: CommandContent,
    source: CommandSource,
    remarks: CommandRemarks = {},
    completion?: Completion,
  ): Promise<Outcome> {
    const given = { ...(await this.policiesFor(content, remarks)), ...(completion && { completion }) };
    const { command, context } = this.sent(reference, content, source, remarks, given);
    return this.handler.handle(complaintStream(reference), command, context);
  }

  /** What a command needs that chooses a policy; all others stay under the complaint's, which is known once the complaint was read. */
  private async policiesFor(content: CommandContent, remarks: CommandRemarks): Promise<Given> {
    const { policies, now } = this.options;
    if (content.type === 'choose-policy') return { policies: await policies.snapshot() };
    if (content.type !== 'receive') return {};
    return { policy: (await policies.snapshot()).choose(questionOf(content.data, remarks.occurredAt ?? now())) };
  }

  private sent(
    reference: Reference,
    content: CommandContent,
    source: CommandSource,
    remarks: CommandRemarks,
    given: Given,
  ): SentCommand<PendingCommand> {
    const stream = complaintStream(reference);
    const now = this.options.now();
    const occurredAt = remarks.occurredAt ?? now;
    const commandHash = this.options.secrets.commandHash({ ...content, ...remarks });
    const context = commandContext(source, stream, { commandHash, now, subject: reference });
    const command = {
      ...content,
      id: context.commandId,
      reference,
      actor: {
        ...source.actor,
        ...(source.roles && { roles: source.roles }),
        ...(source.teams && { teams: source.teams }),
      },
      now,
      occurredAt,
      ...given,
      ...(source.expectedRevision !== undefined && { isAsSeen: true }),
      ...(this.options.staff && { staff: this.options.staff }),
      ...(this.options.teams && { teams: this.options.teams }),
      ...(remarks.reason !== undefined && { reason: remarks.reason }),
    } as PendingCommand;
    return {
      command,
      context: {
        ...context,
        occurredAt,
        ...(given.policy && { policyVersion: given.policy.version }),
        ...(source.onBehalfOf && { onBehalfOf: source.onBehalfOf }),
        ...(remarks.reason !== undefined && { reason: remarks.reason }),
        ...(source.idempotencyKey === undefined && { isFirstAttempt: true }),
        ...(content.type === 'receive' && source.idempotencyKey === undefined && { isNewStream: true }),
      },
    };
  }

  /**
   * Loads the complaint's state for decisions, up to a revision; `revision` is -1 for a complaint that does not exist. `keyMissing`: the
   * person whose words the state lacks because their key is missing.
   */
  load(reference: Reference, upTo?: Revision): Promise<Omit<Loaded<ComplaintState>, 'lastHash'>> {
    return this.handler.load(complaintStream(reference), upTo);
  }

  /**
   * Returns the complaint's events, oldest first, with personal values opened (or `{ erased: true }`); empty for an unknown complaint.
   * Throws `KeyMissingError` when their key is missing, unless `withoutKey` gives a replacement.
   */
  async history(reference: Reference, options: ReadOptions & OpenOptions = {}): Promise<readonly OpenedEvent[]> {
    const recorded = await Array.fromAsync(this.options.store.read(complaintStream(reference), options));
    return this.options.codec.open(recorded, options);
  }

  /** Returns one event as processes get it, with personal values sealed; undefined where the complaint has none of this revision. */
  async projectedAt(reference: Reference, revision: Revision): Promise<ProjectedEvent | undefined> {
    const at = { from: revision, to: revision };
    const [event] = await Array.fromAsync(this.options.store.read(complaintStream(reference), at));
    return event && this.options.codec.project(event);
  }

  private candidate({ caller, idempotencyKey }: CommandSource, format: ReferenceFormat, attempt: number): Reference {
    return referenceFromBytes(format, this.options.secrets.referenceBytes(caller, idempotencyKey, attempt));
  }

  /**
   * Makes a stranger's keys belong to the day, so that none is known a day later: to yesterday for a repeat of what was lodged less than a
   * day ago.
   */
  private async onItsDay({ isStranger, ...source }: CommandSource, policies: PoliciesForNew): Promise<CommandSource> {
    if (isStranger !== true || source.idempotencyKey === undefined) return source;
    const now = this.options.now();
    const dayBefore = instantOf(epochMsOf(now) - DAY_MS);
    const [today, yesterday] = [now, dayBefore].map((at) => ({
      ...source,
      caller: `${source.caller}:${dayOf(at)}`,
    })) as [CommandSource, CommandSource];
    const earlier = await this.lodgedBefore(yesterday, policies);
    return earlier !== undefined && isAfter(earlier.receivedAt, dayBefore) ? yesterday : today;
  }

  /** Finds where this command was recorded, in any format that a policy had, or any but one; only a command with an idempotency key. */
  private async lodgedBefore(
    source: CommandSource,
    { referenceFormats }: PoliciesForNew,
    except?: ReferenceFormat,
  ): Promise<{ readonly reference: Reference; readonly receivedAt: Instant } | undefined> {
    if (source.idempotencyKey === undefined) return undefined;
    for (const format of [...referenceFormats].filter((known) => known !== except)) {
      for (let attempt = 0; attempt < REFERENCE_CANDIDATES_MAX; attempt += 1) {
        const reference = this.candidate(source, format, attempt);
        const { state } = await this.load(reference, 0);
        if (state.status === 'unknown') break;
        const id = commandIdOf(source.caller, complaintStream(reference), source.idempotencyKey);
        if (hasItem(state.commandIds, id)) return { reference, receivedAt: state.receivedAt };
      }
    }
    return undefined;
  }
}

/** What decides on the policy of a complaint received at this instant. */
function questionOf(data: CommandContent<'receive'>['data'], at: Instant): PolicyQuestion {
  return { at, ...scopingIn(data) };
}

/** The policy that applies to decided events: an event that replaces it already stands under the new one. */
function policyVersionOf(state: ComplaintState, decided: readonly ComplaintEvent[]): string | undefined {
  const replaced = decided.find((event) => event.type === 'PolicyReplaced');
  return replaced?.data.to ?? (state.status === 'unknown' ? undefined : state.policyVersion);
}

const DAY_MS = 86_400_000;

/** The day of an instant in UTC. */
function dayOf(instant: Instant): string {
  return instant.slice(0, '2026-11-02'.length);
}

import {
  type CommandSource,
  type Completion,
  Complaints,
  type ComplaintSecrets,
  firingCommand,
  referenceOf,
  splitOff,
} from '@redress/complaints';
import { catalogue, type EventData } from '@redress/contracts';
import {
  type Complaint,
  type ComplaintStatus,
  epochMsOf,
  type Instant,
  pendingFirings,
  type Policy,
} from '@redress/domain';
import { EventCodec, KeyRing, type Outcome } from '@redress/eventing';
import { decisionOfComplaint } from '@redress/texts';
import { CapturedEvents, type CapturedKey, CapturedKeys, type CapturedStream } from './captured-stores.js';
import { Families, type Family, type Plan } from './family.js';
import { type Act, type Life, SERVICES } from './life.js';
import { samplePolicySource } from './office.js';
import { rests } from './story.js';

/** Whose keys make references, and what wraps the keys of persons: those of the installation that gets the complaints. */
export interface Installation {
  /** 32 bytes. */
  readonly masterKey: Uint8Array;
  readonly secrets: ComplaintSecrets;
}

/** Complaints with their whole histories, ready to be written: the keys first, because nothing opens what is sealed under a lost one. */
export interface Batch {
  readonly complaints: number;
  readonly keys: readonly CapturedKey[];
  readonly streams: readonly CapturedStream[];
  /** Subjects of words that were redacted, and of complainants who were erased: once the rest is written, their keys have to be destroyed. */
  readonly redacted: readonly string[];
  /** How many complaints ended in each status. */
  readonly statuses: { readonly [status in ComplaintStatus]?: number };
  /** Commands that a complaint refused, by their codes: its story ended there. Empty unless an invented life is at fault. */
  readonly refused: readonly string[];
}

/** Enough to share a transaction, few enough to show progress. */
const COMPLAINTS_PER_BATCH = 100;

/**
 * Lives the complaints of a plan through. Each step is a command that the complaint decides, in its own time: what falls due before it is
 * recorded first, as the timer would have. All of it is history that is recorded now, so nobody is told of it.
 */
export class Generator {
  private readonly events = new CapturedEvents();
  private readonly keys = new CapturedKeys();
  private readonly complaints: Complaints;
  private readonly families: Families;
  /** The complaints of the family in hand as they are now: nobody else changes them. */
  private states = new Map<Life, Complaint>();

  /** @param now when everything is recorded; not before the plan ends. */
  constructor(
    private readonly plan: Plan,
    { masterKey, secrets }: Installation,
    now: Instant,
  ) {
    this.families = new Families(plan);
    const codec = new EventCodec(catalogue, new KeyRing({ store: this.keys, masterKey }));
    this.complaints = new Complaints({
      store: this.events,
      codec,
      secrets,
      policies: samplePolicySource,
      now: () => now,
    });
  }

  /** The number of batches of a plan. */
  static batchesOf({ complaints }: Plan): number {
    return Math.ceil(complaints / COMPLAINTS_PER_BATCH);
  }

  /** One batch of the plan, from 0. The same each time, but for references, keys and ciphertexts. */
  async batch(number: number): Promise<Batch> {
    const first = number * COMPLAINTS_PER_BATCH;
    const end = Math.min(first + COMPLAINTS_PER_BATCH, this.plan.complaints);
    const statuses: { [status in ComplaintStatus]?: number } = {};
    const refused: string[] = [];
    let complaints = 0;
    for (let index = first; index < end; index += 1) {
      if (this.families.sizeAt(index) === 0) continue;
      const family = this.families.at(index);
      await this.live(family, refused);
      for (const life of family.lives.filter(({ reference }) => reference !== undefined)) {
        const { status } = this.stateOf(life);
        statuses[status] = (statuses[status] ?? 0) + 1;
        complaints += 1;
      }
    }
    const streams = this.events.take();
    return { complaints, keys: this.keys.take(), streams, redacted: streams.flatMap(redactedIn), statuses, refused };
  }

  private async live({ lives, stories }: Family, refused: string[]): Promise<void> {
    this.states = new Map();
    for (const story of stories) {
      let step = story.next();
      while (step.done !== true) {
        const act: Act = step.value;
        if (epochMsOf(act.at) >= this.plan.until_ms) break;
        const code = await this.perform(act);
        if (code !== undefined) {
          refused.push(`${act.content.type}: ${code}`);
          break;
        }
        const state = this.stateOf(act.on);
        if (rests(act.on, state)) break;
        step = story.next(state);
      }
    }
    for (const life of lives) if (life.reference !== undefined) await this.fireUntil(life, this.plan.until_ms);
  }

  /** Sends a command, after what fell due before it. Returns the code of a refusal. */
  private async perform(act: Act): Promise<string | undefined> {
    const { on, content, at } = act;
    const source = sourceOf(act);
    const remarks = { occurredAt: at, ...(act.reason !== undefined && { reason: act.reason }) };
    if (content.type === 'receive') {
      const { reference, outcome } = await this.complaints.lodge(content.data, source, remarks);
      on.reference = reference;
      return this.answered(on, outcome);
    }
    await this.fireUntil(on, epochMsOf(at));
    if (act.begins !== undefined && content.type === 'split') return this.split(act, act.begins, content.data);
    const completion = content.type === 'communicate-decision' ? inWords : undefined;
    return this.answered(on, await this.complaints.execute(on.known, content, source, remarks, completion));
  }

  /** Splits a complaint, and receives the other one as the service does, under the same key: it finds that it is there. */
  private async split(
    { on, by, at, reason }: Act,
    part: Life,
    content: EventData<'ComplaintSplit'>,
  ): Promise<string | undefined> {
    const received = splitOff(await this.complaints.history(on.known), content);
    if (received === undefined) return 'subject-erased';
    const { data, receivedAt } = received;
    const into = await this.complaints.freeReference(data, receivedAt, { caller: CALLER, actor: by });
    const remarks = { occurredAt: at, ...(reason !== undefined && { reason }) };
    const command = { type: 'split', data: { ...content, into } } as const;
    const split = await this.complaints.execute(on.known, command, { caller: CALLER, actor: by }, remarks);
    const refusal = await this.answered(on, split);
    if (refusal !== undefined) return refusal;
    const source = { caller: 'service:carry-over', actor: SERVICES.importer, idempotencyKey: 'split' };
    const lodging = { data, source, remarks: { occurredAt: receivedAt } };
    const [outcome] = await this.complaints.receiveAs(into, lodging, []);
    part.reference = into;
    return outcome && this.answered(part, outcome);
  }

  /** Records what fell due before an instant, in order. */
  private async fireUntil(life: Life, at_ms: number): Promise<void> {
    for (let fired = 0; fired < FIRINGS_MAX; fired += 1) {
      const state = this.stateOf(life);
      const [first] = pendingFirings(await this.policyOf(state), state.timeline);
      if (first === undefined || epochMsOf(first.at) >= at_ms) return;
      const outcome = await this.complaints.execute(life.known, firingCommand(first).content, TIMER, {
        occurredAt: first.at,
      });
      // What is not recorded would be found again for ever.
      if (outcome.kind !== 'accepted' || outcome.events.length === 0) return;
      await this.answered(life, outcome);
    }
  }

  private policyOf({ policyVersion }: Complaint): Promise<Policy> {
    return samplePolicySource.of(policyVersion);
  }

  /** Learns what a command has made of a complaint. Returns the code of a refusal. */
  private async answered(life: Life, outcome: Outcome): Promise<string | undefined> {
    if (outcome.kind !== 'accepted') return outcome.kind === 'refused' ? outcome.refusal.refused : outcome.kind;
    const { state } = await this.complaints.load(life.known);
    if (state.status !== 'unknown') this.states.set(life, state);
    return undefined;
  }

  private stateOf(life: Life): Complaint {
    const state = this.states.get(life);
    if (state === undefined) throw new Error('A complaint that was received is unknown.');
    return state;
  }
}

const CALLER = 'sample-data';
const TIMER: CommandSource = { caller: CALLER, actor: SERVICES.caseHandling };
/** More than fall due in the years of any plan. */
const FIRINGS_MAX = 200;

function sourceOf({ by }: Act): CommandSource {
  return { caller: CALLER, actor: by };
}

/** The subjects of what a complaint's history says is redacted or erased. */
function redactedIn({ stream, events }: CapturedStream): readonly string[] {
  return events.flatMap(({ type, data }) => {
    if (type === 'ComplainantErased') return referenceOf(stream);
    const message = type === 'MessageRedacted' ? data['message'] : undefined;
    return typeof message === 'number' ? (events[message]?.personal?.subject ?? []) : [];
  });
}

/** The words of a decision, as the service communicates it. */
const inWords: Completion = (command, state) => {
  const message = decisionOfComplaint(command.reference, state, command.policy);
  if (command.type !== 'communicate-decision' || message === undefined) return command;
  return { ...command, data: { ...command.data, message } };
};

import { COMPLAINT_STREAM_PREFIX } from '@redress/complaints';
import { type ComplaintStatus, complaintStatuses, type Instant } from '@redress/domain';
import {
  type CommandSource,
  EventingError,
  type EventStore,
  type KeyStore,
  LOG_START,
  type Position,
} from '@redress/eventing';
import { type Policies, policyContentHash } from '@redress/policies';
import { SERVICES } from './life.js';
import { samplePolicies } from './office.js';
import type { Plan } from './family.js';
import type { CapturedStream } from './captured-stores.js';
import { type Batch, Generator, type Installation } from './generator.js';

/** The stores of the installation that is filled. */
export interface FilledStores {
  readonly events: EventStore;
  readonly keys: KeyStore;
  readonly policies: Policies;
}

export interface FillingOptions {
  /** The present instant. */
  readonly now: Instant;
  /** Ends the filling between two batches; what is written stays, and is whole. */
  readonly signal: AbortSignal;
  /** Receives the number of complaints written so far. */
  readonly onProgress?: (complaints: number) => void;
}

/** What was written. */
export interface Filled {
  readonly complaints: number;
  readonly events: number;
  /** How many complaints are in each status. */
  readonly statuses: { readonly [status in ComplaintStatus]: number };
  /** Commands that were refused, by their codes. Empty unless an invented life is at fault. */
  readonly refused: readonly string[];
  readonly interrupted: boolean;
}

/** The installation is in use already. Invented complaints among real ones could not be told apart, or taken away again. */
export class NotEmptyError extends EventingError {
  readonly code = 'not-empty';

  constructor() {
    super('There are complaints or policies already. Invented complaints go into an empty installation only.');
  }
}

/**
 * Tells whether an installation is still empty: it has neither complaints nor policies of its own, while accounts of staff do not count. Goes on
 * where its last look ended, so it may be asked often.
 */
export class Emptiness {
  private read: Position = LOG_START;
  private isUsed = false;

  constructor(private readonly stores: Pick<FilledStores, 'events' | 'policies'>) {}

  async holds(): Promise<boolean> {
    this.isUsed ||= (await this.hasComplaint()) || (await this.hasOwnPolicy());
    return !this.isUsed;
  }

  private async hasComplaint(): Promise<boolean> {
    for await (const { stream, position } of this.stores.events.readAll(this.read)) {
      if (stream.startsWith(COMPLAINT_STREAM_PREFIX)) return true;
      this.read = position;
    }
    return false;
  }

  /** Those of the samples may be there, when a filling ended before the first complaint. */
  private async hasOwnPolicy(): Promise<boolean> {
    const versions = await this.stores.policies.list();
    return versions.some(({ policy }) => !samplePolicies.some(({ version }) => version === policy.version));
  }
}

/** The batches of a plan one after another, made on the calling thread. */
export async function* batchesOf(plan: Plan, installation: Installation, now: Instant): AsyncGenerator<Batch> {
  const generator = new Generator(plan, installation, now);
  for (let number = 0; number < Generator.batchesOf(plan); number += 1) yield await generator.batch(number);
}

/**
 * Fills an empty installation: publishes the sample policies and writes all batches. A running one may be filled, too: its views follow, and
 * nobody is written to, because all of it is history. Throws `NotEmptyError` and the errors of the stores.
 */
export async function fill(
  { events, keys, policies }: FilledStores,
  batches: AsyncIterable<Batch>,
  { now, signal, onProgress }: FillingOptions,
): Promise<Filled> {
  if (!(await new Emptiness({ events, policies }).holds())) throw new NotEmptyError();
  await publishPolicies(policies);
  const statuses = Object.fromEntries(complaintStatuses.map((status) => [status, 0])) as Record<
    ComplaintStatus,
    number
  >;
  const refused: string[] = [];
  const redacted: string[] = [];
  let [complaints, count] = [0, 0];
  for await (const batch of batches) {
    if (signal.aborted) break;
    count += await write(events, keys, batch);
    complaints += batch.complaints;
    for (const status of complaintStatuses) statuses[status] += batch.statuses[status] ?? 0;
    refused.push(...batch.refused);
    redacted.push(...batch.redacted);
    onProgress?.(complaints);
  }
  // At the end, because each destruction empties a journal.
  await Promise.all(redacted.map((subject) => keys.destroy(subject, now)));
  return { complaints, events: count, statuses, refused, interrupted: signal.aborted };
}

const PROPOSER: CommandSource = { caller: 'sample-data', actor: SERVICES.importer };
const APPROVER: CommandSource = { caller: 'sample-data', actor: SERVICES.approver };

/** As two people do, so that it needs no exception where a publication takes two. */
async function publishPolicies(policies: Policies): Promise<void> {
  for (const policy of samplePolicies) {
    const { version } = policy;
    // By a filling that was interrupted.
    if ((await policies.find(version))?.standing === 'published') continue;
    const contentHash = policyContentHash(policy);
    const steps = [
      () => policies.draft(policy, PROPOSER),
      () => policies.propose(version, contentHash, PROPOSER),
      () => policies.approve(version, contentHash, APPROVER),
    ];
    for (const step of steps) {
      if ((await step()).kind !== 'accepted') throw new Error(`The sample policy ${version} could not be published.`);
    }
  }
}

/** Writes the keys before what is sealed under them. Returns the number of events. */
async function write(events: EventStore, keys: KeyStore, { keys: fresh, streams }: Batch): Promise<number> {
  await Promise.all(fresh.map(({ subject, wrapped }) => keys.put(subject, wrapped)));
  const counts = await Promise.all(streams.map((stream) => append(events, stream)));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Limit of the event store port. */
const EVENTS_PER_APPEND = 100;

async function append(store: EventStore, { stream, events }: CapturedStream): Promise<number> {
  for (let first = 0; first < events.length; first += EVENTS_PER_APPEND) {
    await store.append(stream, first === 0 ? 'none' : first - 1, events.slice(first, first + EVENTS_PER_APPEND));
  }
  return events.length;
}

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { OpenedEvent } from '@redress/eventing';
import { type Answer, eventually, type SeededRandom } from '@redress/testing';
import type { Office } from '../office.js';

/** One step of handling a complaint: sender, command and body. */
type Step = readonly [who: string, command: string, body: Readonly<Record<string, unknown>>];

const HANDLING: readonly Step[] = [
  [
    'hana',
    'assess',
    {
      severity: 'medium',
      safetyImplication: false,
      complexity: 'simple',
      impact: 'individual',
      immediateAction: 'none',
      rationale: 'The statement shows it.',
    },
  ],
  ['sara', 'assign', { assignee: 'hana' }],
  ['hana', 'record-finding', { summary: 'A fee was posted twice.', upheld: 'upheld' }],
  [
    'hana',
    'propose-response',
    { decision: 'upheld', explanation: 'We give it back.', remedies: [{ kind: 'refund', description: 'The fee' }] },
  ],
  ['sara', 'approve-response', { comment: 'Agreed.' }],
  ['hana', 'communicate-decision', { channel: 'email' }],
  ['hana', 'record-acceptance', { comment: 'Content.' }],
  ['hana', 'deliver-remedy', { remedy: 0, evidence: 'Transfer made.' }],
  ['hana', 'close', { outcome: 'resolved' }],
];

/** A complaint known to the clients, and the progress of its handling. */
interface Known {
  readonly reference: string;
  /** Left open until the end, because several clients write to it concurrently, and it must still be acknowledged. */
  readonly shared: boolean;
  steps: number;
  busy: boolean;
  pending?: Sent;
}

const CLIENTS = 8;
const PAUSE_MS_MAX = 6;
/** Wait before a client retries an unanswered or deferred request, so that an outage causes no flood. */
const PATIENCE_MS = 200;

/** Concurrent clients of one office, working through any number of restarts of the system. */
export class BusyOffice {
  private readonly known: Known[] = [];
  private count = 0;
  /** Makes each key a secret, as strangers' keys must be. */
  private readonly secret = randomUUID();

  constructor(
    private readonly journal: Journal,
    private readonly random: SeededRandom,
    /** Longest pause between two requests of one client. */
    private readonly pause_ms_max = PAUSE_MS_MAX,
  ) {}

  /** Sends until the signal aborts. Resolves when the last request was answered or lost. */
  async work(office: Office, signal: AbortSignal): Promise<void> {
    for (const complaint of this.known) complaint.busy = false;
    const client = async (): Promise<void> => {
      while (!signal.aborted) {
        await this.act(office);
        await pause(this.random.below(this.pause_ms_max));
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
  }

  /**
   * Sends until this many requests were answered with this many event types: how far clients get in a given time depends on the machine.
   * The answer to a lodging names no events, so the log holds one more type than is counted here.
   */
  async workUntil(office: Office, least: Workload): Promise<void> {
    const enough = new AbortController();
    const work = this.work(office, enough.signal);
    const isEnough = ({ answered, types }: Workload) => answered >= least.answered && types >= least.types;
    await eventually(() => Promise.resolve(this.journal.workload), isEnough).finally(() => enough.abort());
    await work;
  }

  /** Sends every request again, answered or not. */
  async repeatAll(office: Office): Promise<void> {
    const queue = this.journal.sent.values();
    const client = async (): Promise<void> => {
      for (const sent of queue) await this.send(office, sent);
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
  }

  private async act(office: Office): Promise<void> {
    const { random, journal } = this;
    const dice = random.fraction();
    if (dice < 0.25 || this.known.length === 0) await this.lodge(office);
    else if (dice < 0.4) await this.takeNote(office);
    else if (dice < 0.5) {
      const earlier = random.oneOf(journal.sent);
      await Promise.all([this.send(office, earlier), random.chance(0.5) && this.send(office, earlier)]);
    } else await this.handle(office);
  }

  private async lodge(office: Office): Promise<void> {
    const key = this.newKey('lodge');
    const email = this.random.chance(0.4) ? `${key}@example.org` : undefined;
    const description = 'A fee was taken twice.';
    const body = { description, externalReference: key, ...(email !== undefined && { complainant: { email } }) };
    const sent = this.journal.add({ key, path: '/api/complaints', body, ...(email !== undefined && { email }) });
    // An unanswered one is left to chance: it may be repeated, or stay unknown until the end.
    if (!(await this.send(office, sent)) || sent.answer === undefined) return;
    const reference = String(sent.answer['reference']);
    this.known.push({ reference, shared: email !== undefined, steps: 0, busy: false });
  }

  private async takeNote(office: Office): Promise<void> {
    const open = this.known.filter(({ shared }) => shared);
    if (open.length === 0) return;
    const body = { text: 'The complainant telephoned.', visibility: 'internal' };
    await this.send(office, this.command('hugo', this.random.oneOf(open).reference, 'add-note', body));
  }

  /** Takes the next step of a complaint that no other client works on; repeats it until it is answered. */
  private async handle(office: Office): Promise<void> {
    const ready = this.known.filter(({ busy, shared, steps }) => !busy && steps < HANDLING.length - (shared ? 1 : 0));
    if (ready.length === 0) return;
    const complaint = this.random.oneOf(ready);
    const [who, command, body] = HANDLING[complaint.steps]!;
    complaint.busy = true;
    complaint.pending ??= this.command(who, complaint.reference, command, body);
    if (await this.send(office, complaint.pending)) {
      complaint.steps += 1;
      delete complaint.pending;
    }
    complaint.busy = false;
  }

  private command(who: string, reference: string, command: string, body: Readonly<Record<string, unknown>>): Sent {
    const key = this.newKey(command);
    return this.journal.add({ key, who, path: `/api/cases/${reference}/${command}`, body: { ...body, reason: key } });
  }

  /** False without an answer, when the outcome is unknown. */
  private async send(office: Office, sent: Sent): Promise<boolean> {
    const isAnswered = await this.trySend(office, sent);
    if (!isAnswered) await pause(PATIENCE_MS);
    return isAnswered;
  }

  private async trySend(office: Office, sent: Sent): Promise<boolean> {
    const { who, path, body, key } = sent;
    const headers = { 'idempotency-key': key };
    try {
      const answer = await (who === undefined ? office.lodge(body, headers) : office.post(who, path, body, headers));
      return this.journal.note(sent, answer);
    } catch {
      return false;
    }
  }

  private newKey(command: string): string {
    this.count += 1;
    return `${command}-${this.count}-${this.secret}`;
  }
}

/** A command as sent by a client, with its answer. Its key is also in what it records, so that it can be found in the log. */
interface Sent {
  readonly key: string;
  /** The sender; undefined for a complainant who lodges. */
  readonly who?: string;
  readonly path: string;
  readonly body: unknown;
  /** The complainant's address, if any. */
  readonly email?: string;
  /** The body of the first 2xx answer. Without one, it is unknown whether the command was recorded. */
  answer?: Readonly<Record<string, unknown>>;
}

/** The amount of work done: answered requests, and event types in their answers. */
export interface Workload {
  readonly answered: number;
  readonly types: number;
}

/** All requests and answers: the promises that the system must keep, whatever happens to it. */
export class Journal {
  private readonly byKey = new Map<string, Sent>();
  /** Answers that no client should have received. */
  readonly contradictions: string[] = [];

  get sent(): readonly Sent[] {
    return [...this.byKey.values()];
  }

  add(sent: Sent): Sent {
    this.byKey.set(sent.key, sent);
    return sent;
  }

  get workload(): Workload {
    const answers = this.sent.flatMap(({ answer }) => (answer === undefined ? [] : [answer]));
    const types = new Set(answers.flatMap((answer) => (answer['events'] ?? []) as readonly string[]));
    return { answered: answers.length, types: types.size };
  }

  /** Notes an answer and returns whether it is final. A stopping system may ask for a retry. */
  note(sent: Sent, { status, body, headers }: Answer): boolean {
    if (status === 503) return false;
    if (status !== 200 && status !== 201) {
      this.contradictions.push(`${sent.key} was answered with ${status}: ${JSON.stringify(body)}`);
    } else if (sent.answer === undefined) {
      sent.answer = body;
    } else if (!isDeepStrictEqual(body, sent.answer)) {
      this.contradictions.push(`${sent.key} was answered ${JSON.stringify(sent.answer)}, then ${JSON.stringify(body)}`);
    } else if (headers.get('idempotency-replayed') !== 'true') {
      this.contradictions.push(`${sent.key} was answered again as if for the first time`);
    }
    return true;
  }

  /** Events that the log lacks, repeats, or contains without a request; empty if there are none. */
  faultsIn(events: readonly OpenedEvent[]): readonly string[] {
    const byKey = Map.groupBy(events, keyOf);
    const strange = [...byKey.keys()].filter((key) => key !== undefined && !this.byKey.has(key));
    const ids = new Set(events.map(({ id }) => id));
    return [
      ...this.sent.flatMap((sent) => faultsOf(sent, byKey.get(sent.key) ?? [])),
      ...strange.map((key) => `${key} was recorded, but nobody sent it`),
      ...(ids.size < events.length ? [`${events.length - ids.size} events have the id of another`] : []),
    ];
  }
}

/** Undefined for events that services record by themselves. */
function keyOf({ type, data, reason }: OpenedEvent): string | undefined {
  const key = type === 'ComplaintReceived' ? data['externalReference'] : reason;
  return typeof key === 'string' ? key : undefined;
}

function faultsOf({ key, answer }: Sent, events: readonly OpenedEvent[]): readonly string[] {
  if (answer === undefined) return events.length > 1 ? [`${key} was recorded ${events.length} times`] : [];
  const types = events.map(({ type }) => type);
  const expected = (answer['events'] as readonly string[] | undefined) ?? ['ComplaintReceived'];
  if (!isDeepStrictEqual(types, expected)) {
    return [`${key} was answered with ${expected.join()} and is recorded as ${types.join() || 'nothing'}`];
  }
  const last = events.at(-1);
  const isWhereAnswered =
    last?.revision === answer['revision'] &&
    last?.stream === streamOf(answer) &&
    events.every(({ stream }) => stream === last.stream);
  return isWhereAnswered ? [] : [`${key} is not at the place that was answered`];
}

/** The stream of an answer's complaint. */
export function streamOf(answer: Readonly<Record<string, unknown>>): string {
  return `complaint-${String(answer['reference']).replaceAll('-', '')}`;
}

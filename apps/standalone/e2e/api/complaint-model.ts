import { catalogue, type ComplaintEvent, type Reference } from '@redress/contracts';
import {
  availableCommands,
  type Complaint,
  complaint,
  type ComplaintCommand,
  type ComplaintState,
  type PastComplaintEvent,
  hiddenFrom,
  may,
  type Policy,
  type Instant,
} from '@redress/domain';
import { toActorId, type Actor } from '@redress/eventing';
import { shippedPolicyOf } from '@redress/policies';
import { decisionOfComplaint } from '@redress/texts';
import type { RoutedCommand } from '../command-routes.js';

/** The sender of a request: staff with their token's claims, the complainant with the tracking token, or an anonymous client. */
export interface Sender {
  readonly kind: 'staff' | 'complainant' | 'anonymous';
  readonly id: string;
  readonly roles: readonly string[];
}

/** A request as the model receives it: as sent, before any validation. */
export interface SentRequest {
  readonly route: RoutedCommand;
  readonly sender: Sender;
  readonly body: Readonly<Record<string, unknown>>;
  /** The body violates the rules of its route. */
  readonly isRubbish: boolean;
  readonly occurredAt: Instant | undefined;
  readonly now: Instant;
  readonly key: string | undefined;
  readonly ifMatch: number | 'malformed' | undefined;
}

/** The answer that http-api.md promises. `code` is that of a problem. */
export type Expected =
  | { readonly status: 200; readonly revision: number; readonly events: readonly string[]; readonly replayed: boolean }
  | { readonly status: number; readonly code: string };

interface Remembered {
  readonly content: string;
  readonly revision: number;
  readonly events: readonly string[];
}

const STATUS_OF: Readonly<Record<string, number>> = {
  'complaint-unknown': 404,
  'occurred-in-future': 422,
  'occurred-before-receipt': 422,
  'reason-missing': 422,
  'happened-in-future': 422,
  'interview-in-future': 422,
  'review-in-past': 422,
  'recipient-missing': 422,
  'withdrawal-evidence-missing': 422,
  'other-complaint-unknown': 422,
};

/** One complaint behind the API, according to the domain's own functions and the rules of http-api.md. Uses no infrastructure. */
export class ComplaintModel {
  readonly types: string[] = [];
  private readonly past: PastComplaintEvent[] = [];
  private current: ComplaintState = complaint.initialState;
  private readonly memory = new Map<string, Remembered>();
  private anonymousCommands = 0;

  /** @param reference in its stored form. */
  constructor(
    private readonly reference: Reference,
    receivedAt: Instant,
  ) {
    const data = { description: '', channel: 'web', language: 'en' } as const;
    this.record(
      [{ type: 'ComplaintReceived', data }],
      { id: toActorId('complainant'), role: 'complainant' },
      receivedAt,
      'lodging',
    );
  }

  get state(): Complaint {
    return this.current as Complaint;
  }

  get revision(): number {
    return this.types.length - 1;
  }

  isHiddenFrom({ id, roles }: Sender): boolean {
    return !may({ id, roles }, 'view-case', this.state);
  }

  availableTo({ id, roles }: Sender, at: Instant): readonly string[] {
    return availableCommands(this.current, { id, roles }, shippedPolicyOf('basic@1'), at);
  }

  /** Handles the request, including its changes, and returns the expected answer. */
  expects(sent: SentRequest): Expected {
    const { route, sender, body } = sent;
    const role = this.admittedAs(sent);
    if (role === undefined)
      return sender.kind === 'anonymous' ? refused(401, 'unauthenticated') : refused(403, 'forbidden');
    if (sent.ifMatch === 'malformed') return refused(400, 'malformed-if-match');
    if (sent.isRubbish) return refused(422, 'invalid-field');
    const { reason, ...data } = body;
    const content = JSON.stringify([route.type, body, sent.occurredAt]);
    const id =
      sent.key === undefined ? `command-${(this.anonymousCommands += 1)}` : `${sender.kind}:${sender.id}:${sent.key}`;
    const earlier = this.memory.get(id);
    if (earlier !== undefined) {
      if (earlier.content !== content) return refused(422, 'idempotency-key-reused');
      return { status: 200, revision: earlier.revision, events: earlier.events, replayed: true };
    }
    const occurredAt = sent.occurredAt ?? sent.now;
    const actor = { id: toActorId(sender.id), role };
    const policy = shippedPolicyOf('basic@1');
    const isAsSeen = sent.ifMatch !== undefined;
    const context = { id, reference: this.reference, actor, now: sent.now, occurredAt, reason, policy, isAsSeen };
    const command = { type: route.type, data: this.completed(route, data, policy), ...context } as ComplaintCommand;
    const hidden = hiddenFrom(command, this.current);
    if (hidden !== undefined) return refused(404, hidden.refused);
    if (sent.ifMatch !== undefined && sent.ifMatch !== this.revision) return refused(412, 'revision-mismatch');
    const decision = complaint.decide(command, this.current);
    if ('refused' in decision) return refused(STATUS_OF[decision.refused] ?? 409, decision.refused);
    this.record(decision, actor, occurredAt, id, typeof reason === 'string');
    const events = decision.map(({ type }) => type);
    if (events.length > 0) this.memory.set(id, { content, revision: this.revision, events });
    return { status: 200, revision: this.revision, events, replayed: false };
  }

  /** Adds what the service adds: the reference of a new complaint, which cannot be predicted, and the words of a decision. */
  private completed({ type }: RoutedCommand, data: object, policy: Policy): object {
    if (type === 'split') return { ...data, into: `split-${this.revision}` };
    const message =
      type === 'communicate-decision' ? decisionOfComplaint(this.reference, this.state, policy) : undefined;
    return message === undefined ? data : { ...data, message };
  }

  /** The role that admits the sender, if any. */
  private admittedAs({ route, sender, body }: SentRequest): string | undefined {
    if (sender.kind !== (route.side === 'cases' ? 'staff' : 'complainant')) return undefined;
    const { assignee, person } = body;
    const facts = {
      actorId: sender.id,
      ...(typeof assignee === 'string' && { assignee }),
      ...(typeof person === 'string' && { person }),
    };
    return sender.roles.find((role) => may({ id: sender.id, roles: [role] }, route.type, undefined, facts));
  }

  private record(
    events: readonly ComplaintEvent[],
    actor: Actor,
    occurredAt: Instant,
    commandId: string,
    hasReason = false,
  ): void {
    // The reason is sealed with the first words of the command.
    const withReason = hasReason ? Math.max(0, events.findIndex(hasWords)) : -1;
    for (const [index, event] of events.entries()) {
      const own = (index === withReason || hasWords(event)) && { hasOwnKey: true as const };
      const past = { ...event, actor, occurredAt, commandId, ...own };
      this.past.push(past);
      this.types.push(event.type);
      if (event.type === 'MessageRedacted') this.redact(event.data.message);
      else this.current = complaint.evolve(this.current, past);
    }
  }

  /** The state as a reader folds it who finds the words erased: what is compared with them later is compared with nothing. */
  private redact(message: number): void {
    const redacted = this.past[message];
    if (redacted !== undefined) this.past[message] = withoutWords(redacted);
    this.current = this.past.reduce<ComplaintState>(
      (state, event) => complaint.evolve(state, event),
      complaint.initialState,
    );
  }
}

function withoutWords(event: PastComplaintEvent): PastComplaintEvent {
  const data = structuredClone(event.data) as Record<string, unknown>;
  for (const pointer of wordsIn(event)) {
    const steps = pointer.slice(1).split('/');
    const last = steps.pop() as string;
    const parent = steps.reduce((value, step) => value[step] as Record<string, unknown>, data);
    parent[last] = { erased: true };
  }
  return { ...event, data } as PastComplaintEvent;
}

/** Whether an event contains words that are sealed under its own key. */
function hasWords(event: ComplaintEvent): boolean {
  return wordsIn(event).length > 0;
}

function wordsIn({ type, data }: Pick<ComplaintEvent, 'type' | 'data'>): readonly string[] {
  const version = catalogue.currentVersion(type);
  const pointers = catalogue.personalPointers(type, version, { ...data });
  return pointers.filter((pointer) => !catalogue.isIdentity(type, version, pointer));
}

function refused(status: number, code: string): Expected {
  return { status, code };
}

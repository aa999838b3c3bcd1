import {
  COMPLAINT_STREAM_PREFIX,
  referenceOf,
  type CommandContent,
  type CommandSource,
  type Complaints,
} from '@redress/complaints';
import { availableCommands, clocksUnder, formatReference, formatTrackingCode, type Complaint } from '@redress/domain';
import { OutOfReachError, type JsonObject, type ProcessManager, type ProjectedEvent } from '@redress/eventing';
import { greetingName } from '@redress/messages';
import type { Policies } from '@redress/policies';
import type { ServerSecrets } from '@redress/platform';
import type { MailMessage, MailTransport } from '../mail/mail-transport.js';
import { ACKNOWLEDGEMENT_TEMPLATE, acknowledgementMessage } from './acknowledgement.message.js';

/** The name under which the process keeps its position. */
export const ACKNOWLEDGEMENT_PROCESS = 'acknowledgement';

const SERVICE: CommandSource = { caller: 'service:notification', actor: { id: 'notification', role: 'system' } };

type NotificationCommand = 'record-notification-attempted' | 'record-notification-sent' | 'record-notification-failed';

/** What is recorded of a message. The language of a complaint is not personal, so it is known also of somebody who was erased. */
type MessageFacts = Pick<MailMessage, 'messageId' | 'language'>;

/** The complaint, and the event for whose sake all this is done. */
interface Occasion {
  readonly reference: string;
  readonly causationId: string;
}

/**
 * Sends the acknowledgement (clause 7.4) once for each complaint whose complainant left an e-mail address.
 *
 * Starts at `ComplaintReceived`; ends with `NotificationSent` (and with it `ComplaintAcknowledged`) or `NotificationFailed`.
 * What was done is read from the complaint's own events, so a redelivered event, a replay or a rebuild sends nothing again.
 * When the machinery fails it throws, and the event comes again.
 *
 * Nothing is sent where nothing waits to be acknowledged: somebody did it by hand, or the complaint was withdrawn, referred or closed
 * meanwhile, and "we look into it" would no longer be true. Should it be reopened, its handler acknowledges it.
 */
export class AcknowledgementProcess implements ProcessManager {
  readonly name = ACKNOWLEDGEMENT_PROCESS;
  readonly streamPrefix = COMPLAINT_STREAM_PREFIX;
  readonly reactsTo = ['ComplaintReceived'];

  constructor(
    private readonly complaints: Complaints,
    private readonly policies: Policies,
    private readonly mail: MailTransport,
    private readonly secrets: ServerSecrets,
  ) {}

  async on({ id, stream, data }: ProjectedEvent): Promise<void> {
    if ((data['complainant'] as JsonObject | undefined)?.['email'] === undefined) return;
    const reference = referenceOf(stream);
    const occasion = { reference, causationId: id };
    const facts = {
      messageId: `acknowledgement.${reference.toLowerCase()}@redress`,
      language: data['language'] === 'fa' ? 'fa' : 'en',
    } as const;
    const { state } = await this.complaints.load(reference);
    if (state.status === 'unknown') return;
    const earlier = state.messages[facts.messageId];
    if (earlier === 'attempted') return this.recordInterruption(occasion, facts);
    if (earlier !== undefined || !isAwaited(state)) return;
    const message = await this.compose(reference, facts, state);
    if (message !== undefined) await this.send(occasion, message);
  }

  /** An attempt without an outcome was cut short by a kill: the message may have left. What then became of the complaint changes nothing. */
  private recordInterruption(occasion: Occasion, facts: MessageFacts): Promise<void> {
    return this.record(occasion, 'record-notification-failed', facts, { failure: 'interrupted', uncertain: true });
  }

  private async send(occasion: Occasion, message: MailMessage): Promise<void> {
    await this.mail.ready().catch((cause: unknown) => {
      throw new OutOfReachError('The mail server cannot be reached.', { cause });
    });
    // Written first, so that after a kill between sending and recording nobody takes the message for unsent.
    if (!this.mail.repeatable) await this.record(occasion, 'record-notification-attempted', message);
    const outcome = await this.mail.send(message);
    if (outcome.sent) return this.record(occasion, 'record-notification-sent', message);
    const { failure, uncertain } = outcome;
    return this.record(occasion, 'record-notification-failed', message, { failure, uncertain });
  }

  /** Undefined when there is nobody to write to: anonymous, no address, or erased since. */
  private async compose(
    reference: string,
    { messageId, language }: { readonly messageId: string; readonly language: 'en' | 'fa' },
    state: Complaint,
  ): Promise<MailMessage | undefined> {
    const [received] = await this.complaints.history(reference, { to: 0 });
    const complainant = received?.data['complainant'] as JsonObject | undefined;
    const address = textOf(complainant?.['email']);
    if (received === undefined || address === undefined) return undefined;
    const name = greetingName(textOf(complainant?.['name']) ?? '');
    const policy = await this.policies.of(state.policyVersion);
    const decision = clocksUnder(policy, state.timeline).find((clock) => clock.name === 'decision');
    const text = acknowledgementMessage({
      language,
      reference: formatReference(reference),
      trackingCode: formatTrackingCode(this.secrets.trackingCode(reference)),
      receivedAt: received.metadata.occurredAt,
      decisionDueAt: decision?.dueAt ?? received.metadata.occurredAt,
      ...(name !== undefined && { name }),
    });
    return { messageId, to: { address, ...(name !== undefined && { name }) }, language, ...text };
  }

  private async record(
    { reference, causationId }: Occasion,
    type: NotificationCommand,
    { messageId, language }: MessageFacts,
    failure?: { readonly failure: string; readonly uncertain: boolean },
  ): Promise<void> {
    const data = {
      purpose: 'acknowledgement',
      channel: 'email',
      template: ACKNOWLEDGEMENT_TEMPLATE,
      messageId,
      language,
    };
    const outcome = await this.complaints.execute(
      reference,
      { type, data: { ...data, ...failure } } as CommandContent<NotificationCommand>,
      { ...SERVICE, causationId, idempotencyKey: `${type}:${messageId}` },
    );
    if (outcome.kind !== 'accepted') throw new Error(`${type} was answered with ${outcome.kind}.`);
  }
}

/** Whether the complaint's own rules would still let this service acknowledge it. */
function isAwaited(state: Complaint): boolean {
  const { id, role } = SERVICE.actor;
  return availableCommands(state, { id, roles: [role] }).includes('acknowledge');
}

/** An erased value is an object, and an absent one undefined: neither can be written to. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

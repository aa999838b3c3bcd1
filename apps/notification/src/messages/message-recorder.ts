import type { CommandContent, Complaints } from '@redress/complaints';
import { SERVICE } from './service.js';
import type { NotificationFacts } from '@redress/contracts';

/** The complaint, and the event for whose sake something is recorded. */
export interface Occasion {
  readonly reference: string;
  readonly causationId: string;
}

export interface Failure {
  readonly failure: string;
  readonly uncertain: boolean;
  readonly bounced?: boolean;
}

type NotificationCommand = 'record-notification-attempted' | 'record-notification-sent' | 'record-notification-failed';

/** Writes into a complaint what became of its messages. Saying the same twice records it once. */
export class MessageRecorder {
  constructor(private readonly complaints: Complaints) {}

  /** Answers whether this call recorded it: false when it was recorded before. */
  attempted(occasion: Occasion, facts: NotificationFacts): Promise<boolean> {
    return this.record(occasion, 'record-notification-attempted', facts);
  }

  async sent(occasion: Occasion, facts: NotificationFacts): Promise<void> {
    await this.record(occasion, 'record-notification-sent', facts);
  }

  async failed(occasion: Occasion, facts: NotificationFacts, failure: Failure): Promise<void> {
    await this.record(occasion, 'record-notification-failed', { ...facts, ...failure });
  }

  private async record(
    { reference, causationId }: Occasion,
    type: NotificationCommand,
    data: NotificationFacts | (NotificationFacts & Failure),
  ): Promise<boolean> {
    const content = { type, data } as CommandContent<NotificationCommand>;
    // Another failure of the same message, such as a second bounce for another reason, is another fact.
    const failure = 'failure' in data ? `:${data.failure}` : '';
    const idempotencyKey = `${type}:${data.messageId}${failure}`;
    const outcome = await this.complaints.execute(reference, content, { ...SERVICE, causationId, idempotencyKey });
    if (outcome.kind !== 'accepted') throw new Error(`${type} was answered with ${outcome.kind}.`);
    return outcome.events.length > 0 && !outcome.replayed;
  }
}

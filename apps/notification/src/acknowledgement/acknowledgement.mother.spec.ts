import { ComplaintOffice } from '@redress/complaints/office';
import type { JsonObject } from '@redress/eventing';
import { ServerSecrets } from '@redress/platform';
import type { MailMessage, MailOutcome, MailTransport } from '../mail/mail-transport.js';
import { AcknowledgementProcess } from './acknowledgement.process.js';

/** Stands for the process being killed: nothing catches it but the spec. */
export class Killed extends Error {}

/** A mail server that does as it is told, and remembers each message that left. */
export class FakeMail implements MailTransport {
  readonly description = 'nowhere';
  readonly sent: MailMessage[] = [];
  outcome: MailOutcome = { sent: true };
  isAway = false;
  killed: 'never' | 'before-sending' | 'after-sending' = 'never';

  constructor(readonly repeatable: boolean) {}

  async ready(): Promise<void> {
    if (this.isAway) throw new Error('connect ECONNREFUSED');
  }

  async send(message: MailMessage): Promise<MailOutcome> {
    if (this.killed === 'before-sending') throw new Killed();
    if (this.outcome.sent) this.sent.push(message);
    if (this.killed === 'after-sending') throw new Killed();
    return this.outcome;
  }

  async close(): Promise<void> {}
}

/** An office whose complaints are acknowledged by mail. */
export class MailRoom {
  readonly office = new ComplaintOffice();
  readonly secrets = new ServerSecrets(new Uint8Array(32).fill(5));
  mail: FakeMail;

  constructor(repeatable: boolean) {
    this.mail = new FakeMail(repeatable);
  }

  lodge(change: { readonly language?: 'en' | 'fa'; readonly name?: string } = {}): Promise<string> {
    const { language = 'en', name = 'Parisa Example' } = change;
    return this.office.lodge({ language, complainant: { name, email: 'parisa@example.org' } });
  }

  /** Delivers the receipt of a complaint to the process, as a consumer does, in a process that knows nothing of earlier deliveries. */
  async deliver(reference: string): Promise<void> {
    const [received] = await this.office.projected(reference);
    const process = new AcknowledgementProcess(this.office.complaints, this.office.policies, this.mail, this.secrets);
    if (received !== undefined) await process.on(received);
  }

  /** Types of events since receipt. */
  async since(reference: string): Promise<readonly string[]> {
    return (await this.office.types(reference)).slice(1);
  }

  /** The data of the newest event of a type. */
  async latest(reference: string, type: string): Promise<JsonObject | undefined> {
    return (await this.office.complaints.history(reference)).findLast((event) => event.type === type)?.data;
  }
}

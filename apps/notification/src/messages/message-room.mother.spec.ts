import { ComplaintOffice } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import type { JsonObject, ProcessManager } from '@redress/eventing';
import { ServerSecrets, type QuietHours } from '@redress/platform';
import { StrictReadStore } from '../strict-read-store.fixture.spec.js';
import { TasksByHand } from '../by-hand/by-hand.js';
import { messageTasks } from '../by-hand/message-tasks.process.js';
import { formerContact } from '../contact-changed/former-contact.process.js';
import type { MessageTransport, OutgoingMessage, SendingOutcome } from '@redress/outgoing';
import { Channels } from '../channels/channels.js';
import type { Way } from '../channels/choose-way.js';
import { HeldMessages } from '../quiet-hours/held-messages.js';
import { HeldRelease } from '../quiet-hours/held-release.js';
import { quietUntil } from '../quiet-hours/quiet-until.js';
import { MessageComposer } from './message-composer.js';
import { MessageRecorder } from './message-recorder.js';
import { messageRules } from './message-rules.js';
import { MessageProcess } from './message.process.js';

/** Simulates the process being killed: only specs catch it. */
export class Killed extends Error {}

/** A configurable mail server or gateway that remembers each message sent. */
export class FakeChannel implements MessageTransport {
  readonly description = 'nowhere';
  readonly sent: OutgoingMessage[] = [];
  outcome: SendingOutcome = { sent: true };
  isAway = false;
  killed: 'never' | 'before-sending' | 'after-sending' = 'never';

  constructor(
    readonly name: 'email' | 'sms',
    readonly repeatable: boolean,
  ) {}

  async ready(): Promise<void> {
    if (this.isAway) throw new Error('connect ECONNREFUSED');
  }

  async send(message: OutgoingMessage): Promise<SendingOutcome> {
    if (this.killed === 'before-sending') throw new Killed();
    if (this.outcome.sent) this.sent.push(message);
    if (this.killed === 'after-sending') throw new Killed();
    return this.outcome;
  }

  async close(): Promise<void> {}
}

/** An office that sends mail to complainants. */
export class MailRoom {
  readonly office = new ComplaintOffice();
  readonly secrets = new ServerSecrets(new Uint8Array(32).fill(5));
  mail: FakeChannel;
  readonly readStore = new StrictReadStore();
  readonly held = new HeldMessages(this.readStore);
  quietHours: QuietHours | undefined;
  /** Undefined where there is no page to follow complaints. */
  publicUrl: string | undefined;
  /** Undefined without a gateway. */
  sms: FakeChannel | undefined;

  constructor(repeatable: boolean) {
    this.mail = new FakeChannel('email', repeatable);
  }

  lodge(change: { readonly language?: 'en' | 'fa'; readonly name?: string } = {}): Promise<Reference> {
    const { language = 'en', name = 'Parisa Example' } = change;
    return this.office.lodge({ language, complainant: { name, email: 'parisa@example.org' } });
  }

  /** Delivers a complaint's events to the processes, as a consumer does, in a process without memory of earlier deliveries. */
  async deliver(reference: Reference): Promise<void> {
    await this.held.start();
    const processes = this.processes();
    for (const event of await this.office.projected(reference)) {
      for (const process of processes) if (process.reactsTo.includes(event.type)) await process.on(event);
    }
  }

  /** Runs one release round, with processes without memory of earlier deliveries. */
  release(): Promise<number> {
    const { eventStore, codec } = this.office;
    const processes = new Map(this.processes().map((process) => [process.name, process]));
    return new HeldRelease({ held: this.held, processes, eventStore, codec, now: () => this.office.now }).round();
  }

  private processes(): readonly ProcessManager[] {
    const { complaints, policies } = this.office;
    const channels = new Map<Way, MessageTransport>([['email', this.mail]]);
    if (this.sms !== undefined) channels.set('sms', this.sms);
    const recorder = new MessageRecorder(complaints);
    const ways = new Channels(channels);
    const parts = {
      complaints,
      composer: new MessageComposer(complaints, policies, this.secrets, this.publicUrl),
      recorder,
      channels: ways,
      byHand: new TasksByHand(complaints),
      held: this.held,
      now: () => this.office.now,
      quietUntil: (timeZone: string) =>
        this.quietHours === undefined ? undefined : quietUntil({ timeZone, ...this.quietHours }, this.office.now),
    };
    return [
      ...messageRules.map((rule) => new MessageProcess(rule, parts)),
      messageTasks(complaints, recorder, ways),
      formerContact(complaints, recorder, ways),
    ];
  }

  /** Types of events since receipt. */
  async since(reference: Reference): Promise<readonly string[]> {
    return (await this.office.types(reference)).slice(1);
  }

  /** Data of the newest event of a type. */
  async latest(reference: Reference, type: string): Promise<JsonObject | undefined> {
    return (await this.office.complaints.history(reference)).findLast((event) => event.type === type)?.data;
  }
}

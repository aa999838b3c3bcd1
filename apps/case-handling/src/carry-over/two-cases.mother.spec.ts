import { Complaints } from '@redress/complaints';
import { ComplaintOffice, officeSecrets } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import type { Complaint, OtherComplaint } from '@redress/domain';
import {
  OutOfReachError,
  ProcessRunner,
  type EventStore,
  type ParkedStream,
  type RecordedEvent,
} from '@redress/eventing';
import { MemoryReadStore } from '@redress/testing';
import { carryOver } from './carry-over.process.js';

/** When the process dies, if at all; all events beyond its position are then redelivered. */
export type Killed = 'never' | 'before-append' | 'after-append';

/** An office with two complaints and the process between them, which can be killed while it writes. */
export class TwoCases {
  readonly office = new ComplaintOffice();
  killed: Killed = 'never';
  earlier!: Reference;
  later!: Reference;
  private readonly readStore = new MemoryReadStore();
  private handled = 0n;

  async start(): Promise<void> {
    this.earlier = await this.office.lodge();
    this.office.now = '2026-11-02T10:00:00.000Z';
    this.later = await this.office.lodge();
    await this.runner().start();
  }

  async state(reference: Reference): Promise<Complaint> {
    const { state } = await this.office.complaints.load(reference);
    if (state.status === 'unknown') throw new Error('There is no such complaint.');
    return state;
  }

  async facts(reference: Reference): Promise<OtherComplaint> {
    const { status, receivedAt } = await this.state(reference);
    return { status, receivedAt };
  }

  async merges(): Promise<void> {
    await this.office.does(this.later, 'merge', { into: this.earlier, other: await this.facts(this.earlier) });
  }

  /** Runs a new process from the stored position: it receives all events beyond it. */
  async carriesOver(): Promise<void> {
    for (let more = true; more;) {
      const events = await this.since(this.handled);
      more = events.length > 0;
      const position = events.at(-1)?.position;
      if (position === undefined) return;
      await this.runner().apply({ events, position });
      this.handled = position;
    }
  }

  /** As {@link carriesOver}, from the start of the log. */
  async repeatsAll(): Promise<void> {
    this.handled = 0n;
    await this.carriesOver();
  }

  private async since(position: bigint): Promise<RecordedEvent[]> {
    const all = await Promise.all([this.earlier, this.later].map((one) => this.office.recorded(one)));
    return all
      .flat()
      .filter((event) => event.position > position)
      .sort((a, b) => (a.position < b.position ? -1 : 1));
  }

  private runner(): ProcessRunner {
    const { eventStore, codec, policies } = this.office;
    const now = () => this.office.now;
    const store: EventStore = Object.create(eventStore, { append: { value: this.append } }) as EventStore;
    const complaints = new Complaints({ store, codec, policies, now, secrets: officeSecrets });
    const process = carryOver(complaints);
    const onParked = ({ error }: ParkedStream): never => {
      throw new Error(error);
    };
    return new ProcessRunner({ process, readStore: this.readStore, eventStore, codec, now, onParked });
  }

  private readonly append: EventStore['append'] = async (...asked) => {
    if (this.killed === 'before-append') throw new OutOfReachError('killed');
    const appended = await this.office.eventStore.append(...asked);
    if (this.killed === 'after-append') throw new OutOfReachError('killed');
    return appended;
  };
}

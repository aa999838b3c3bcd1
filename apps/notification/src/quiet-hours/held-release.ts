import { type Instant, epochMsOf, instantOf } from '@redress/domain';
import type { EventCodec, EventStore, ProcessManager } from '@redress/eventing';
import type { HeldMessage, HeldMessages } from './held-messages.js';

export interface HeldReleaseOptions {
  readonly held: HeldMessages;
  /** What sends, by purpose. */
  readonly processes: ReadonlyMap<string, Pick<ProcessManager, 'on'>>;
  readonly eventStore: EventStore;
  readonly codec: EventCodec;
  /** The present instant, ISO 8601 in UTC. */
  readonly now: () => Instant;
}

const ROUND_MAX = 64;
/** Time before a message is checked again that could not be sent, or whose sender was killed. */
const AGAIN_MS = 60_000;

/** Passes held messages to their process again after the quiet hours, as if their event had just been recorded. */
export class HeldRelease {
  constructor(private readonly options: HeldReleaseOptions) {}

  /** Runs one round over what is due now. Returns how many were released. Rejects with the first failure, after trying all. */
  async round(): Promise<number> {
    const { held, now } = this.options;
    const failures: unknown[] = [];
    const due = await held.due(now(), ROUND_MAX);
    for (const message of due) {
      // Keeps others from taking the message meanwhile, and brings it back if this process is killed over it.
      const again = this.again();
      await held.putOff(message.messageId, again);
      try {
        await this.release(message);
        // The message may be held again: a release delayed by a day falls into the next quiet hours.
        await held.settle(message.messageId, again);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
    return due.length;
  }

  private again(): Instant {
    return instantOf(epochMsOf(this.options.now()) + AGAIN_MS);
  }

  private async release({ purpose, stream, revision }: HeldMessage): Promise<void> {
    const { processes, eventStore, codec } = this.options;
    const [event] = await Array.fromAsync(eventStore.read(stream, { from: revision, to: revision }));
    if (event !== undefined) await processes.get(purpose)?.on(codec.project(event));
  }
}

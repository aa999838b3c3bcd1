import type { EventCodec, EventStore, ProcessManager } from '@redress/eventing';
import type { HeldMessage, HeldMessages } from './held-messages.js';

export interface HeldReleaseOptions {
  readonly held: HeldMessages;
  /** The processes that send, by purpose. */
  readonly processes: ReadonlyMap<string, ProcessManager>;
  readonly eventStore: EventStore;
  readonly codec: EventCodec;
  /** The present instant, ISO 8601 in UTC. */
  readonly now: () => string;
}

const ROUND_MAX = 64;
/** Before a message that could not be sent, or whose sender was killed, is looked at again. */
const AGAIN_MS = 60_000;

/** Hands held messages to their process again when the quiet hours are over: as if their event had come just now. */
export class HeldRelease {
  constructor(private readonly options: HeldReleaseOptions) {}

  /** One round over what is due now. Answers how many were released. Rejects with the first failure after all had their turn. */
  async round(): Promise<number> {
    const { held, now } = this.options;
    const failures: unknown[] = [];
    const due = await held.due(now(), ROUND_MAX);
    for (const message of due) {
      // So that nobody else takes it in hand meanwhile, and it comes again when this is killed over it.
      const again = this.again();
      await held.putOff(message.messageId, again);
      try {
        await this.release(message);
        // It may be held anew: a release that was away for a day meets the next quiet hours.
        await held.settle(message.messageId, again);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
    return due.length;
  }

  private again(): string {
    return new Date(Date.parse(this.options.now()) + AGAIN_MS).toISOString();
  }

  private async release({ purpose, stream, revision }: HeldMessage): Promise<void> {
    const { processes, eventStore, codec } = this.options;
    const [event] = await Array.fromAsync(eventStore.read(stream, { from: revision, to: revision }));
    if (event !== undefined) await processes.get(purpose)?.on(codec.project(event));
  }
}

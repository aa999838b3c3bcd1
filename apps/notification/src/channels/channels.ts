import type { Way } from './choose-way.js';
import type { MessageChannel } from './message-channel.js';

/** People who print, post and call are everywhere. */
const BY_HAND: readonly Way[] = ['letter', 'call'];

/** The ways out of this installation. */
export class Channels {
  readonly ways: ReadonlySet<Way>;

  constructor(private readonly channels: ReadonlyMap<Way, MessageChannel>) {
    this.ways = new Set([...channels.keys(), ...BY_HAND]);
  }

  of(way: Way): MessageChannel | undefined {
    return this.channels.get(way);
  }

  async close(): Promise<void> {
    await Promise.all([...this.channels.values()].map((channel) => channel.close()));
  }
}

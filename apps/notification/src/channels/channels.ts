import type { OnApplicationShutdown } from '@nestjs/common';
import type { MessageTransport } from '@redress/outgoing';
import type { Way } from './choose-way.js';

/** Available in every installation: people print, post and call. */
const BY_HAND: readonly Way[] = ['letter', 'call'];

/** The channels of this installation. */
export class Channels implements OnApplicationShutdown {
  readonly ways: ReadonlySet<Way>;

  constructor(private readonly channels: ReadonlyMap<Way, MessageTransport>) {
    this.ways = new Set([...channels.keys(), ...BY_HAND]);
  }

  /** Those that deliver automatically. */
  get all(): readonly MessageTransport[] {
    return [...this.channels.values()];
  }

  of(way: Way): MessageTransport | undefined {
    return this.channels.get(way);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.channels.values()].map((channel) => channel.close()));
  }
}

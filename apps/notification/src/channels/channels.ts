import type { OnApplicationShutdown } from '@nestjs/common';
import { SIDE_BY_SIDE_MAX } from '@redress/eventing';
import type { MessageTransport } from '@redress/outgoing';
import type { Way } from './choose-way.js';

/** Available in every installation: people print, post and call. */
const BY_HAND: readonly Way[] = ['letter', 'call'];

/** The channels of this installation. */
export class Channels implements OnApplicationShutdown {
  readonly ways: ReadonlySet<Way>;
  /** Messages that may be on their way at once, whichever way they go. */
  readonly atOnce: number;

  constructor(private readonly channels: ReadonlyMap<Way, MessageTransport>) {
    this.ways = new Set([...channels.keys(), ...BY_HAND]);
    const limits = [...channels.values()].map(({ atOnce = SIDE_BY_SIDE_MAX }) => atOnce);
    this.atOnce = limits.length === 0 ? SIDE_BY_SIDE_MAX : Math.min(...limits);
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

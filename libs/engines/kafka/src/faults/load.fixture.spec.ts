import { randomUUID } from 'node:crypto';
import { Relay } from '@redress/eventing';
import { eventually, MemoryEventStore, MemoryReadStore, sealedEvents } from '@redress/testing';
import { expect } from '@jest/globals';
import type { KafkaScene } from '../kafka-scene.fixture.spec.js';
import { firstAppearances, ofStream } from '../recorded-events.fixture.spec.js';

const STREAMS = Array.from({ length: 12 }, (_, index) => `complaint-${index}` as const);
const RECOVERY_MS_MAX = 60_000;

/** Events recorded continuously, a relay that publishes them, and a consumer that sees them. */
export class Load {
  readonly seen: string[] = [];
  private readonly store = new MemoryEventStore();
  private relay: Relay | undefined;
  private isWriting = true;
  private writing: Promise<void> = Promise.resolve();
  private revision = -1;

  async start(scene: KafkaScene, query: string): Promise<void> {
    const publisher = await scene.publisher(query);
    this.relay = new Relay({
      eventStore: this.store,
      publisher,
      readStore: new MemoryReadStore(),
      destination: scene.topic,
      holder: randomUUID(),
      lease_ms: 1_000,
    });
    await scene.seeing(this.seen);
    this.writing = this.write();
    await this.sees(200);
  }

  /** Resolves when this many more events than `before` (now) have been seen; returns how long that took, in milliseconds. */
  async sees(more: number, before = new Set(this.seen).size): Promise<number> {
    const began_ms = performance.now();
    const enough = before + more;
    await eventually(
      async () => new Set(this.seen).size,
      (size) => size >= enough,
      RECOVERY_MS_MAX,
    );
    return performance.now() - began_ms;
  }

  /** Stops recording, and requires that every recorded event was seen, first appearances in order. */
  async endsWithEverythingSeenInOrder(): Promise<void> {
    this.isWriting = false;
    await this.writing;
    const count = STREAMS.length * (this.revision + 1);
    await eventually(
      async () => new Set(this.seen).size,
      (size) => size === count,
      RECOVERY_MS_MAX,
    );
    for (const stream of STREAMS) {
      const expected = Array.from({ length: this.revision + 1 }, (_, revision) => `${stream}/${revision}`);
      expect(ofStream(firstAppearances(this.seen), stream)).toEqual(expected);
    }
  }

  async stop(): Promise<void> {
    this.isWriting = false;
    await this.writing;
    await this.relay?.close();
  }

  private async write(): Promise<void> {
    while (this.isWriting) {
      const expected = this.revision < 0 ? 'none' : this.revision;
      const from = (this.revision += 1);
      for (const stream of STREAMS) await this.store.append(stream, expected, sealedEvents(stream, { from }));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

/** Prints figures of a run for the reader; they are not asserted. */
export function tell(what: string, duration_ms: number): void {
  process.stdout.write(`${what}: ${Math.round(duration_ms)} ms\n`);
}

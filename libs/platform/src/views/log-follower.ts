import type { OnModuleInit } from '@nestjs/common';
import type { EventBatch, ParkedStream } from '@redress/eventing';

/** The runner of a view, or of a process manager: what the core offers for both. */
export interface LogRunner {
  start(): Promise<void>;
  apply(batch: EventBatch): Promise<void>;
  parked(): Promise<readonly ParkedStream[]>;
  retry(stream: string): Promise<'done' | 'still-parked' | 'not-parked'>;
}

/** `view`: built anew whenever it is asked for. `process`: what came of it lies outside, and cannot be made undone by building anew. */
export type FollowerKind = 'view' | 'process';

/** What a consumer of this process keeps up to date from the log: a view, or the progress of a process manager. */
export class LogFollower implements OnModuleInit {
  constructor(
    readonly name: string,
    readonly kind: FollowerKind,
    private readonly runner: LogRunner,
  ) {}

  /** Declares to the read store what it keeps there, before anybody asks for it. */
  async onModuleInit(): Promise<void> {
    await this.runner.start();
  }

  /** Handles a batch durably; repeats are harmless. Rejects when an engine is away, so that the batch comes again. */
  apply(batch: EventBatch): Promise<void> {
    return this.runner.apply(batch);
  }

  /** The complaints that wait behind an event that could not be handled; at most 1000, oldest first. */
  parked(): Promise<readonly ParkedStream[]> {
    return this.runner.parked();
  }

  /** Tries a parked complaint again. */
  retry(stream: string): Promise<'done' | 'still-parked' | 'not-parked'> {
    return this.runner.retry(stream);
  }
}

import type { OnModuleInit } from '@nestjs/common';
import type { LogFollower } from './log-follower.js';
import type { EventBatch, ParkedStream, Position, Projection, ProjectionRunner } from '@redress/eventing';

/** One view of this process: keeps its documents up to date and answers for what it could not apply. */
export class ViewService implements OnModuleInit, LogFollower {
  constructor(
    readonly projection: Projection,
    private readonly runner: ProjectionRunner,
  ) {}

  get name(): string {
    return this.projection.view.name;
  }

  /** Declares the view to the read store before anybody asks for it. */
  async onModuleInit(): Promise<void> {
    await this.runner.start();
  }

  /** Applies a batch durably; repeats are harmless. Rejects when the read store is away, so that the batch comes again. */
  apply(batch: EventBatch): Promise<void> {
    return this.runner.apply(batch);
  }

  /** Up to where the view has seen the log. */
  position(): Promise<Position> {
    return this.runner.position();
  }

  /** The complaints that wait behind an event that could not be applied; at most 1000, oldest first. */
  parked(): Promise<readonly ParkedStream[]> {
    return this.runner.parked();
  }

  /** Tries a parked complaint again. */
  retry(stream: string): Promise<'done' | 'still-parked' | 'not-parked'> {
    return this.runner.retry(stream);
  }
}

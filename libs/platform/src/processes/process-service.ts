import type { OnModuleInit } from '@nestjs/common';
import type { EventBatch, ParkedStream, Position, ProcessRunner } from '@redress/eventing';
import type { LogFollower } from '../views/log-follower.js';

/** One process manager of this process: hands it the events, and answers for those it could not handle. */
export class ProcessService implements OnModuleInit, LogFollower {
  constructor(private readonly runner: ProcessRunner) {}

  get name(): string {
    return this.runner.name;
  }

  /** Declares where the position is kept before anybody asks for it. */
  async onModuleInit(): Promise<void> {
    await this.runner.start();
  }

  /** Resolves when the batch's effects are durable. Rejects when it must come again. */
  apply(batch: EventBatch): Promise<void> {
    return this.runner.apply(batch);
  }

  position(): Promise<Position> {
    return this.runner.position();
  }

  parked(): Promise<readonly ParkedStream[]> {
    return this.runner.parked();
  }

  retry(stream: string): Promise<'done' | 'still-parked' | 'not-parked'> {
    return this.runner.retry(stream);
  }
}

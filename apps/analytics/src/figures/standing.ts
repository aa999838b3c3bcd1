import { Inject, Injectable } from '@nestjs/common';
import type { Instant, ReadStore } from '@redress/eventing';
import {
  ConsumerRegistry,
  instantSchema,
  orNull,
  READ_STORE,
  textSchema,
  TIME_SOURCE,
  type TimeSource,
} from '@redress/platform';
import { factProjection } from '../facts/fact.projection.js';

/** The consumer group of the facts. */
export const FACTS_GROUP = 'analytics';

/** What the figures of an answer stand for. */
export interface AnswerStanding {
  /** The position in the log: every event up to it is in the figures. */
  readonly position: string;
  /** When what was not done yet counted as overdue, and how old was what is open. */
  readonly asOf: Instant;
  /** How many recorded events the figures may lack; null when the log cannot tell. */
  readonly lagEvents: number | null;
}

/** Says what figures stand for, to be asked before they are read: what is read later is at least as new. */
@Injectable()
export class FiguresStanding {
  constructor(
    @Inject(READ_STORE) private readonly readStore: ReadStore,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
    private readonly consumers: ConsumerRegistry,
  ) {}

  async now(): Promise<AnswerStanding> {
    const position = await this.readStore.checkpoint(factProjection.view.name);
    return { position: String(position), asOf: this.clock.now(), lagEvents: await this.lagEvents() };
  }

  async lagEvents(): Promise<number | null> {
    const consumer = this.consumers.all().find(({ group }) => group === FACTS_GROUP);
    const lag = consumer === undefined ? -1 : await consumer.lag();
    return lag < 0 ? null : lag;
  }
}

export const lagSchema = orNull({
  type: 'integer',
  minimum: 0,
  description: 'How many recorded events the figures may lack; null when the log cannot tell.',
});

/** Properties of {@link AnswerStanding}, for the API description. */
export const standingSchema = {
  position: { ...textSchema, description: 'Where in the log the figures stand.' },
  asOf: {
    ...instantSchema,
    description: 'When what was not done yet counted as overdue, and how old was what is open.',
  },
  lagEvents: lagSchema,
};

import type { DynamicModule, Type } from '@nestjs/common';
import type { Projection } from '@redress/eventing';
import type { ConsumerDefinition } from '../consumers/connect-consumer.js';

/** One application, as whoever composes a process of it needs to know it. */
export interface Application {
  readonly name: string;
  readonly module: Type | DynamicModule;
  readonly consumers: readonly ConsumerDefinition[];
  /** The views it keeps: what `redress rebuild` can build anew. */
  readonly projections: readonly Projection[];
}

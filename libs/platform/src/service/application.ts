import type { DynamicModule, Type } from '@nestjs/common';
import type { Projection } from '@redress/eventing';
import type { ConsumerDefinition } from '../consumers/connect-consumer.js';
import type { ViewOwner } from '../engines/read-stores.js';

/** One application, as whoever composes a process of it needs to know it. */
export interface Application {
  readonly name: string;
  readonly module: Type | DynamicModule;
  readonly consumers: readonly ConsumerDefinition[];
  /** The views it keeps: what `redress rebuild` can build anew. */
  readonly projections: readonly Projection[];
}

/** The application as owner of the views, and of the progress of the processes, that its consumers keep. */
export function viewOwnerOf({ name, consumers }: Application): ViewOwner {
  return { service: name, views: consumers.flatMap(({ views }) => views) };
}

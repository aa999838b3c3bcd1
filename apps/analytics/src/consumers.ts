import type { ConsumerDefinition } from '@redress/platform';
import { factProjection } from './facts/fact.projection.js';

/** Marks this service's handlers of events, so that in one process each service gets its own. */
export const ANALYTICS_EVENTS = Symbol('analytics');

/** How this service consumes the complaint events. */
export const analyticsConsumer: ConsumerDefinition = {
  group: 'analytics',
  transportId: ANALYTICS_EVENTS,
  views: [factProjection.view.name],
};

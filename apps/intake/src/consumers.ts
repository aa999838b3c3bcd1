import type { ConsumerDefinition } from '@redress/platform';
import { trackingProjection } from './tracking-view/tracking.projection.js';

/** Marks this service's handlers of events, so that in one process each service gets its own. */
export const INTAKE_EVENTS = Symbol('intake');

/** How this service consumes the complaint events. */
export const intakeConsumer: ConsumerDefinition = {
  group: 'intake',
  transportId: INTAKE_EVENTS,
  views: [trackingProjection.view.name],
};

import type { ConsumerDefinition } from '@redress/platform';
import { caseProjection } from './case-view/case.projection.js';

/** Marks this service's handlers of events, so that in one process each service gets its own. */
export const CASE_HANDLING_EVENTS = Symbol('case-handling');

/** How this service consumes the complaint events. */
export const caseHandlingConsumer: ConsumerDefinition = {
  group: 'case-handling',
  transportId: CASE_HANDLING_EVENTS,
  views: [caseProjection.view.name],
};

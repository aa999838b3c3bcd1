import type { ConsumerDefinition } from '@redress/platform';
import { CARRY_OVER_PROCESS } from './carry-over/carry-over.process.js';
import { caseProjection } from './case-view/case.projection.js';
import { deadlinesProjection } from './deadlines/deadlines.projection.js';
import { REDACTION_PROCESS } from './redaction/redaction.process.js';

/** Marks this service's handlers of events, so that in one process each service gets its own. */
export const CASE_HANDLING_EVENTS = Symbol('case-handling');

/** Marks the handler that keeps known what comes due next. Apart from the cases, so that neither waits for the other. */
export const DEADLINE_EVENTS = Symbol('case-handling-deadlines');

/** Marks the handlers that act on what was recorded. Apart from the views, so that neither holds the other up. */
export const PROCESS_EVENTS = Symbol('case-handling-processes');

export const processesConsumer: ConsumerDefinition = {
  group: 'case-handling-processes',
  transportId: PROCESS_EVENTS,
  views: [CARRY_OVER_PROCESS, REDACTION_PROCESS],
};

export const deadlinesConsumer: ConsumerDefinition = {
  group: 'case-handling-deadlines',
  transportId: DEADLINE_EVENTS,
  views: [deadlinesProjection.view.name],
};

/** How this service consumes the complaint events. */
export const caseHandlingConsumer: ConsumerDefinition = {
  group: 'case-handling',
  transportId: CASE_HANDLING_EVENTS,
  views: [caseProjection.view.name],
};

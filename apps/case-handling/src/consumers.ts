import type { ConsumerDefinition } from '@redress/platform';
import { CARRY_OVER_PROCESS } from './carry-over/carry-over.process.js';
import { caseProjection } from './case-view/case.projection.js';
import { deadlinesProjection } from './deadlines/deadlines.projection.js';
import { REDACTION_PROCESS } from './redaction/redaction.process.js';

/** Marks this service's handlers of events, so that in one process each service gets its own. */
export const CASE_HANDLING_EVENTS = Symbol('case-handling');

/** Marks the handler that keeps known what comes due next. Apart from the cases, so that neither waits for the other. */
export const DEADLINE_EVENTS = Symbol('case-handling-deadlines');

/** Marks the handler that destroys the keys of redacted messages. Apart, so that nothing else holds a redaction up. */
export const REDACTION_EVENTS = Symbol('case-handling-redactions');

export const redactionsConsumer: ConsumerDefinition = {
  group: 'case-handling-redactions',
  transportId: REDACTION_EVENTS,
  views: [REDACTION_PROCESS],
};

export const deadlinesConsumer: ConsumerDefinition = {
  group: 'case-handling-deadlines',
  transportId: DEADLINE_EVENTS,
  views: [deadlinesProjection.view.name],
};

/** Marks the handler that carries decisions over to other complaints. */
export const CARRY_OVER_EVENTS = Symbol('case-handling-carry-over');

export const carryOverConsumer: ConsumerDefinition = {
  group: 'case-handling-carry-over',
  transportId: CARRY_OVER_EVENTS,
  views: [CARRY_OVER_PROCESS],
};

/** How this service consumes the complaint events. */
export const caseHandlingConsumer: ConsumerDefinition = {
  group: 'case-handling',
  transportId: CASE_HANDLING_EVENTS,
  views: [caseProjection.view.name],
};

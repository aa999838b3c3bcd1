import type { Application } from '@redress/platform';
import { CaseHandlingModule } from './case-handling.module.js';
import { caseProjection } from './case-view/case.projection.js';
import { carryOverConsumer, caseHandlingConsumer, deadlinesConsumer, redactionsConsumer } from './consumers.js';
import { deadlinesProjection } from './deadlines/deadlines.projection.js';

export const caseHandling: Application = {
  name: 'case-handling',
  module: CaseHandlingModule,
  consumers: [caseHandlingConsumer, deadlinesConsumer, carryOverConsumer, redactionsConsumer],
  projections: [caseProjection, deadlinesProjection],
};

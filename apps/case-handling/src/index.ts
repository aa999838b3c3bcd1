import type { Application } from '@redress/platform';
import { CaseHandlingModule } from './case-handling.module.js';
import { caseProjection } from './case-view/case.projection.js';
import { caseHandlingConsumer, deadlinesConsumer, processesConsumer } from './consumers.js';
import { deadlinesProjection } from './deadlines/deadlines.projection.js';

export const caseHandling: Application = {
  name: 'case-handling',
  module: CaseHandlingModule,
  consumers: [caseHandlingConsumer, deadlinesConsumer, processesConsumer],
  projections: [caseProjection, deadlinesProjection],
};

import type { Application } from '@redress/platform';
import { intakeConsumer } from './consumers.js';
import { IntakeModule } from './intake.module.js';
import { trackingProjection } from './tracking-view/tracking.projection.js';

export const intake: Application = {
  name: 'intake',
  module: IntakeModule,
  consumers: [intakeConsumer],
  projections: [trackingProjection],
};

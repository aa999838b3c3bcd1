import type { Application } from '@redress/platform';
import { AnalyticsModule } from './analytics.module.js';
import { analyticsConsumer } from './consumers.js';
import { factProjection } from './facts/fact.projection.js';

export const analytics: Application = {
  name: 'analytics',
  module: AnalyticsModule,
  consumers: [analyticsConsumer],
  projections: [factProjection],
};

import type { ServiceDefinition } from '@redress/platform';
import { AnalyticsModule } from './analytics.module.js';
import { analyticsConsumer } from './consumers.js';
import { factProjection } from './facts/fact.projection.js';

export const analytics: ServiceDefinition = {
  name: 'analytics',
  module: AnalyticsModule,
  consumers: [analyticsConsumer],
  projections: [factProjection],
};

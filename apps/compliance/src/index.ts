import type { ServiceDefinition } from '@redress/platform';
import { ComplianceModule } from './compliance.module.js';

export const compliance: ServiceDefinition = {
  name: 'compliance',
  module: ComplianceModule,
  consumers: [],
  projections: [],
};

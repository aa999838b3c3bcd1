import type { Application } from '@redress/platform';
import { ComplianceModule } from './compliance.module.js';

export const compliance: Application = {
  name: 'compliance',
  module: ComplianceModule,
  consumers: [],
  projections: [],
};

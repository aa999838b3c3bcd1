import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ProblemFilter } from '../../http/problems/problem-answer.js';
import { CLOCK, type Clock, clockOf } from '../clock.js';
import type { RedressConfig } from '../configuration/redress-config.js';
import { CONFIG } from '../engines/tokens.js';
import { HealthController, ReadinessChecks } from './health.js';
import { Metrics, MetricsController } from './metrics.js';

/** Health, metrics and errors, the same in every process of Redress, including those without keys. Global. */
@Module({})
export class OperationsModule {
  static forRoot(config: RedressConfig): DynamicModule {
    return {
      module: OperationsModule,
      global: true,
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: CLOCK, useFactory: (): Clock => clockOf(config) },
        { provide: APP_FILTER, useClass: ProblemFilter },
        Metrics,
        ReadinessChecks,
      ],
      exports: [CONFIG, CLOCK, Metrics, ReadinessChecks],
    };
  }
}

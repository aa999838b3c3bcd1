import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ProblemFilter } from '../../http/problems/problem-answer.js';
import { TIME_SOURCE, type TimeSource, timeSourceOf } from '../time-source.js';
import type { ProcessConfig } from '../configuration/redress-config.js';
import { CONFIG } from '../engines/tokens.js';
import { HealthController, ReadinessChecks } from './health.js';
import { Metrics, MetricsController } from './metrics.js';

/** Health, metrics and errors, the same in every process of Redress, including those without keys. Global. */
@Module({})
export class OperationsModule {
  static forRoot(config: ProcessConfig): DynamicModule {
    return {
      module: OperationsModule,
      global: true,
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: TIME_SOURCE, useFactory: (): TimeSource => timeSourceOf(config) },
        { provide: APP_FILTER, useClass: ProblemFilter },
        Metrics,
        ReadinessChecks,
      ],
      exports: [CONFIG, TIME_SOURCE, Metrics, ReadinessChecks],
    };
  }
}

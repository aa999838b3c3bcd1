import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { RedressConfig } from './config/redress-config.js';
import { CLOCK, type Clock } from './clock/clock.js';
import { MovedClock } from './clock/moved-clock.js';
import { SystemClock } from './clock/system-clock.js';
import { CONFIG } from './engines/tokens.js';
import { HealthController } from './health/health-controller.js';
import { ReadinessChecks } from './health/readiness.js';
import { Metrics } from './metrics/metrics.js';
import { MetricsController } from './metrics/metrics-controller.js';
import { ProblemFilter } from './problems/problem-filter.js';

/** What whoever operates a process of Redress finds in each of them, also in one that holds no keys: health, metrics, errors. Global. */
@Module({})
export class OperationsModule {
  static forRoot(config: RedressConfig): DynamicModule {
    return {
      module: OperationsModule,
      global: true,
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: CLOCK, useFactory: (): Clock => (config.clock ? new MovedClock(config.clock) : new SystemClock()) },
        { provide: APP_FILTER, useClass: ProblemFilter },
        Metrics,
        ReadinessChecks,
      ],
      exports: [CONFIG, CLOCK, Metrics, ReadinessChecks],
    };
  }
}

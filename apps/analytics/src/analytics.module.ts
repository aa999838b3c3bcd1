import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { provideView } from '@redress/platform';
import { FactConsumer } from './facts/fact.consumer.js';
import { factProjection } from './facts/fact.projection.js';
import { SummaryController } from './summary/summary.controller.js';
import { SummarizeComplaintsHandler } from './summary/summary.query.js';

/** Figures for analysis and monitoring (clauses 8.2 and 8.4), derived from one fact per complaint. */
@Module({
  imports: [CqrsModule],
  controllers: [SummaryController, FactConsumer],
  providers: [SummarizeComplaintsHandler, provideView(factProjection)],
})
export class AnalyticsModule {}

import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ReplayCaseHandler } from './replay/replay-case.query.js';
import { ReplayController } from './replay/replay.controller.js';
import { IntegrityCheck, VerificationController } from './verification/verification.js';

/** Replays complaints and proves that nothing was altered. Reads the event store itself: it keeps no view that could disagree. */
@Module({
  imports: [CqrsModule],
  controllers: [ReplayController, VerificationController],
  providers: [ReplayCaseHandler, IntegrityCheck],
})
export class ComplianceModule {}

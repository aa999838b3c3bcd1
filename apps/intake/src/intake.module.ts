import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AttachmentsModule, provideView } from '@redress/platform';
import { ComplainantController } from './complainant/complainant.controller.js';
import { OwnAttachmentsController } from './own-attachments/own-attachments.controller.js';
import { LodgeComplaintHandler } from './lodge-complaint/lodge-complaint.command.js';
import { LodgeComplaintController } from './lodge-complaint/lodge-complaint.controller.js';
import { AttemptLimiter } from './track-complaint/attempt-limiter.js';
import { TrackComplaintController } from './track-complaint/track-complaint.controller.js';
import { TrackComplaintHandler } from './track-complaint/track-complaint.query.js';
import { TrackingConsumer } from './tracking-view/tracking.consumer.js';
import { trackingProjection } from './tracking-view/tracking.projection.js';

/** Where complaints come in, and where complainants follow them. */
@Module({
  imports: [CqrsModule, AttachmentsModule],
  controllers: [
    LodgeComplaintController,
    TrackComplaintController,
    ComplainantController,
    OwnAttachmentsController,
    TrackingConsumer,
  ],
  providers: [LodgeComplaintHandler, TrackComplaintHandler, AttemptLimiter, provideView(trackingProjection)],
})
export class IntakeModule {}

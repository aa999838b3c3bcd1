import { AttachmentsModule, service, view } from '@redress/platform';
import { ComplainantController } from './complainant/complainant.controller.js';
import { OwnAttachmentsController } from './complainant/own-attachments.controller.js';
import { LodgeComplaintHandler } from './lodge-complaint/lodge-complaint.command.js';
import { LodgeComplaintController } from './lodge-complaint/lodge-complaint.controller.js';
import { LodgingLimits } from './lodge-complaint/lodging-limits.js';
import { AttemptLimiter } from './track-complaint/attempt-limiter.js';
import { ContactConfirmations } from './track-complaint/contact-confirmations.js';
import { LostCodes } from './track-complaint/lost-codes.js';
import { TrackComplaintController } from './track-complaint/track-complaint.controller.js';
import { TrackComplaintHandler } from './track-complaint/track-complaint.query.js';
import { trackingProjection } from './tracking-view/tracking.projection.js';

/** Where complaints are lodged and where complainants follow them. */
export const intake = service({
  name: 'intake',
  imports: [AttachmentsModule],
  routes: [LodgeComplaintController, TrackComplaintController, ComplainantController, OwnAttachmentsController],
  commands: [LodgeComplaintHandler],
  queries: [TrackComplaintHandler],
  groups: [{ group: 'intake', follows: [view(trackingProjection)] }],
  providers: [AttemptLimiter, ContactConfirmations, LodgingLimits, LostCodes],
});

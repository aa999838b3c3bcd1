import { service } from '@redress/platform';
import { ReplayCaseHandler, ReplayController } from './replay/replay.js';
import { IntegrityCheck, VerificationController } from './verification/verification.js';

/** Replays complaints and verifies that nothing was altered. Reads the event store directly, so that no view can disagree with it. */
export const compliance = service({
  name: 'compliance',
  routes: [ReplayController, VerificationController],
  queries: [ReplayCaseHandler],
  providers: [IntegrityCheck],
});

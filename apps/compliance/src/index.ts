import { service } from '@redress/platform';
import { ReplayCaseHandler, ReplayController } from './replay/replay.js';
import { IntegrityCheck, VerificationController } from './verification/verification.js';

/** Replays complaints and proves that nothing was altered. Reads the event store itself: it keeps no view that could disagree. */
export const compliance = service({
  name: 'compliance',
  routes: [ReplayController, VerificationController],
  queries: [ReplayCaseHandler],
  providers: [IntegrityCheck],
});

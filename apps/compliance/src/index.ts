import { service } from '@redress/platform';
import { EvidenceController, GatherEvidenceHandler } from './evidence/evidence.js';
import { ReplayCaseHandler, ReplayController } from './replay/replay.js';
import { IntegrityCheck, VerificationController } from './verification/verification.js';

/**
 * Replays complaints, verifies that nothing was altered, and gives the evidence. Reads the event store directly, so that no view can disagree
 * with it.
 */
export const compliance = service({
  name: 'compliance',
  routes: [ReplayController, EvidenceController, VerificationController],
  queries: [ReplayCaseHandler, GatherEvidenceHandler],
  providers: [IntegrityCheck],
});

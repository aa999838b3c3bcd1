import { ACCESSES, RunningRounds, service } from '@redress/platform';
import { BrowseAccessLogHandler, ExportAccessLogHandler, ReadableAccesses } from './access-log/access-log.query.js';
import { AccessLogController } from './access-log/access-log.controller.js';
import { AccessLogRetention } from './access-log/access-log-retention.js';
import { EvidenceController, GatherEvidenceHandler } from './evidence/evidence.js';
import { ReplayCaseHandler, ReplayController } from './replay/replay.js';
import { IntegrityCheck, VerificationController } from './verification/verification.js';

const HOUR_MS = 3_600_000;

/**
 * Replays complaints, verifies that nothing was altered, gives the evidence, and tells who read what. Reads the event store directly, so that no
 * view can disagree with it; only what was read stands elsewhere.
 */
export const compliance = service({
  name: 'compliance',
  routes: [ReplayController, EvidenceController, VerificationController, AccessLogController],
  queries: [ReplayCaseHandler, GatherEvidenceHandler, BrowseAccessLogHandler, ExportAccessLogHandler],
  keeps: [ACCESSES],
  providers: [
    IntegrityCheck,
    AccessLogRetention,
    ReadableAccesses,
    {
      provide: Symbol('ACCESS_LOG_ROUNDS'),
      inject: [AccessLogRetention],
      useFactory: (retention: AccessLogRetention) => new RunningRounds('access-log', retention, HOUR_MS),
    },
  ],
});

import { complaintAssessedFromV1 } from './complaint-assessed.v1.js';
import { complaintAssignedFromV1 } from './complaint-assigned.v1.js';
import { complaintReceivedFromV1 } from './complaint-received.v1.js';
import { complaintReceivedFromV2 } from './complaint-received.v2.js';
import { findingRecordedFromV1 } from './finding-recorded.v1.js';
import { decisionAcceptedFromV1 } from './decision-accepted.v1.js';
import { decisionCommunicatedFromV1 } from './decision-communicated.v1.js';
import { informationAddedFromV1 } from './information-added.v1.js';
import { notificationUpcasters } from './notifications.js';
import { policyDraftedFromV1 } from './policy-drafted.v1.js';
import type { Upcaster } from './upcaster.js';

export type { Json, JsonObject, Upcaster } from './upcaster.js';

/** One for every version that is no longer written. */
export const upcasters: readonly Upcaster[] = [
  complaintAssessedFromV1,
  complaintAssignedFromV1,
  complaintReceivedFromV1,
  complaintReceivedFromV2,
  findingRecordedFromV1,
  decisionAcceptedFromV1,
  decisionCommunicatedFromV1,
  informationAddedFromV1,
  ...notificationUpcasters,
  policyDraftedFromV1,
];

import { policyDraftedV1, policyDraftedV2 } from './policy-drafted.js';
import { policyNamedV1 } from './policy-named.js';
import { policyPublishedV1 } from './policy-published.js';
import { policyRetiredV1 } from './policy-retired.js';

/** Every version of every event about policies: in the streams `policy-<name>`, and `PolicyNamed` in the stream `policies`. */
export const policyEvents = {
  PolicyNamed: [policyNamedV1],
  PolicyDrafted: [policyDraftedV1, policyDraftedV2],
  PolicyPublished: [policyPublishedV1],
  PolicyRetired: [policyRetiredV1],
} as const;

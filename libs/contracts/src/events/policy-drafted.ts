import { defineEvent, type DataOf } from '../definition/index.js';
import { policy, policyV1 } from '../vocabulary/index.js';

/** As v2, when every calendar shipped. */
export const policyDraftedV1 = defineEvent({
  type: 'PolicyDrafted',
  version: 1,
  meaning: 'A version of a policy was drafted.',
  staff: [['policy', 'routes', '*', 'person']],
  data: { policy: policyV1() },
});

/** A version of a policy was written down, or written anew, for somebody to publish. It is nothing that complaints fall under yet. */
export const policyDraftedV2 = defineEvent({
  type: 'PolicyDrafted',
  version: 2,
  meaning: 'A version of a policy was drafted.',
  staff: [['policy', 'routes', '*', 'person']],
  data: { policy: policy() },
});

export type PolicyDraftedData = DataOf<typeof policyDraftedV2>;

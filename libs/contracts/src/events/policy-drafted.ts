import { defineEvent, type DataOf } from '../definition/index.js';
import { policy } from '../vocabulary/index.js';

/** A version of a policy was written down, or written anew, for somebody to publish. It is nothing that complaints fall under yet. */
export const policyDraftedV1 = defineEvent({
  type: 'PolicyDrafted',
  version: 1,
  meaning: 'A version of a policy was drafted.',
  staff: [['policy', 'routes', '*', 'person']],
  data: { policy: policy() },
});

export type PolicyDraftedData = DataOf<typeof policyDraftedV1>;

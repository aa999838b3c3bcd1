import { defineEvent, type DataOf } from '../definition/index.js';
import { policyVersion } from '../vocabulary/index.js';

/** A published version of a policy is chosen for no further complaint. Those under it stay under it. */
export const policyRetiredV1 = defineEvent({
  type: 'PolicyRetired',
  version: 1,
  meaning: 'A published version of a policy was retired.',
  data: { version: policyVersion() },
});

export type PolicyRetiredData = DataOf<typeof policyRetiredV1>;

import { defineEvent, type DataOf } from '../definition/index.js';
import { policyVersion } from '../vocabulary/index.js';

/** A version of a policy was put in force (ISO 10002:2018, clause 5). From now on it never changes. */
export const policyPublishedV1 = defineEvent({
  type: 'PolicyPublished',
  version: 1,
  meaning: 'A drafted version of a policy was published.',
  data: { version: policyVersion() },
});

export type PolicyPublishedData = DataOf<typeof policyPublishedV1>;

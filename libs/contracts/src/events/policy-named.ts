import { defineEvent, type DataOf } from '../definition/index.js';
import { word } from '../vocabulary/index.js';

/** A policy that was not known before is about to be drafted: the stream `policies` lists the names by which all others are found. */
export const policyNamedV1 = defineEvent({
  type: 'PolicyNamed',
  version: 1,
  meaning: 'A policy was entered in the list of policies.',
  data: { name: word() },
});

export type PolicyNamedData = DataOf<typeof policyNamedV1>;

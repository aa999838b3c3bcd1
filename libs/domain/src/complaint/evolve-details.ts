import { withDetails } from './corrections.js';
import type { Details, Text } from './events.js';
import type { Complaint } from './state.js';

/** What a correction does to a complaint: later messages go to whom, and in the language, that it says. */
export function detailsCorrected(state: Complaint, said: Details<Text>): Complaint {
  const { language = state.addressee.language, complainant } = said;
  const name = complainant?.name ?? state.addressee.name;
  return {
    ...state,
    addressee: { language, ...(name !== undefined && { name }) },
    corrected: withDetails(state.corrected ?? {}, said),
  };
}

import Type from 'typebox';
import { event } from '../definition.js';
import { instant, name } from '../vocabulary.js';

/** Most people whom a confidential complaint names. */
export const CONFIDANTS_MAX = 50;

/** The members of staff who may know of a confidential complaint, by their `sub`. */
export const confidants = () => Type.Array(name(), { minItems: 1, maxItems: CONFIDANTS_MAX });

/**
 * The complaint became confidential: only the named members of staff know of it (ISO 10002:2018, clause 4: confidentiality). Replaces the
 * people named before. The reason is in the metadata, sealed.
 */
export const AccessRestricted = event('AccessRestricted', {
  meaning: 'The complaint was made confidential to some members of staff.',
  staff: [['people', '*']],
  data: { people: confidants() },
});

/** The complaint is no longer confidential. The reason is in the metadata, sealed. */
export const AccessRestrictionLifted = event('AccessRestrictionLifted', {
  meaning: 'The complaint is open again to everybody who handles complaints.',
  data: {},
});

/**
 * Somebody who is not named by a confidential complaint took access to it for a time, in an emergency. Who it was is the actor; the reason is
 * in the metadata, sealed.
 */
export const EmergencyAccessTaken = event('EmergencyAccessTaken', {
  meaning: 'A member of staff took access to a confidential complaint in an emergency.',
  data: { until: instant() },
});

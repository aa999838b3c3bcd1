import Type from 'typebox';
import { event } from '../definition.js';

/** Most codes of one complaint, the first included. Whoever checks a code compares it with all of them. */
export const TRACKING_CODES_MAX = 20;

/**
 * A new tracking code replaced the one before, which stopped working. The code itself is recorded nowhere: it follows from the complaint and
 * this version. The reason, in the metadata and sealed, says how the actor knew the complainant.
 */
export const TrackingCodeIssued = event('TrackingCodeIssued', {
  meaning: 'A member of staff made a new tracking code for the complainant, in place of a lost one.',
  data: {
    version: Type.Integer({ minimum: 2, maximum: TRACKING_CODES_MAX }),
    /** The code is sent to the complainant's address on file; otherwise the actor was shown it. */
    toComplainant: Type.Optional(Type.Boolean()),
  },
});

/** Somebody without the code named the complaint and the e-mail address on file. The code is sent to that address, and nowhere else. */
export const TrackingCodeRequested = event('TrackingCodeRequested', {
  meaning:
    'Somebody who knew the e-mail address on file asked for the lost tracking code, which is sent to that address.',
  data: {},
});

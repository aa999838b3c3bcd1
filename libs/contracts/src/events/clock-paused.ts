import { defineEvent, type DataOf } from '../definition/index.js';
import { version, word } from '../vocabulary/index.js';
import { clockNames } from './clock-fields.js';

/** Clocks stand still from here on, for a reason that the policy allows. */
export const clockPausedV1 = defineEvent({
  type: 'ClockPaused',
  version: 1,
  meaning: 'Clocks of the complaint were stopped for a time.',
  data: {
    /** A word of the policy, never free text. */
    reason: word(),
    clocks: clockNames(),
    calendar: version(),
  },
});

export type ClockPausedData = DataOf<typeof clockPausedV1>;

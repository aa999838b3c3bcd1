import { defineEvent, type DataOf } from '../definition/index.js';
import { version } from '../vocabulary/index.js';
import { clockNames } from './clock-fields.js';

/** Clocks that stood still go on. */
export const clockResumedV1 = defineEvent({
  type: 'ClockResumed',
  version: 1,
  meaning: 'Clocks of the complaint go on.',
  data: {
    clocks: clockNames(),
    calendar: version(),
  },
});

export type ClockResumedData = DataOf<typeof clockResumedV1>;

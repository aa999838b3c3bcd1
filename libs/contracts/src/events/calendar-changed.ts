import Type from 'typebox';
import { closed, defineEvent, type DataOf } from '../definition/index.js';
import { date, names, version } from '../vocabulary/index.js';

/** Most days that one amendment adds, or takes out: those of many years. */
export const AMENDED_DAYS_MAX = 400;

/** From here on open clocks count by a later version of their calendar. What had been recorded as missed stays so. */
export const calendarChangedV1 = defineEvent({
  type: 'CalendarChanged',
  version: 1,
  meaning: 'The open clocks of the complaint count by another version of their calendar.',
  data: {
    calendar: version(),
    /** The version before. */
    from: version(),
    /** What the later version changes; all three absent when it is one that ships. */
    added: Type.Optional(Type.Array(closed({ on: date(), names: names() }), { maxItems: AMENDED_DAYS_MAX })),
    removed: Type.Optional(Type.Array(date(), { maxItems: AMENDED_DAYS_MAX })),
    coversTo: Type.Optional(date()),
  },
});

export type CalendarChangedData = DataOf<typeof calendarChangedV1>;

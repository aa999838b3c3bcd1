import type { Calendar } from '../calendar.js';

const allDay = [{ from: '00:00', to: '24:00' }];

/** No country's: Monday to Friday around the clock in UTC, without holidays. */
export const genericCalendar: Calendar = {
  version: 'generic@1',
  names: { en: 'Generic: Monday to Friday, UTC, no holidays', fa: 'عمومی: دوشنبه تا جمعه، به وقت UTC، بدون تعطیلی' },
  timeZone: 'UTC',
  week: {
    monday: allDay,
    tuesday: allDay,
    wednesday: allDay,
    thursday: allDay,
    friday: allDay,
    saturday: [],
    sunday: [],
  },
  holidays: [],
  source: { text: 'No source: a neutral start for an organization without a calendar of its own.', on: '2026-11-24' },
};

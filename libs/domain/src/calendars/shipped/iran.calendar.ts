import type { Calendar } from '../calendar.js';
import { iranLunarHolidays } from './iran-lunar-holidays.js';
import { iranSolarHolidays } from './iran-solar-holidays.js';

const officeHours = [{ from: '08:00', to: '16:00' }];

/**
 * Iran: Saturday to Wednesday, with the official holidays of the Persian years 1403 to 1405. Days off that the government announces
 * during a year (cold, smog, mourning) are not in it: they are a new version.
 */
export const iranCalendar: Calendar = {
  version: 'iran@1',
  names: { en: 'Iran', fa: 'ایران' },
  timeZone: 'Asia/Tehran',
  week: {
    monday: officeHours,
    tuesday: officeHours,
    wednesday: officeHours,
    thursday: [],
    friday: [],
    saturday: officeHours,
    sunday: officeHours,
  },
  holidays: [...[1403, 1404, 1405].flatMap(iranSolarHolidays), ...iranLunarHolidays].sort((a, b) =>
    a.on < b.on ? -1 : Number(a.on > b.on),
  ),
  covers: { from: '2024-03-20', to: '2027-03-20' },
  source: {
    text: 'Official calendars of 1403 to 1405 as approved by the Council of Public Culture and reported by the press; the solar holidays are computed. The hours are an assumption.',
    on: '2026-11-24',
  },
};

import type { Calendar, Holiday, Names } from '../calendar.js';

const names = {
  newYear: { en: 'New Year’s Day', fa: 'روز سال نو' },
  goodFriday: { en: 'Good Friday', fa: 'جمعهٔ نیک' },
  easterMonday: { en: 'Easter Monday', fa: 'دوشنبهٔ عید پاک' },
  earlyMay: { en: 'Early May bank holiday', fa: 'تعطیلی بانکی آغاز مه' },
  spring: { en: 'Spring bank holiday', fa: 'تعطیلی بانکی بهار' },
  summer: { en: 'Summer bank holiday', fa: 'تعطیلی بانکی تابستان' },
  christmas: { en: 'Christmas Day', fa: 'روز کریسمس' },
  boxing: { en: 'Boxing Day', fa: 'روز باکسینگ' },
  jubilee: { en: 'Platinum Jubilee bank holiday', fa: 'تعطیلی جشن پلاتین سلطنت' },
  funeral: { en: 'Bank Holiday for the State Funeral of Queen Elizabeth II', fa: 'تعطیلی تشییع ملکه الیزابت دوم' },
  coronation: { en: 'Bank holiday for the coronation of King Charles III', fa: 'تعطیلی تاج‌گذاری شاه چارلز سوم' },
} as const satisfies { readonly [holiday: string]: Names };

/** A bank holiday on a weekend is observed, and listed, on a later day. */
function instead({ en, fa }: Names): Names {
  return { en: `${en} (substitute day)`, fa: `${fa} (روز جایگزین)` };
}

const holidays: readonly Holiday[] = [
  { on: '2022-01-03', names: instead(names.newYear) },
  { on: '2022-04-15', names: names.goodFriday },
  { on: '2022-04-18', names: names.easterMonday },
  { on: '2022-05-02', names: names.earlyMay },
  { on: '2022-06-02', names: names.spring },
  { on: '2022-06-03', names: names.jubilee },
  { on: '2022-08-29', names: names.summer },
  { on: '2022-09-19', names: names.funeral },
  { on: '2022-12-26', names: names.boxing },
  { on: '2022-12-27', names: instead(names.christmas) },

  { on: '2023-01-02', names: instead(names.newYear) },
  { on: '2023-04-07', names: names.goodFriday },
  { on: '2023-04-10', names: names.easterMonday },
  { on: '2023-05-01', names: names.earlyMay },
  { on: '2023-05-08', names: names.coronation },
  { on: '2023-05-29', names: names.spring },
  { on: '2023-08-28', names: names.summer },
  { on: '2023-12-25', names: names.christmas },
  { on: '2023-12-26', names: names.boxing },

  { on: '2024-01-01', names: names.newYear },
  { on: '2024-03-29', names: names.goodFriday },
  { on: '2024-04-01', names: names.easterMonday },
  { on: '2024-05-06', names: names.earlyMay },
  { on: '2024-05-27', names: names.spring },
  { on: '2024-08-26', names: names.summer },
  { on: '2024-12-25', names: names.christmas },
  { on: '2024-12-26', names: names.boxing },

  { on: '2025-01-01', names: names.newYear },
  { on: '2025-04-18', names: names.goodFriday },
  { on: '2025-04-21', names: names.easterMonday },
  { on: '2025-05-05', names: names.earlyMay },
  { on: '2025-05-26', names: names.spring },
  { on: '2025-08-25', names: names.summer },
  { on: '2025-12-25', names: names.christmas },
  { on: '2025-12-26', names: names.boxing },

  { on: '2026-01-01', names: names.newYear },
  { on: '2026-04-03', names: names.goodFriday },
  { on: '2026-04-06', names: names.easterMonday },
  { on: '2026-05-04', names: names.earlyMay },
  { on: '2026-05-25', names: names.spring },
  { on: '2026-08-31', names: names.summer },
  { on: '2026-12-25', names: names.christmas },
  { on: '2026-12-28', names: instead(names.boxing) },

  { on: '2027-01-01', names: names.newYear },
  { on: '2027-03-26', names: names.goodFriday },
  { on: '2027-03-29', names: names.easterMonday },
  { on: '2027-05-03', names: names.earlyMay },
  { on: '2027-05-31', names: names.spring },
  { on: '2027-08-30', names: names.summer },
  { on: '2027-12-27', names: instead(names.christmas) },
  { on: '2027-12-28', names: instead(names.boxing) },

  { on: '2028-01-03', names: instead(names.newYear) },
  { on: '2028-04-14', names: names.goodFriday },
  { on: '2028-04-17', names: names.easterMonday },
  { on: '2028-05-01', names: names.earlyMay },
  { on: '2028-05-29', names: names.spring },
  { on: '2028-08-28', names: names.summer },
  { on: '2028-12-25', names: names.christmas },
  { on: '2028-12-26', names: names.boxing },
];

const officeHours = [{ from: '09:00', to: '17:00' }];

/** England and Wales: Monday to Friday from nine to five, with the bank holidays of 2022 to 2028. */
export const englandCalendar: Calendar = {
  version: 'england@1',
  names: { en: 'England and Wales', fa: 'انگلستان و ولز' },
  timeZone: 'Europe/London',
  week: {
    monday: officeHours,
    tuesday: officeHours,
    wednesday: officeHours,
    thursday: officeHours,
    friday: officeHours,
    saturday: [],
    sunday: [],
  },
  holidays,
  covers: { from: '2022-01-01', to: '2028-12-31' },
  source: {
    text: 'Bank holidays: https://www.gov.uk/bank-holidays.json, division england-and-wales, as published in February 2026. The hours are an assumption.',
    on: '2026-11-24',
  },
};

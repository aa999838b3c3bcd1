import type { Calendar, Holiday, Names } from '../calendar.js';

/** Month and day of the Persian calendar on which a holiday falls every year. */
const fixed: readonly (readonly [month: number, day: number, names: Names])[] = [
  [1, 1, { en: 'Nowruz', fa: 'آغاز نوروز' }],
  [1, 2, { en: 'Nowruz holiday', fa: 'عید نوروز' }],
  [1, 3, { en: 'Nowruz holiday', fa: 'عید نوروز' }],
  [1, 4, { en: 'Nowruz holiday', fa: 'عید نوروز' }],
  [1, 12, { en: 'Islamic Republic Day', fa: 'روز جمهوری اسلامی ایران' }],
  [1, 13, { en: 'Nature Day', fa: 'روز طبیعت' }],
  [3, 14, { en: 'Death of Khomeini', fa: 'رحلت امام خمینی' }],
  [3, 15, { en: 'Uprising of 15 Khordad', fa: 'قیام ۱۵ خرداد' }],
  [11, 22, { en: 'Islamic Revolution Day', fa: 'پیروزی انقلاب اسلامی' }],
  [12, 29, { en: 'Nationalization of the oil industry', fa: 'روز ملی شدن صنعت نفت ایران' }],
  [12, 30, { en: 'Last day of a leap year', fa: 'آخرین روز سال کبیسه' }],
];

/** The solar holidays of one Persian year, such as 1405. A common year has no 30 Esfand. */
export function iranSolarHolidays(year: number): readonly Holiday[] {
  return fixed.flatMap(([month, day, names]) => {
    const first = Temporal.PlainDate.from({ calendar: 'persian', year, month, day: 1 });
    if (day > first.daysInMonth) return [];
    return [{ on: first.with({ day }).withCalendar('iso8601').toString(), names }];
  });
}

const lunarNames = {
  tasua: { en: 'Tasua', fa: 'تاسوعای حسینی' },
  ashura: { en: 'Ashura', fa: 'عاشورای حسینی' },
  arbaeen: { en: 'Arbaeen', fa: 'اربعین حسینی' },
  prophetDeath: { en: 'Death of the Prophet and martyrdom of Imam Hasan', fa: 'رحلت رسول اکرم و شهادت امام حسن مجتبی' },
  rida: { en: 'Martyrdom of Imam Reza', fa: 'شهادت امام رضا' },
  askari: { en: 'Martyrdom of Imam Hasan al-Askari', fa: 'شهادت امام حسن عسکری' },
  birth: { en: 'Birthday of the Prophet and of Imam Sadiq', fa: 'میلاد رسول اکرم و امام جعفر صادق' },
  fatima: { en: 'Martyrdom of Fatima', fa: 'شهادت حضرت فاطمه زهرا' },
  aliBirth: { en: 'Birthday of Imam Ali', fa: 'ولادت امام علی' },
  mabath: { en: 'Mission of the Prophet', fa: 'مبعث رسول اکرم' },
  mahdi: { en: 'Birthday of the Mahdi', fa: 'ولادت حضرت قائم' },
  aliDeath: { en: 'Martyrdom of Imam Ali', fa: 'شهادت حضرت علی' },
  fitr: { en: 'Eid al-Fitr', fa: 'عید سعید فطر' },
  fitrHoliday: { en: 'Eid al-Fitr holiday', fa: 'تعطیل به مناسبت عید سعید فطر' },
  sadiq: { en: 'Martyrdom of Imam Sadiq', fa: 'شهادت امام جعفر صادق' },
  adha: { en: 'Eid al-Adha', fa: 'عید سعید قربان' },
  ghadir: { en: 'Eid al-Ghadir', fa: 'عید سعید غدیر خم' },
} as const satisfies { readonly [holiday: string]: Names };

/**
 * The lunar holidays of the Persian years 1403 to 1405. They cannot be computed: the month begins when the moon is seen, and the official
 * calendar, published a year ahead, may still move by a day. Then the calendar gets a new version.
 */
const iranLunarHolidays: readonly Holiday[] = [
  // 1403
  { on: '2024-04-01', names: lunarNames.aliDeath },
  { on: '2024-04-10', names: lunarNames.fitr },
  { on: '2024-04-11', names: lunarNames.fitrHoliday },
  { on: '2024-05-04', names: lunarNames.sadiq },
  { on: '2024-06-17', names: lunarNames.adha },
  { on: '2024-06-25', names: lunarNames.ghadir },
  { on: '2024-07-15', names: lunarNames.tasua },
  { on: '2024-07-16', names: lunarNames.ashura },
  { on: '2024-08-25', names: lunarNames.arbaeen },
  { on: '2024-09-02', names: lunarNames.prophetDeath },
  { on: '2024-09-04', names: lunarNames.rida },
  { on: '2024-09-12', names: lunarNames.askari },
  { on: '2024-09-21', names: lunarNames.birth },
  { on: '2024-12-05', names: lunarNames.fatima },
  { on: '2025-01-14', names: lunarNames.aliBirth },
  { on: '2025-01-28', names: lunarNames.mabath },
  { on: '2025-02-14', names: lunarNames.mahdi },
  // 1404
  { on: '2025-03-22', names: lunarNames.aliDeath },
  { on: '2025-03-31', names: lunarNames.fitr },
  { on: '2025-04-01', names: lunarNames.fitrHoliday },
  { on: '2025-04-24', names: lunarNames.sadiq },
  { on: '2025-06-06', names: lunarNames.adha },
  { on: '2025-06-14', names: lunarNames.ghadir },
  { on: '2025-07-05', names: lunarNames.tasua },
  { on: '2025-07-06', names: lunarNames.ashura },
  { on: '2025-08-14', names: lunarNames.arbaeen },
  { on: '2025-08-22', names: lunarNames.prophetDeath },
  { on: '2025-08-24', names: lunarNames.rida },
  { on: '2025-09-01', names: lunarNames.askari },
  { on: '2025-09-10', names: lunarNames.birth },
  { on: '2025-11-24', names: lunarNames.fatima },
  { on: '2026-01-03', names: lunarNames.aliBirth },
  { on: '2026-01-17', names: lunarNames.mabath },
  { on: '2026-02-04', names: lunarNames.mahdi },
  { on: '2026-03-11', names: lunarNames.aliDeath },
  // 1405
  { on: '2026-03-21', names: lunarNames.fitr },
  { on: '2026-03-22', names: lunarNames.fitrHoliday },
  { on: '2026-04-14', names: lunarNames.sadiq },
  { on: '2026-05-27', names: lunarNames.adha },
  { on: '2026-06-04', names: lunarNames.ghadir },
  { on: '2026-06-24', names: lunarNames.tasua },
  { on: '2026-06-25', names: lunarNames.ashura },
  { on: '2026-08-04', names: lunarNames.arbaeen },
  { on: '2026-08-12', names: lunarNames.prophetDeath },
  { on: '2026-08-13', names: lunarNames.rida },
  { on: '2026-08-21', names: lunarNames.askari },
  { on: '2026-08-30', names: lunarNames.birth },
  { on: '2026-11-13', names: lunarNames.fatima },
  { on: '2026-12-23', names: lunarNames.aliBirth },
  { on: '2027-01-06', names: lunarNames.mabath },
  { on: '2027-01-24', names: lunarNames.mahdi },
  { on: '2027-03-01', names: lunarNames.aliDeath },
  { on: '2027-03-10', names: lunarNames.fitr },
  { on: '2027-03-11', names: lunarNames.fitrHoliday },
];

const officeHours = [{ from: '08:00', to: '16:00' }];

/**
 * Iran: Saturday to Wednesday, with the official holidays of the Persian years 1403 to 1405. Days off that the government announces
 * during a year (cold, smog, mourning) need a new version.
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

import type { Holiday, Names } from '../calendar.js';

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

/** The holidays of one Persian year, such as 1405, that the sun decides. A common year has no 30 Esfand. */
export function iranSolarHolidays(year: number): readonly Holiday[] {
  return fixed.flatMap(([month, day, names]) => {
    const first = Temporal.PlainDate.from({ calendar: 'persian', year, month, day: 1 });
    if (day > first.daysInMonth) return [];
    return [{ on: first.with({ day }).withCalendar('iso8601').toString(), names }];
  });
}

import type { Anchor, End, IgnoredFact, Unit } from '@redress/domain';
import { dayWords, isolate } from '@redress/texts';
import { hoursOf, type ClockWords } from './explained-words.js';

const anchors: Readonly<Record<Anchor, string>> = {
  received: 'دریافت شکایت',
  'day-after-receipt': 'آغاز روز پس از دریافت',
  acknowledged: 'تأیید دریافت',
  'sent-on': 'فرستادن شکایت به سازمان مربوط',
  'stage-escalated': 'درخواست مرحلهٔ بعد',
  'decision-communicated': 'ابلاغ تصمیم',
};

const units: Readonly<Record<Unit, string>> = {
  hours: 'ساعت',
  'calendar-days': 'روز تقویمی',
  weeks: 'هفته',
  'business-days': 'روز کاری',
  'business-hours': 'ساعت کاری',
  'business-minutes': 'دقیقهٔ کاری',
};

const ends: Readonly<Record<End, string>> = {
  instant: 'تا همان لحظه',
  'end-of-day': 'تا پایان آخرین روز',
  'close-of-business': 'تا پایان ساعت کاری آخرین روز',
};

const why: Readonly<Record<IgnoredFact['why'], string>> = {
  'not-allowed': 'خط‌مشی آن را اجازه نمی‌دهد',
  'no-reason': 'دلیل آن در خط‌مشی نیست',
  'too-late': 'پس از سررسید بود',
  'used-up': 'بیش از این مجاز نیست',
  'already-paused': 'مهلت از پیش متوقف بود',
  'not-paused': 'مهلت متوقف نبود',
};

const numbers = new Intl.NumberFormat('fa');

/** A number in Persian digits; also one that comes as text. */
function digits(value: number | string): string {
  return numbers.format(Number(value));
}

/** An instant by the Persian calendar in its own zone, in UTC where it names none: `۴ آذر ۱۴۰۵، ساعت ۷:۵۸:۵۹`. */
function moment(instant: string): string {
  const zoned = instant.endsWith(']')
    ? Temporal.ZonedDateTime.from(instant)
    : Temporal.Instant.from(instant).toZonedDateTimeISO('UTC');
  return `${dayWords(zoned.toPlainDate().toString(), 'fa')}، ساعت ${zoned.toPlainTime().toLocaleString('fa', { timeStyle: 'medium' })}`;
}

/** How a clock is explained in Persian: by its calendar and in its digits. Words of the policy are codes, kept apart from the text around them. */
export const persianClockWords: ClockWords = {
  start: (clock, anchor, { local }) => `مهلت ${isolate(clock)} با ${anchors[anchor]} آغاز شد: ${moment(local)}.`,
  limit: ({ length, unit, end }, calendar, timeZone) =>
    `مهلت طبق خط‌مشی ${digits(length)} ${units[unit]} است، ${ends[end]}، با تقویم ${isolate(calendar)} در منطقهٔ زمانی ${isolate(timeZone)}.`,
  change: {
    extended: (at, reason, length, unit) =>
      `در ${moment(at)} تمدید شد (${isolate(reason)}): در مجموع ${digits(length)} ${units[unit]}.`,
    held: (at, reason, length, unit) =>
      `در ${moment(at)} پاسخ موقت فرستاده شد (${isolate(reason)}): در مجموع ${digits(length)} ${units[unit]}.`,
  },
  pause: (from, to, reason) =>
    to === undefined
      ? `از ${moment(from)} متوقف است (${isolate(reason)}).`
      : `از ${moment(from)} تا ${moment(to)} متوقف بود (${isolate(reason)}).`,
  ignored: (fact, at, reason) =>
    `آنچه در ${moment(at)} ثبت شد (${isolate(fact)}) چیزی را تغییر نمی‌دهد: ${why[reason]}.`,
  counted: (counted, skipped, leftOut) =>
    `از آغاز تا سررسید ${digits(counted)} روز محاسبه شد و ${digits(skipped)} روز نه${leftOut === 0 ? '' : `؛ ${digits(leftOut)} روز دیگر فهرست نشده است`}.`,
  holiday: ({ date, holidays }) =>
    `${dayWords(date, 'fa')} محاسبه نمی‌شود: ${holidays.map(({ fa }) => fa).join('، ')}.`,
  due: ({ utc, local }) => `سررسید آن ${moment(local)} است؛ به وقت جهانی ${moment(utc)}.`,
  noDue: {
    paused: 'زمان سررسید دانسته نیست، زیرا مهلت متوقف است.',
    undetermined: 'زمان سررسید را نمی‌توان گفت: تقویم تا آنجا نمی‌رسد. نسخهٔ بعدی آن را منتشر کنید.',
  },
  allowed: ({ grossMs, netMs, countedMs }) =>
    `یعنی ${digits(hoursOf(grossMs))} ساعت از آغاز تا سررسید، ${digits(hoursOf(netMs))} ساعت بدون توقف‌ها، که ${digits(hoursOf(countedMs))} ساعت آن محاسبه می‌شود.`,
  warning: ({ mark, local }) =>
    'percent' in mark
      ? `در ${digits(mark.percent)} درصد زمان هشدار می‌دهد: ${moment(local)}.`
      : `در ${moment(local)} هشدار می‌دهد.`,
  fired: {
    warned: ({ due, recordedAt }) => `هشداری در ${moment(due.local)} سررسید شد و در ${moment(recordedAt)} ثبت شد.`,
    missed: ({ due, recordedAt }) =>
      `مهلت در ${moment(due.local)} بدون اقدام سپری شد؛ این در ${moment(recordedAt)} ثبت شد و تغییر نمی‌کند.`,
    told: ({ due, recordedAt, to = '' }) =>
      `آنچه در ${moment(due.local)} سررسید شد در ${moment(recordedAt)} به نقش ${isolate(to)} گفته شد.`,
  },
  stopped: ({ local }) => `در ${moment(local)} پایان یافت.`,
  overdue: 'در جریان است و زمان آن گذشته است.',
  state: {
    running: 'در جریان است.',
    paused: 'متوقف است.',
    met: 'رعایت شد.',
    missed: 'رعایت نشد.',
    exempt: 'دیگر تعهدی نیست، زیرا شکایت بسیار زود حل شد.',
    merged: 'دیگر محاسبه نمی‌شود؛ مهلت‌های شکایتی برقرار است که این شکایت در آن ادغام شد.',
    undetermined: 'وضعیت آن را نمی‌توان گفت.',
  },
};

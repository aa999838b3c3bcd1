import type { Anchor, End, IgnoredFact, Unit } from '@redress/domain';
import { hoursOf, type ClockWords } from './clock-words.js';

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
  'not-allowed': 'سیاست آن را اجازه نمی‌دهد',
  'no-reason': 'دلیل آن در سیاست نیست',
  'too-late': 'پس از سررسید بود',
  'used-up': 'بیش از این مجاز نیست',
  'already-paused': 'مهلت از پیش متوقف بود',
  'not-paused': 'مهلت متوقف نبود',
};

/** How a clock is explained in Persian. */
export const persianClockWords: ClockWords = {
  start: (clock, anchor, { local, jalali }) =>
    `مهلت ${clock} با ${anchors[anchor]} آغاز شد: ${jalali} خورشیدی، ${local}.`,
  limit: ({ length, unit, end }, calendar, timeZone) =>
    `سیاست ${length} ${units[unit]} می‌دهد، ${ends[end]}، با تقویم ${calendar} در منطقهٔ زمانی ${timeZone}.`,
  change: {
    extended: (at, reason, length, unit) => `در ${at} تمدید شد (${reason}): در مجموع ${length} ${units[unit]}.`,
    held: (at, reason, length, unit) => `در ${at} پاسخ موقت فرستاده شد (${reason}): در مجموع ${length} ${units[unit]}.`,
  },
  pause: (from, to, reason) =>
    to === undefined ? `از ${from} متوقف است (${reason}).` : `از ${from} تا ${to} متوقف بود (${reason}).`,
  ignored: (fact, at, reason) => `آنچه در ${at} ثبت شد (${fact}) چیزی را تغییر نمی‌دهد: ${why[reason]}.`,
  counted: (counted, skipped, leftOut) =>
    `از آغاز تا سررسید ${counted} روز شمرده می‌شود و ${skipped} روز نه${leftOut === 0 ? '' : `؛ ${leftOut} روز دیگر فهرست نشده است`}.`,
  holiday: ({ date, holidays }) => `${date} شمرده نمی‌شود: ${holidays.map(({ fa }) => fa).join('، ')}.`,
  due: ({ utc, local, jalali }) => `سررسید آن ${jalali} خورشیدی است: ${local}، به وقت جهانی ${utc}.`,
  noDue: {
    paused: 'زمان سررسید دانسته نیست، زیرا مهلت متوقف است.',
    undetermined: 'زمان سررسید را نمی‌توان گفت: تقویم تا آنجا نمی‌رسد. نسخهٔ بعدی آن را منتشر کنید.',
  },
  allowed: ({ grossMs, netMs, countedMs }) =>
    `یعنی ${hoursOf(grossMs)} ساعت از آغاز تا سررسید، ${hoursOf(netMs)} ساعت بدون توقف‌ها، که ${hoursOf(countedMs)} ساعت آن شمرده می‌شود.`,
  warning: ({ mark, local }) =>
    'percent' in mark ? `در ${mark.percent} درصد زمان هشدار می‌دهد: ${local}.` : `در ${local} هشدار می‌دهد.`,
  fired: {
    warned: ({ due, recordedAt }) => `هشداری در ${due.local} سررسید شد و در ${recordedAt} ثبت شد.`,
    missed: ({ due, recordedAt }) => `در ${due.local} از دست رفت؛ این در ${recordedAt} ثبت شد و می‌ماند.`,
    told: ({ due, recordedAt, to = '' }) => `آنچه در ${due.local} سررسید شد در ${recordedAt} به نقش ${to} گفته شد.`,
  },
  stopped: ({ local }) => `در ${local} متوقف شد و پایان یافت.`,
  overdue: 'در جریان است و زمان آن گذشته است.',
  state: {
    running: 'در جریان است.',
    paused: 'متوقف است.',
    met: 'رعایت شد.',
    missed: 'رعایت نشد.',
    exempt: 'دیگر تعهدی نیست، زیرا شکایت بسیار زود حل شد.',
    undetermined: 'وضعیت آن را نمی‌توان گفت.',
  },
};

import type { ProblemKind } from './problem-text.js';

/**
 * What may be wrong with the system itself. Those of status 503 but `view-of-another-log` pass: the same request may succeed a little
 * later.
 */
export const machineryProblems = {
  'view-behind': {
    status: 503,
    en: {
      title: 'View behind',
      detail: 'The view has not yet seen the revision asked for. Nothing is lost; ask again in a moment.',
    },
    fa: {
      title: 'نما عقب است',
      detail: 'نما هنوز به نگارش خواسته‌شده نرسیده است. چیزی از دست نرفته؛ کمی بعد دوباره بپرسید.',
    },
  },
  'view-of-another-log': {
    status: 503,
    en: {
      title: 'View of another log',
      detail:
        'The view was built from another log than this one, so it is not shown. What was recorded is safe. Tell the operator; redress doctor names the remedy.',
    },
    fa: {
      title: 'نما از رویدادنامه‌ای دیگر است',
      detail:
        'این نما از رویدادنامه‌ای جز رویدادنامه کنونی ساخته شده است و نشان داده نمی‌شود. آنچه ثبت شده محفوظ است. به متصدی بگویید؛ redress doctor چاره را نام می‌برد.',
    },
  },
  'store-unavailable': {
    status: 503,
    en: {
      title: 'Store unavailable',
      detail: 'A store cannot be reached. Send the same request with the same Idempotency-Key in a moment.',
    },
    fa: {
      title: 'انباره در دسترس نیست',
      detail: 'انباره در دسترس نیست. همان درخواست را با همان Idempotency-Key کمی بعد بفرستید.',
    },
  },
  contention: {
    status: 503,
    en: {
      title: 'Much changed at once',
      detail: 'Many people changed this complaint at once and nothing was recorded. Send the same request again.',
    },
    fa: {
      title: 'تغییرهای هم‌زمان',
      detail: 'افراد زیادی هم‌زمان این شکایت را تغییر دادند و چیزی ثبت نشد. همان درخواست را دوباره بفرستید.',
    },
  },
  'request-timeout': {
    status: 503,
    en: {
      title: 'Took too long',
      detail:
        'The answer took too long. Send the same request with the same Idempotency-Key: nothing is recorded twice.',
    },
    fa: {
      title: 'زمان زیادی گذشت',
      detail: 'پاسخ دیر شد. همان درخواست را با همان Idempotency-Key بفرستید؛ چیزی دو بار ثبت نمی‌شود.',
    },
  },
  'shutting-down': {
    status: 503,
    en: { title: 'Shutting down', detail: 'The service is stopping. Send the same request again in a moment.' },
    fa: { title: 'در حال توقف', detail: 'سرویس در حال توقف است. همان درخواست را کمی بعد دوباره بفرستید.' },
  },
  'history-incomplete': {
    status: 500,
    en: {
      title: 'History incomplete',
      detail:
        'The log no longer has every event of {stream}, so nothing is shown of it or decided on it as if it were whole. Tell the operator to run "redress verify".',
    },
    fa: {
      title: 'تاریخچه ناقص است',
      detail:
        'همهٔ رویدادهای {stream} در دفتر رویدادها نیست؛ پس نه چیزی از آن چنان‌که گویی کامل است نشان داده می‌شود و نه تصمیمی بر پایهٔ آن ثبت می‌شود. به متصدی بگویید «redress verify» را اجرا کند.',
    },
  },
  'key-missing': {
    status: 500,
    en: {
      title: 'Key missing',
      detail:
        'The key to the personal words of complaint {reference} is not in the key store, and was not destroyed. This needs those words. Tell the operator: the key store must come back from a newer backup.',
    },
    fa: {
      title: 'کلید پیدا نیست',
      detail:
        'کلید داده‌های شخصی شکایت {reference} در انبارهٔ کلیدها نیست و نابود هم نشده است؛ این کار به آن داده‌ها نیاز دارد. به متصدی بگویید انبارهٔ کلیدها را از پشتیبان تازه‌تری بازگرداند.',
    },
  },
  internal: {
    status: 500,
    en: {
      title: 'Internal error',
      detail: 'Something failed here. It was logged; tell the operator the instance given with this answer.',
    },
    fa: { title: 'خطای درونی', detail: 'خطایی در سامانه رخ داد و ثبت شد. شناسه instance را به متصدی بگویید.' },
  },
} satisfies Record<string, ProblemKind>;

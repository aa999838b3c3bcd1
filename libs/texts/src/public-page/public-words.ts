import type { Language, RemedyKind } from '@redress/contracts';
import type { Anchor, Unit } from '@redress/domain';

/** The words of the public page that no policy writes itself. */
export interface PublicWords {
  readonly title: string;
  readonly free: string;
  readonly headings: Readonly<Record<'ways' | 'needed' | 'steps' | 'stages' | 'remedies' | 'outside' | 'help', string>>;
  readonly outsideIntroduction: string;
  readonly anotherDecider: string;
  readonly within: (amount: string, unit: Unit, one: boolean) => string;
  readonly from: Readonly<Record<Anchor, string>>;
  readonly channels: Readonly<Record<string, string>>;
  readonly remedies: Readonly<Record<RemedyKind, string>>;
  readonly version: (version: string, from: string) => string;
}

const englishUnits: Readonly<Record<Unit, string>> = {
  hours: 'hour',
  'calendar-days': 'calendar day',
  weeks: 'week',
  'business-days': 'business day',
  'business-hours': 'business hour',
  'business-minutes': 'business minute',
};

const persianUnits: Readonly<Record<Unit, string>> = {
  hours: 'ساعت',
  'calendar-days': 'روز',
  weeks: 'هفته',
  'business-days': 'روز کاری',
  'business-hours': 'ساعت کاری',
  'business-minutes': 'دقیقهٔ کاری',
};

export const publicWords: Readonly<Record<Language, PublicWords>> = {
  en: {
    title: 'How to complain',
    free: 'Complaining is free of charge, at every stage.',
    headings: {
      ways: 'Where and how',
      needed: 'What we need to know',
      steps: 'What happens, and when',
      stages: 'Who decides',
      remedies: 'What we may do to put things right',
      outside: 'Outside bodies',
      help: 'Help',
    },
    outsideIntroduction: 'If you do not agree with our decision, or do not hear from us in time, you may turn to:',
    anotherDecider: 'by somebody who has not decided before',
    within: (amount, unit, one) => `within ${amount} ${englishUnits[unit]}${one ? '' : 's'}`,
    from: {
      received: 'counted from receipt',
      'day-after-receipt': 'counted from the day after receipt',
      acknowledged: 'counted from our confirmation',
      'sent-on': 'counted from the day on which we passed it on',
      'stage-escalated': 'counted from the request for the next stage',
      'decision-communicated': 'counted from our decision',
    },
    channels: {
      web: 'Online',
      email: 'E-mail',
      phone: 'Telephone',
      letter: 'Letter',
      'in-person': 'In person',
      'social-media': 'Social media',
      regulator: 'Regulator',
      partner: 'Partner',
    },
    remedies: {
      refund: 'Refund',
      replacement: 'Replacement',
      repair: 'Repair',
      rework: 'Doing the work again',
      substitute: 'Substitute',
      'technical-assistance': 'Technical assistance',
      information: 'Information',
      referral: 'Referral',
      compensation: 'Compensation',
      apology: 'Apology',
      goodwill: 'A gesture of goodwill',
      'product-change': 'Change of the product',
      'process-change': 'Change of how we work',
      'policy-change': 'Change of our rules',
    },
    version: (version, from) => `Policy ${version}, valid from ${from}.`,
  },
  fa: {
    title: 'چگونه شکایت کنید',
    free: 'شکایت در همهٔ مرحله‌ها رایگان است.',
    headings: {
      ways: 'کجا و چگونه',
      needed: 'آنچه باید بدانیم',
      steps: 'چه می‌شود و چه زمانی',
      stages: 'چه کسی تصمیم می‌گیرد',
      remedies: 'کارهایی که برای جبران شدنی است',
      outside: 'نهادهای بیرونی',
      help: 'کمک',
    },
    outsideIntroduction: 'اگر با تصمیم ما موافق نیستید یا به‌موقع از ما خبری نشد، می‌توانید به این نهادها مراجعه کنید:',
    anotherDecider: 'با تصمیم شخصی که پیش‌تر تصمیم نگرفته است',
    within: (amount, unit) => `ظرف ${amount} ${persianUnits[unit]}`,
    from: {
      received: 'از زمان دریافت',
      'day-after-receipt': 'از روز پس از دریافت',
      acknowledged: 'از زمان تأیید ما',
      'sent-on': 'از روزی که آن را به سازمان مربوط فرستادیم',
      'stage-escalated': 'از زمان درخواست مرحلهٔ بعد',
      'decision-communicated': 'از زمان تصمیم ما',
    },
    channels: {
      web: 'برخط',
      email: 'رایانامه',
      phone: 'تلفن',
      letter: 'نامه',
      'in-person': 'حضوری',
      'social-media': 'شبکه‌های اجتماعی',
      regulator: 'نهاد ناظر',
      partner: 'همکار',
    },
    remedies: {
      refund: 'بازگرداندن پول',
      replacement: 'تعویض',
      repair: 'تعمیر',
      rework: 'انجام دوبارهٔ کار',
      substitute: 'جایگزین',
      'technical-assistance': 'کمک فنی',
      information: 'اطلاع‌رسانی',
      referral: 'ارجاع',
      compensation: 'جبران خسارت',
      apology: 'پوزش',
      goodwill: 'اقدام برای جلب رضایت',
      'product-change': 'تغییر کالا',
      'process-change': 'تغییر شیوهٔ کار',
      'policy-change': 'تغییر مقررات',
    },
    version: (version, from) => `سیاست ${version}، معتبر از ${from}.`,
  },
};

import type { ProblemKind } from './problem-text.js';

/** What may be wrong with a request about messages. */
export const notificationProblems = {
  'letter-unknown': {
    status: 404,
    en: {
      title: 'Unknown letter',
      detail:
        'There is no letter with this message id, or its complainant was erased. See the messages of the complaint.',
    },
    fa: {
      title: 'نامه ناشناخته',
      detail: 'نامه‌ای با این شناسه پیام نیست یا داده‌های شاکی پاک شده است. پیام‌های شکایت را ببینید.',
    },
  },
  'delivery-unknown': {
    status: 404,
    en: {
      title: 'Unknown delivery',
      detail: 'Nothing of this complaint was ever to be told to this subscription. See the list of dead letters.',
    },
    fa: {
      title: 'تحویل ناشناخته',
      detail: 'هرگز قرار نبوده چیزی از این شکایت به این اشتراک گفته شود. فهرست تحویل‌نشده‌ها را ببینید.',
    },
  },
  'message-unknown': {
    status: 404,
    en: {
      title: 'Unknown message',
      detail: 'No e-mail with this message id was sent from here. Check the Message-ID.',
    },
    fa: {
      title: 'پیام ناشناخته',
      detail: 'ایمیلی با این شناسه پیام از اینجا فرستاده نشده است. Message-ID را بررسی کنید.',
    },
  },
  'bounce-unreadable': {
    status: 422,
    en: {
      title: 'Unreadable bounce',
      detail: 'Send a delivery status notification (RFC 3464) as message, or messageId and, if known, status.',
    },
    fa: {
      title: 'برگشت ناخوانا',
      detail: 'گزارش تحویل (RFC 3464) را در message بفرستید، یا messageId و در صورت اطلاع status را.',
    },
  },
} satisfies Record<string, ProblemKind>;

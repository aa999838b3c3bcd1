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
} satisfies Record<string, ProblemKind>;

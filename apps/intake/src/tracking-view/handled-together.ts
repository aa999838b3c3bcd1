import type { Language } from '@redress/contracts';
import { formatReference } from '@redress/domain';

/**
 * What the complainant of a merged complaint is told. `earlier`: the other complaint in its stored form, when it is theirs as well; without
 * it nothing is said that they could find it by.
 */
export function handledTogetherText(language: Language, earlier: string | undefined): string {
  const reference = earlier === undefined ? undefined : `\u2066${formatReference(earlier)}\u2069`;
  switch (language) {
    case 'en':
      return reference === undefined
        ? 'We handle your complaint together with one that we received earlier. You need not do anything.'
        : `We handle your complaint together with the one that you lodged earlier, ${reference}. You find everything that becomes of it there.`;
    case 'fa':
      return reference === undefined
        ? 'به شکایت شما همراه با شکایتی رسیدگی می‌کنیم که پیش‌تر دریافت کرده‌ایم. لازم نیست کاری بکنید.'
        : `به شکایت شما همراه با شکایت پیشین شما، ${reference}، رسیدگی می‌کنیم. نتیجه را در همان شکایت می‌بینید.`;
  }
}

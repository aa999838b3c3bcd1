import type { Language } from '@redress/contracts';
import { isolate } from '@redress/texts';

/** Each kind of notice, as its words are named. */
export type StaffNoticeName = 'staff-decision' | 'staff-task' | 'staff-assignment' | 'staff-escalation';

export interface StaffNotice {
  /** Name and version of the words. */
  readonly template: string;
  readonly subject: string;
  readonly text: string;
}

/** Changed whenever one of the texts below changes. */
const VERSION = 1;

/** The words of a notice. `reference` is shown in fours. They say where to look and nothing of the matter: mail is read on the way. */
export function staffNotice(name: StaffNoticeName, language: Language, reference: string): StaffNotice {
  const { subject, lines } = WORDS[language][name](language === 'fa' ? isolate(reference) : reference);
  return { template: `${name}@${VERSION}`, subject, text: [...lines, ''].join('\n') };
}

interface Words {
  readonly subject: string;
  readonly lines: readonly string[];
}

const WORDS: {
  readonly [language in Language]: { readonly [name in StaffNoticeName]: (reference: string) => Words };
} = {
  en: {
    'staff-decision': (reference) => ({
      subject: `Decision on complaint ${reference}`,
      lines: [
        `The decision on complaint ${reference} was communicated to the complainant.`,
        'You had a part in handling it: open the case to read what was decided and why.',
      ],
    }),
    'staff-task': (reference) => ({
      subject: `A task in complaint ${reference}`,
      lines: [
        `You or your team were given a task in complaint ${reference}.`,
        'Open the case to see what is to be done, and by when.',
      ],
    }),
    'staff-assignment': (reference) => ({
      subject: `Complaint ${reference} was assigned to you`,
      lines: [`Complaint ${reference} was assigned to you.`, 'Open the case to see what is due, and when.'],
    }),
    'staff-escalation': (reference) => ({
      subject: `Complaint ${reference} needs your attention`,
      lines: [
        `A clock of complaint ${reference} has come so far that the policy has you told.`,
        'Open the case to see its clocks and what is left to do.',
      ],
    }),
  },
  fa: {
    'staff-decision': (reference) => ({
      subject: `تصمیم دربارهٔ شکایت ${reference}`,
      lines: [
        `تصمیم دربارهٔ شکایت ${reference} به شاکی اعلام شد.`,
        'شما در رسیدگی به آن سهم داشته‌اید: برای خواندن تصمیم و دلیل آن، پرونده را باز کنید.',
      ],
    }),
    'staff-task': (reference) => ({
      subject: `کاری در شکایت ${reference}`,
      lines: [`در شکایت ${reference} کاری به شما یا گروه شما سپرده شد.`, 'برای دیدن آن و مهلتش پرونده را باز کنید.'],
    }),
    'staff-assignment': (reference) => ({
      subject: `شکایت ${reference} به شما سپرده شد`,
      lines: [`رسیدگی به شکایت ${reference} به شما سپرده شد.`, 'برای دیدن کارها و مهلت‌ها پرونده را باز کنید.'],
    }),
    'staff-escalation': (reference) => ({
      subject: `شکایت ${reference} نیازمند توجه شماست`,
      lines: [
        `یکی از مهلت‌های شکایت ${reference} به جایی رسیده است که بنا بر سیاست رسیدگی باید به شما گفته شود.`,
        'برای دیدن مهلت‌ها و کارهای مانده، پرونده را باز کنید.',
      ],
    }),
  },
};

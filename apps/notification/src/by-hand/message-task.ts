import { messagePurposes, type Language, type MessagePurpose } from '@redress/contracts';
import type { Revision } from '@redress/eventing';

/** What a person does to bring a message to its complainant; `bounce`: finds another way, since an e-mail came back. */
export type ByHand = 'letter' | 'call' | 'bounce';

export interface MessageTask {
  readonly by: ByHand;
  readonly purpose: MessagePurpose;
  /** Of the event that gave occasion. */
  readonly revision: Revision;
}

/** `letter-decision-14`: the task's name within its complaint, the same whenever the same message is met again. */
export function taskNameOf({ by, purpose, revision }: MessageTask): string {
  return `${by}-${purpose}-${revision}`;
}

const FORM = new RegExp(`^(letter|call|bounce)-(${messagePurposes.join('|')})-(\\d{1,9})$`);

/** What a task's name says; undefined for a task that somebody gave. */
export function messageTaskNamed(task: string): MessageTask | undefined {
  const [, by, purpose, revision] = FORM.exec(task) ?? [];
  if (by === undefined) return undefined;
  return { by: by as ByHand, purpose: purpose as MessagePurpose, revision: Number(revision) };
}

const PURPOSES: { readonly [purpose in MessagePurpose]: { readonly en: string; readonly fa: string } } = {
  acknowledgement: { en: 'the complaint was received', fa: 'شکایت دریافت شد' },
  'progress-report': { en: 'how far the complaint has come', fa: 'شکایت تا کجا پیش رفته است' },
  decision: { en: 'the decision', fa: 'تصمیم' },
  'information-request': { en: 'what we need to know', fa: 'آنچه باید بدانیم' },
  task: { en: 'what is to be done', fa: 'کاری که باید انجام شود' },
  assignment: { en: 'whose complaint it is', fa: 'شکایت به چه کسی سپرده شده است' },
  escalation: { en: 'how far a clock has come', fa: 'مهلت تا کجا پیش رفته است' },
};

/** What the person reads who is to do it. Names nobody. */
export function taskTitleOf({ by, purpose }: MessageTask, messageId: string, language: Language): string {
  return TITLES[language][by](PURPOSES[purpose][language], `/api/notifications/${messageId}/letter.pdf`);
}

type Title = (subject: string, path: string) => string;

const TITLES: { readonly [language in Language]: { readonly [by in ByHand]: Title } } = {
  en: {
    letter: (subject, path) => `Print and post the letter (${subject}): ${path}`,
    call: (subject) => `Call the complainant and tell them: ${subject}.`,
    bounce: (subject) =>
      `An e-mail came back (${subject}). Check the address, and reach the complainant in another way.`,
  },
  fa: {
    letter: (subject, path) => `نامه را چاپ و پست کنید (${subject}): \u2066${path}\u2069`,
    call: (subject) => `به شاکی تلفن کنید و به او بگویید: ${subject}.`,
    bounce: (subject) => `ایمیلی برگشت خورد (${subject}). نشانی را بررسی کنید و شاکی را از راه دیگری آگاه کنید.`,
  },
};

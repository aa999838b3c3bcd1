import { dayWords, isolate, isolateWords } from '@redress/texts';

/** Version of the texts below, recorded with every message: change it whenever a text changes. */
export const ACKNOWLEDGEMENT_TEMPLATE = 'acknowledgement@1';

export interface AcknowledgementFacts {
  readonly language: 'en' | 'fa';
  /** Shown in fours. */
  readonly reference: string;
  readonly trackingCode: string;
  /** See {@link greetingName}. */
  readonly name?: string;
  /** Instants, ISO 8601 in UTC. */
  readonly receivedAt: string;
  readonly decisionDueAt: string;
}

/** The acknowledgement of clause 7.4: that the complaint arrived, under which reference, and what comes next, when. */
export function acknowledgementMessage(facts: AcknowledgementFacts): {
  readonly subject: string;
  readonly text: string;
  readonly brief: string;
} {
  return TEXTS[facts.language](facts, (instant) => dayWords(instant, facts.language));
}

type DateFormat = (instant: string) => string;
type Template = (facts: AcknowledgementFacts, date: DateFormat) => ReturnType<typeof acknowledgementMessage>;

const TEXTS: Readonly<Record<'en' | 'fa', Template>> = {
  en: ({ reference, trackingCode, name, receivedAt, decisionDueAt }, date) => ({
    subject: `We have received your complaint ${reference}`,
    text: [
      name === undefined ? 'Hello,' : `Dear ${name},`,
      '',
      `We received your complaint on ${date(receivedAt)}. Thank you for telling us; handling it costs you nothing.`,
      '',
      `Your reference: ${reference}`,
      `Your tracking code: ${trackingCode}`,
      '',
      'With both you can see at any time what is being done, add information, or withdraw the complaint.',
      'Please keep the code to yourself: whoever has it can read your complaint.',
      '',
      `What happens next: we look into what you told us and send you our decision by ${date(decisionDueAt)}.`,
      'If you do not agree with it, you can say so, and we will tell you which other ways are open to you.',
      '',
    ].join('\n'),
    brief: `We received your complaint. Reference ${reference}, tracking code ${trackingCode} (keep it to yourself). Our decision comes by ${date(decisionDueAt)}.`,
  }),
  fa: ({ reference, trackingCode, name, receivedAt, decisionDueAt }, date) => ({
    subject: `شکایت شما دریافت شد: ${isolate(reference)}`,
    text: [
      name === undefined ? 'با سلام' : `${isolateWords(name)} گرامی، با سلام`,
      '',
      `شکایت شما در تاریخ ${date(receivedAt)} به دست ما رسید. از اینکه ما را آگاه کردید سپاسگزاریم؛ رسیدگی برای شما رایگان است.`,
      '',
      `شمارهٔ پیگیری: ${isolate(reference)}`,
      `رمز پیگیری: ${isolate(trackingCode)}`,
      '',
      'با این دو می‌توانید هر زمان ببینید چه کاری در جریان است، توضیح بیفزایید یا شکایت را پس بگیرید.',
      'لطفاً رمز را نزد خود نگه دارید؛ هر که آن را داشته باشد می‌تواند شکایت شما را بخواند.',
      '',
      `گام بعدی: گفته‌های شما را بررسی می‌کنیم و تصمیم خود را حداکثر تا ${date(decisionDueAt)} به شما اعلام می‌کنیم.`,
      'اگر با تصمیم موافق نباشید می‌توانید اعلام کنید و ما راه‌های دیگری را که پیش روی شماست خواهیم گفت.',
      '',
    ].join('\n'),
    brief: `شکایت شما دریافت شد. شمارهٔ پیگیری: ${isolate(reference)}، رمز پیگیری: ${isolate(trackingCode)} (آن را نزد خود نگه دارید). تصمیم ما حداکثر تا ${date(decisionDueAt)} به شما می‌رسد.`,
  }),
};

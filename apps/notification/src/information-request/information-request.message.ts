import type { Language } from '@redress/contracts';
import { dayWords, isolate, isolateWords } from '@redress/texts';

/** Version of the texts below, recorded with every message: change it whenever a text changes. */
export const INFORMATION_REQUEST_TEMPLATE = 'information-request@1';

export interface InformationRequestFacts {
  readonly language: Language;
  /** Shown in fours. */
  readonly reference: string;
  /** See `greetingName`. */
  readonly name?: string;
  /** What is asked, in the words of whoever asks. */
  readonly question: string;
  /** `2026-11-20` */
  readonly dueOn?: string;
}

interface Words {
  readonly subject: string;
  readonly text: string;
  readonly brief: string;
}

/** What the investigation needs to know of the complainant (ISO 10002:2018, 7.6). The brief form does not say what, since it shows on a locked screen. */
export function informationRequestMessage(facts: InformationRequestFacts): Words {
  return facts.language === 'fa' ? persian(facts) : english(facts);
}

function english({ reference, name, question, dueOn }: InformationRequestFacts): Words {
  const day = dueOn === undefined ? undefined : dayWords(dueOn, 'en');
  return {
    subject: `We have a question about your complaint ${reference}`,
    text: [
      name === undefined ? 'Hello,' : `Dear ${name},`,
      '',
      'To look into your complaint we need to know something from you:',
      '',
      question,
      '',
      ...(day === undefined ? [] : [`Please answer by ${day}.`]),
      'You can answer with your reference and tracking code where you follow your complaint, or in any other way in which you reach us.',
      '',
      `Your reference: ${reference}`,
      '',
    ].join('\n'),
    brief: `We have a question about your complaint ${reference}. Please see it where you follow your complaint${
      day === undefined ? '' : `, and answer by ${day}`
    }.`,
  };
}

function persian({ reference, name, question, dueOn }: InformationRequestFacts): Words {
  const day = dueOn === undefined ? undefined : dayWords(dueOn, 'fa');
  return {
    subject: `دربارهٔ شکایت شما پرسشی داریم: ${isolate(reference)}`,
    text: [
      name === undefined ? 'با سلام' : `${isolateWords(name)} گرامی، با سلام`,
      '',
      'برای رسیدگی به شکایت شما باید این را از شما بدانیم:',
      '',
      question,
      '',
      ...(day === undefined ? [] : [`لطفاً تا ${day} پاسخ دهید.`]),
      'می‌توانید با شمارهٔ پیگیری و رمز پیگیری در همان‌جا که شکایت را پیگیری می‌کنید، یا از هر راه دیگری که با ما در تماس هستید، پاسخ دهید.',
      '',
      `شمارهٔ پیگیری: ${isolate(reference)}`,
      '',
    ].join('\n'),
    brief: `دربارهٔ شکایت شما ${isolate(reference)} پرسشی داریم. لطفاً آن را در بخش پیگیری شکایت ببینید${
      day === undefined ? '' : ` و تا ${day} پاسخ دهید`
    }.`,
  };
}

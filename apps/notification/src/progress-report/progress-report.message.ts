import type { Language } from '@redress/domain';
import { dayWords, isolate, isolateWords } from '@redress/messages';

/** Version of the texts below, recorded with every message: change it whenever a text changes. */
export const PROGRESS_REPORT_TEMPLATE = 'progress-report@1';

export interface ProgressReportFacts {
  readonly language: Language;
  /** Shown in fours. */
  readonly reference: string;
  /** See `greetingName`. */
  readonly name?: string;
  /** Instants, ISO 8601 in UTC. */
  readonly receivedAt: string;
  readonly decisionDueAt?: string;
  readonly nextReportAt?: string;
  /** In the words of whoever reports; a report that is due by itself has none. */
  readonly said?: string;
}

interface Words {
  readonly subject: string;
  readonly text: string;
  readonly brief: string;
}

/** How a complaint stands (ISO 10002:2018, 7.3). */
export function progressReportMessage(facts: ProgressReportFacts): Words {
  return facts.language === 'fa' ? persian(facts) : english(facts);
}

function english({ reference, name, receivedAt, decisionDueAt, nextReportAt, said }: ProgressReportFacts): Words {
  const decision = decisionDueAt === undefined ? [] : [`We send you our decision by ${dayWords(decisionDueAt, 'en')}.`];
  const next =
    nextReportAt === undefined ? [] : [`Until then we report to you again by ${dayWords(nextReportAt, 'en')}.`];
  return {
    subject: `How your complaint ${reference} stands`,
    text: [
      name === undefined ? 'Hello,' : `Dear ${name},`,
      '',
      `We are still looking into the complaint that we received from you on ${dayWords(receivedAt, 'en')}.`,
      '',
      ...(said === undefined ? [] : [said, '']),
      ...decision,
      ...next,
      'With your reference and tracking code you can see at any time what is being done.',
      '',
      `Your reference: ${reference}`,
      '',
    ].join('\n'),
    brief: [`We are still looking into your complaint ${reference}.`, ...decision].join(' '),
  };
}

function persian({ reference, name, receivedAt, decisionDueAt, nextReportAt, said }: ProgressReportFacts): Words {
  const decision =
    decisionDueAt === undefined
      ? []
      : [`تصمیم خود را حداکثر تا ${dayWords(decisionDueAt, 'fa')} به شما اعلام می‌کنیم.`];
  const next =
    nextReportAt === undefined
      ? []
      : [`تا آن زمان، حداکثر تا ${dayWords(nextReportAt, 'fa')} دوباره به شما گزارش می‌دهیم.`];
  return {
    subject: `شکایت شما در چه مرحله‌ای است: ${isolate(reference)}`,
    text: [
      name === undefined ? 'با سلام' : `${isolateWords(name)} گرامی، با سلام`,
      '',
      `رسیدگی به شکایتی که در تاریخ ${dayWords(receivedAt, 'fa')} از شما به دست ما رسید همچنان ادامه دارد.`,
      '',
      ...(said === undefined ? [] : [said, '']),
      ...decision,
      ...next,
      'با شمارهٔ پیگیری و رمز پیگیری می‌توانید هر زمان ببینید چه کاری در جریان است.',
      '',
      `شمارهٔ پیگیری: ${isolate(reference)}`,
      '',
    ].join('\n'),
    brief: [`رسیدگی به شکایت شما ${isolate(reference)} ادامه دارد.`, ...decision].join(' '),
  };
}

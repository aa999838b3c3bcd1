import type { Language } from '@redress/domain';
import { dayWords, isolate, isolateWords } from '@redress/messages';
import type { MessageFacts, Words } from '../messages/message-rule.js';

/** Version of the texts below, recorded with every message: change it whenever a text changes. */
const MERGED_TEMPLATE = 'merged@1';
const UNMERGED_TEMPLATE = 'unmerged@1';

export interface MergeNoticeFacts {
  readonly language: Language;
  /** Shown in fours. */
  readonly reference: string;
  /** See `greetingName`. */
  readonly name?: string;
  /** ISO 8601 in UTC. */
  readonly receivedAt: string;
  /** When the decision is due, ISO 8601 in UTC. Said of a complaint that is handled on its own again. */
  readonly decisionDueAt?: string;
}

type Text = Required<Pick<Words, 'subject' | 'text' | 'brief'>>;

/** What the complainant is told when their complaint is merged into an earlier one, or that was undone (ISO 10002:2018, 7.3). */
export function mergeNoticeWords({ language, reference, name, received, occasion, dueAt }: MessageFacts): Words {
  const decisionDueAt = dueAt('decision');
  const facts = {
    language,
    reference,
    receivedAt: received.metadata.occurredAt,
    ...(name !== undefined && { name }),
    ...(decisionDueAt !== undefined && { decisionDueAt }),
  };
  return occasion.type === 'ComplaintMerged'
    ? { template: MERGED_TEMPLATE, language, ...mergedMessage(facts) }
    : { template: UNMERGED_TEMPLATE, language, ...unmergedMessage(facts) };
}

/** Says nothing of the other complaint: it may be somebody else's, and its reference is theirs. */
export function mergedMessage(facts: MergeNoticeFacts): Text {
  const { language, receivedAt } = facts;
  const day = dayWords(receivedAt, language);
  if (language === 'fa') {
    return inPersian(facts, [
      `به شکایتی که در تاریخ ${day} از شما به دست ما رسید همراه با شکایتی رسیدگی می‌کنیم که پیش‌تر دربارهٔ همین موضوع دریافت کرده‌ایم. لازم نیست کاری بکنید.`,
      'اگر شکایت شما دربارهٔ موضوع دیگری است، لطفاً به ما بگویید.',
    ]);
  }
  return inEnglish(facts, [
    `We handle the complaint that we received from you on ${day} together with one that we received earlier about the same matter. You need not do anything.`,
    'If your complaint is about something else, please tell us.',
  ]);
}

/** True also when the merge was undone before anybody was told of it. */
export function unmergedMessage(facts: MergeNoticeFacts): Text {
  const { language, receivedAt, decisionDueAt } = facts;
  const day = dayWords(receivedAt, language);
  const due = decisionDueAt === undefined ? undefined : dayWords(decisionDueAt, language);
  if (language === 'fa') {
    return inPersian(facts, [
      `به شکایتی که در تاریخ ${day} از شما به دست ما رسید دیگر همراه با شکایت دیگری رسیدگی نمی‌کنیم و آن را جداگانه بررسی می‌کنیم.`,
      ...(due === undefined ? [] : [`تصمیم خود را حداکثر تا ${due} به شما اعلام می‌کنیم.`]),
    ]);
  }
  return inEnglish(facts, [
    `We no longer handle the complaint that we received from you on ${day} together with another one, and look into it on its own.`,
    ...(due === undefined ? [] : [`We send you our decision by ${due}.`]),
  ]);
}

function inEnglish({ reference, name }: MergeNoticeFacts, said: readonly string[]): Text {
  return {
    subject: `How your complaint ${reference} stands`,
    text: [
      name === undefined ? 'Hello,' : `Dear ${name},`,
      '',
      ...said,
      '',
      'With your reference and tracking code you can see at any time what is being done.',
      '',
      `Your reference: ${reference}`,
      '',
    ].join('\n'),
    brief: `There is news of your complaint ${reference}. Please see it where you follow your complaint.`,
  };
}

function inPersian({ reference, name }: MergeNoticeFacts, said: readonly string[]): Text {
  return {
    subject: `شکایت شما در چه مرحله‌ای است: ${isolate(reference)}`,
    text: [
      name === undefined ? 'با سلام' : `${isolateWords(name)} گرامی، با سلام`,
      '',
      ...said,
      '',
      'با شمارهٔ پیگیری و رمز پیگیری می‌توانید هر زمان ببینید چه کاری در جریان است.',
      '',
      `شمارهٔ پیگیری: ${isolate(reference)}`,
      '',
    ].join('\n'),
    brief: `دربارهٔ شکایت شما ${isolate(reference)} خبری هست. لطفاً آن را در بخش پیگیری شکایت ببینید.`,
  };
}

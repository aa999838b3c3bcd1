import { dayWords, isolate } from '@redress/texts';
import { aroundStanding, decisionDue, type StandingFacts, type StandingMessage } from './standing-message.js';

/** Versions of the texts below, recorded with every message: change one whenever its text changes. */
export const MERGED_TEMPLATE = 'merged@1';
export const UNMERGED_TEMPLATE = 'unmerged@1';

/**
 * What the complainant is told when their complaint is merged into an earlier one (ISO 10002:2018, 7.3). Says nothing of the other
 * complaint: it may be somebody else's, and its reference is theirs.
 */
export function mergedMessage(facts: StandingFacts): StandingMessage {
  const { language, receivedAt } = facts;
  const day = dayWords(receivedAt, language);
  return notice(
    facts,
    language === 'fa'
      ? [
          `به شکایتی که در تاریخ ${day} از شما به دست ما رسید همراه با شکایتی رسیدگی می‌کنیم که پیش‌تر دربارهٔ همین موضوع دریافت کرده‌ایم. لازم نیست کاری بکنید.`,
          'اگر شکایت شما دربارهٔ موضوع دیگری است، لطفاً به ما بگویید.',
        ]
      : [
          `We handle the complaint that we received from you on ${day} together with one that we received earlier about the same matter. You need not do anything.`,
          'If your complaint is about something else, please tell us.',
        ],
  );
}

/** What they are told when that was undone. True also when the merge was undone before anybody was told of it. */
export function unmergedMessage(facts: StandingFacts): StandingMessage {
  const { language, receivedAt } = facts;
  const day = dayWords(receivedAt, language);
  const alone =
    language === 'fa'
      ? `به شکایتی که در تاریخ ${day} از شما به دست ما رسید دیگر همراه با شکایت دیگری رسیدگی نمی‌کنیم و آن را جداگانه بررسی می‌کنیم.`
      : `We no longer handle the complaint that we received from you on ${day} together with another one, and look into it on its own.`;
  return notice(facts, [alone, ...decisionDue(facts)]);
}

function notice(facts: StandingFacts, said: readonly string[]): StandingMessage {
  const { language, reference } = facts;
  return {
    ...aroundStanding(facts, [...said, '']),
    brief:
      language === 'fa'
        ? `دربارهٔ شکایت شما ${isolate(reference)} خبری هست. لطفاً آن را در بخش پیگیری شکایت ببینید.`
        : `There is news of your complaint ${reference}. Please see it where you follow your complaint.`,
  };
}

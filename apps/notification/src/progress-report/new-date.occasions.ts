import { answerDueAt, ASKED, isOngoing, isForAnswer, type Timeline } from '@redress/domain';
import { text } from '@redress/texts';
import type { MessageFacts, MessageRule, Words } from '../messages/message-rule.js';
import { notice, outsideBodies, reasonGiven, standingFactsOf } from './progress-report.message.js';

/** Version of the texts `new-date.*`, recorded with every message: change it with any of them. */
export const NEW_DATE_TEMPLATE = 'new-date@1';

/**
 * The answer comes later than promised, or no longer on a known date (ISO 10002:2018, 7.3): complainants learn the new date, why, and where
 * else they can turn.
 */
export const newDateOccasions: MessageRule['occasions'] = {
  DeadlineExtended: { isWanted: isOngoing, words: moreTime },
  HoldingReplySent: { isWanted: isOngoing, words: moreTime },
  // A question to the complainant says itself that the complaint waits for the answer.
  ClockPaused: { isWanted: (complaint, { data }) => isOngoing(complaint) && data.reason !== ASKED, words: paused },
  ClockResumed: { isWanted: isOngoing, words: (facts) => moved(facts, 'resumed') },
  // A reassessment can bring another limit, where the policy has limits for some complaints only.
  ComplaintAssessed: { isWanted: isOngoing, words: reassessed },
  CalendarChanged: { isWanted: isOngoing, words: (facts) => moved(facts, 'calendar') },
  PolicyReplaced: {
    // The date that a later change of policy brought is told with that change.
    isWanted: (complaint, { data }) => isOngoing(complaint) && complaint.policyVersion === data.to,
    words: (facts) => moved(facts, 'policy'),
  },
};

/** Undefined for a clock that complainants know nothing of. */
function moreTime(facts: MessageFacts<'DeadlineExtended' | 'HoldingReplySent'>): Words | undefined {
  const { language, receivedOn, policy, occasion, dayOf } = facts;
  const { clock, dueAt } = occasion.data;
  const rule = policy.clocks.find(({ name }) => name === clock);
  if (rule !== undefined && isForAnswer(rule)) {
    const opening = text(language, 'new-date.more-time', { received: { day: receivedOn } });
    return newDate(facts, [opening, ...answerDue(facts)]);
  }
  const isPublished = policy.texts[language].steps.some((step) => step.clock === clock);
  if (!isPublished || dueAt === undefined) return undefined;
  const values = { received: { day: receivedOn }, due: { day: dayOf(dueAt) } };
  return newDate(facts, [text(language, 'new-date.step', values)]);
}

/** Undefined when the answer does not wait, or waits no longer. */
function paused(facts: MessageFacts<'ClockPaused'>): Words | undefined {
  const { language, receivedOn, answerDueOn } = facts;
  if (answerDueOn !== undefined || answerDueBefore(facts, 'paused') === undefined) return undefined;
  return newDate(facts, [text(language, 'new-date.paused', { received: { day: receivedOn } })]);
}

/** Undefined when the date stays as it was. */
function moved(
  facts: MessageFacts<'ClockResumed' | 'ComplaintAssessed' | 'CalendarChanged' | 'PolicyReplaced'>,
  fact: 'resumed' | 'assessed' | 'calendar' | 'policy',
): Words | undefined {
  const { language, receivedOn, answerDueOn } = facts;
  if (answerDueOn === answerDueBefore(facts, fact)) return undefined;
  return newDate(facts, [text(language, 'new-date.moved', { received: { day: receivedOn } }), ...answerDue(facts)]);
}

/** Undefined unless this assessment itself brought the date that is now in force: assessments are frequent, and most change no clock. */
function reassessed(facts: MessageFacts<'ComplaintAssessed'>): Words | undefined {
  const { policy, complaint, occasion, answerDueOn, dayOf } = facts;
  const { timeline } = complaint;
  const { occurredAt } = occasion.metadata;
  const index = timeline.findLastIndex(({ fact, at }) => fact === 'assessed' && at === occurredAt);
  // The answer itself may have been given since, after which no date is owed.
  if (timeline.slice(index + 1).some(({ fact }) => fact === 'decided' || fact === 'accepted')) return undefined;
  const due = answerDueAt(policy, { ...complaint, timeline: timeline.slice(0, index + 1) });
  return (due && dayOf(due)) === answerDueOn ? moved(facts, 'assessed') : undefined;
}

/** When the answer was due before this event. */
function answerDueBefore(
  { policy, policyBefore = policy, complaint, occasion, dayOf }: MessageFacts,
  fact: Timeline[number]['fact'],
) {
  const { occurredAt } = occasion.metadata;
  const index = complaint.timeline.findLastIndex((one) => one.fact === fact && one.at === occurredAt);
  const due = answerDueAt(policyBefore, { ...complaint, timeline: complaint.timeline.slice(0, index) });
  return due && dayOf(due);
}

function answerDue({ language, answerDueOn }: MessageFacts): readonly string[] {
  if (answerDueOn === undefined) return [text(language, 'new-date.undated')];
  return [text(language, 'new-date.decision-due', { due: { day: answerDueOn } })];
}

function newDate(facts: MessageFacts, lines: readonly string[]): Words {
  const said = [...lines, ...reasonGiven(facts), '', ...outsideBodies(facts)];
  return { template: NEW_DATE_TEMPLATE, language: facts.language, ...notice(standingFactsOf(facts), said) };
}

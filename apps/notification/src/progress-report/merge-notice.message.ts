import { text } from '@redress/texts';
import { aroundStanding, decisionDue, type StandingFacts, type StandingMessage } from './standing-message.js';

/** Versions of the texts `progress.*`, recorded with every message: change one whenever its text changes. */
export const MERGED_TEMPLATE = 'merged@2';
export const UNMERGED_TEMPLATE = 'unmerged@2';

/**
 * What the complainant is told when their complaint is merged into an earlier one (ISO 10002:2018, 7.3). Says nothing of the other
 * complaint: it may be somebody else's, and its reference is theirs.
 */
export function mergedMessage(facts: StandingFacts): StandingMessage {
  const { language, receivedOn } = facts;
  return notice(facts, [
    text(language, 'progress.merged', { received: { day: receivedOn } }),
    text(language, 'progress.merged-wrongly'),
  ]);
}

/** What they are told when that was undone. True also when the merge was undone before anybody was told of it. */
export function unmergedMessage(facts: StandingFacts): StandingMessage {
  const { language, receivedOn } = facts;
  const alone = text(language, 'progress.unmerged', { received: { day: receivedOn } });
  return notice(facts, [alone, ...decisionDue(facts)]);
}

function notice(facts: StandingFacts, said: readonly string[]): StandingMessage {
  const { language, reference } = facts;
  return { ...aroundStanding(facts, [...said, '']), brief: text(language, 'progress.news', { reference }) };
}

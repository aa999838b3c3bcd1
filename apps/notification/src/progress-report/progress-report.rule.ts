import { endedStatuses, type Complaint } from '@redress/domain';
import type { ProjectedEvent } from '@redress/eventing';
import type { MessageFacts, MessageRule, Words } from '../messages/message-rule.js';
import { MERGED_TEMPLATE, mergedMessage, UNMERGED_TEMPLATE, unmergedMessage } from './merge-notice.message.js';
import { PROGRESS_REPORT_TEMPLATE, progressReportMessage } from './progress-report.message.js';
import { standingFactsOf } from './standing-message.js';

/** Nobody waits for progress any more. */
const DONE: readonly Complaint['status'][] = ['decision-communicated', 'accepted', ...endedStatuses];

function isAfter(one: string, other: string): boolean {
  return Date.parse(one) > Date.parse(other);
}

type Occasion = Pick<MessageRule, 'isWanted' | 'words'>;

const byOccasion: Readonly<Record<string, Occasion>> = {
  ProgressReported: { isWanted: isReportWanted, words: reportWords },
  ComplaintMerged: {
    isWanted: ({ status }) => status === 'merged',
    words: (facts) => ({
      template: MERGED_TEMPLATE,
      language: facts.language,
      ...mergedMessage(standingFactsOf(facts)),
    }),
  },
  ComplaintUnmerged: {
    isWanted: ({ status }) => !DONE.includes(status),
    words: (facts) => ({
      template: UNMERGED_TEMPLATE,
      language: facts.language,
      ...unmergedMessage(standingFactsOf(facts)),
    }),
  },
};

/**
 * How the complaint stands: by itself at set times or when somebody reports, as long as it is still being worked on, and when it is merged
 * into an earlier one, or handled on its own again.
 */
export const progressReportRule: MessageRule = {
  purpose: 'progress-report',
  occasions: Object.keys(byOccasion),
  isWanted: (complaint, occasion) => byOccasion[occasion.type]!.isWanted(complaint, occasion),
  words: (facts) => byOccasion[facts.occasion.type]!.words(facts),
};

function isReportWanted({ status, timeline }: Complaint, { data, occurredAt }: ProjectedEvent): boolean {
  // After a time of downtime several fall due at once: the last of them says all that the others would. What a person wrote is always sent.
  const isOutdone = timeline.some(({ fact, at }) => fact === 'progress-reported' && isAfter(at, occurredAt));
  return !DONE.includes(status) && (data['text'] !== undefined || !isOutdone);
}

function reportWords(facts: MessageFacts): Words {
  const { text, next } = facts.occasion.data;
  const message = progressReportMessage({
    ...standingFactsOf(facts),
    ...(typeof next === 'string' && { nextReportOn: facts.dayOf(next) }),
    ...(typeof text === 'string' && text.trim() !== '' && { said: text }),
  });
  return { template: PROGRESS_REPORT_TEMPLATE, language: facts.language, ...message };
}

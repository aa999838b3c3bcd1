import { endedStatuses, type Complaint } from '@redress/domain';
import type { ProjectedEvent } from '@redress/eventing';
import type { MessageFacts, MessageRule, Words } from '../messages/message-rule.js';
import { mergeNoticeWords } from './merge-notice.message.js';
import { PROGRESS_REPORT_TEMPLATE, progressReportMessage } from './progress-report.message.js';

/** Nobody waits for progress any more. */
const DONE: readonly Complaint['status'][] = ['decision-communicated', 'accepted', ...endedStatuses];

function isAfter(one: string, other: string): boolean {
  return Date.parse(one) > Date.parse(other);
}

/**
 * How the complaint stands: by itself at set times or when somebody reports, as long as it is still being worked on, and when it is merged
 * into an earlier one, or handled on its own again.
 */
export const progressReportRule: MessageRule = {
  purpose: 'progress-report',
  occasions: ['ProgressReported', 'ComplaintMerged', 'ComplaintUnmerged'],
  isWanted: (complaint, occasion) => {
    switch (occasion.type) {
      case 'ComplaintMerged':
        return complaint.status === 'merged';
      case 'ComplaintUnmerged':
        return !DONE.includes(complaint.status);
      default:
        return isReportWanted(complaint, occasion);
    }
  },
  words: (facts) => (facts.occasion.type === 'ProgressReported' ? reportWords(facts) : mergeNoticeWords(facts)),
};

function isReportWanted({ status, timeline }: Complaint, { data, occurredAt }: ProjectedEvent): boolean {
  // After a time of downtime several fall due at once: the last of them says all that the others would. What a person wrote is always sent.
  const isOutdone = timeline.some(({ fact, at }) => fact === 'progress-reported' && isAfter(at, occurredAt));
  return !DONE.includes(status) && (data['text'] !== undefined || !isOutdone);
}

function reportWords({ language, reference, name, received, occasion, dueAt }: MessageFacts): Words {
  const { text, next } = occasion.data;
  const decisionDueAt = dueAt('decision');
  const message = progressReportMessage({
    language,
    reference,
    receivedAt: received.metadata.occurredAt,
    ...(name !== undefined && { name }),
    ...(decisionDueAt !== undefined && { decisionDueAt }),
    ...(typeof next === 'string' && { nextReportAt: next }),
    ...(typeof text === 'string' && text.trim() !== '' && { said: text }),
  });
  return { template: PROGRESS_REPORT_TEMPLATE, language, ...message };
}

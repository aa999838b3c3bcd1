import { endedStatuses, type Complaint } from '@redress/domain';
import type { MessageRule } from '../messages/message-rule.js';
import { PROGRESS_REPORT_TEMPLATE, progressReportMessage } from './progress-report.message.js';

/** Nobody waits for progress any more. */
const DONE: readonly Complaint['status'][] = ['decision-communicated', 'accepted', ...endedStatuses];

function isAfter(one: string, other: string): boolean {
  return Date.parse(one) > Date.parse(other);
}

/** How the complaint stands, by itself at set times or when somebody reports: as long as it is still being worked on. */
export const progressReportRule: MessageRule = {
  purpose: 'progress-report',
  occasion: 'ProgressReported',
  isWanted: ({ status, timeline }, { data, occurredAt }) => {
    // After a time of downtime several fall due at once: the last of them says all that the others would. What a person wrote is always sent.
    const isOutdone = timeline.some(({ fact, at }) => fact === 'progress-reported' && isAfter(at, occurredAt));
    return !DONE.includes(status) && (data['text'] !== undefined || !isOutdone);
  },
  words: ({ language, reference, name, received, occasion, dueAt }) => {
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
  },
};

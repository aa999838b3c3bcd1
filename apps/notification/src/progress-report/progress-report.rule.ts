import type { ProjectedComplaintEvent } from '@redress/complaints';
import { endedStatuses, isAfter, type Complaint } from '@redress/domain';
import type { MessageFacts, MessageRule, Words } from '../messages/message-rule.js';
import { correctionOccasion } from './correction.occasion.js';
import { endingOccasions } from './ending.occasions.js';
import { newDateOccasions } from './new-date.occasions.js';
import { noteOccasion } from './note.occasion.js';
import { trackingCodeOccasions } from '../tracking-code/tracking-code.occasions.js';
import {
  MERGED_TEMPLATE,
  mergedMessage,
  PROGRESS_REPORT_TEMPLATE,
  progressReportMessage,
  standingFactsOf,
  UNMERGED_TEMPLATE,
  unmergedMessage,
} from './progress-report.message.js';

/** Statuses in which no progress report is expected any more. */
const DONE: readonly Complaint['status'][] = ['decision-communicated', 'accepted', ...endedStatuses];

/**
 * Progress of a complaint: at set times or when a person reports, while it is being handled; also when it ends, is taken up again, gets a new
 * date, is merged into an earlier one, or is handled separately again, when what was recorded of it is corrected, when staff write to the
 * complainant, and when a lost tracking code is sent.
 */
export const progressReportRule: MessageRule = {
  purpose: 'progress-report',
  occasions: {
    ...endingOccasions,
    ...newDateOccasions,
    NoteAdded: noteOccasion,
    DetailsCorrected: correctionOccasion,
    ...trackingCodeOccasions,
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
  },
};

function isReportWanted(
  { status, timeline }: Complaint,
  { data, occurredAt }: ProjectedComplaintEvent<'ProgressReported'>,
): boolean {
  // After downtime several reports are due at once: the last one covers the others. A report that a person wrote is always sent.
  const isOutdone = timeline.some(({ fact, at }) => fact === 'progress-reported' && isAfter(at, occurredAt));
  return !DONE.includes(status) && (data.text !== undefined || !isOutdone);
}

function reportWords(facts: MessageFacts<'ProgressReported'>): Words {
  const { text, next } = facts.occasion.data;
  const message = progressReportMessage({
    ...standingFactsOf(facts),
    ...(next !== undefined && { nextReportOn: facts.dayOf(next) }),
    ...(typeof text === 'string' && text.trim() !== '' && { said: text }),
  });
  return { template: PROGRESS_REPORT_TEMPLATE, language: facts.language, ...message };
}

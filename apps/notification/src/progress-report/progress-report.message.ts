import type { CalendarDate } from '@redress/contracts';
import { text } from '@redress/texts';
import { aroundStanding, decisionDue, type StandingFacts, type StandingMessage } from './standing-message.js';

/** Version of the texts `progress.*`, recorded with every message: change it whenever a text changes. */
export const PROGRESS_REPORT_TEMPLATE = 'progress-report@2';

export interface ProgressReportFacts extends StandingFacts {
  readonly nextReportOn?: CalendarDate;
  /** In the words of whoever reports; a report that is due by itself has none. */
  readonly said?: string;
}

/** How a complaint stands (ISO 10002:2018, 7.3). */
export function progressReportMessage(facts: ProgressReportFacts): StandingMessage {
  const { language, reference, receivedOn, nextReportOn, said } = facts;
  const decision = decisionDue(facts);
  return {
    ...aroundStanding(facts, [
      text(language, 'progress.continues', { received: { day: receivedOn } }),
      '',
      ...(said === undefined ? [] : [said, '']),
      ...decision,
      ...(nextReportOn === undefined ? [] : [text(language, 'progress.next', { next: { day: nextReportOn } })]),
    ]),
    brief: [text(language, 'progress.brief', { reference }), ...decision].join(' '),
  };
}

import { text } from '@redress/texts';
import { aroundStanding, decisionDue, type StandingFacts, type StandingMessage } from './standing-message.js';

/** Version of the texts `progress.*`, recorded with every message: change it whenever a text changes. */
export const PROGRESS_REPORT_TEMPLATE = 'progress-report@2';

export interface ProgressReportFacts extends StandingFacts {
  /** ISO 8601 in UTC. */
  readonly nextReportAt?: string;
  /** In the words of whoever reports; a report that is due by itself has none. */
  readonly said?: string;
}

/** How a complaint stands (ISO 10002:2018, 7.3). */
export function progressReportMessage(facts: ProgressReportFacts): StandingMessage {
  const { language, reference, receivedAt, nextReportAt, said } = facts;
  const decision = decisionDue(facts);
  return {
    ...aroundStanding(facts, [
      text(language, 'progress.continues', { received: new Date(receivedAt) }),
      '',
      ...(said === undefined ? [] : [said, '']),
      ...decision,
      ...(nextReportAt === undefined ? [] : [text(language, 'progress.next', { next: new Date(nextReportAt) })]),
    ]),
    brief: [text(language, 'progress.brief', { reference }), ...decision].join(' '),
  };
}

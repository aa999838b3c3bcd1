import { dayWords, isolate } from '@redress/texts';
import { aroundStanding, decisionDue, type StandingFacts, type StandingMessage } from './standing-message.js';

/** Version of the texts below, recorded with every message: change it whenever a text changes. */
export const PROGRESS_REPORT_TEMPLATE = 'progress-report@1';

export interface ProgressReportFacts extends StandingFacts {
  /** ISO 8601 in UTC. */
  readonly nextReportAt?: string;
  /** In the words of whoever reports; a report that is due by itself has none. */
  readonly said?: string;
}

/** How a complaint stands (ISO 10002:2018, 7.3). */
export function progressReportMessage(facts: ProgressReportFacts): StandingMessage {
  return facts.language === 'fa' ? persian(facts) : english(facts);
}

function english(facts: ProgressReportFacts): StandingMessage {
  const { reference, receivedAt, nextReportAt, said } = facts;
  const decision = decisionDue(facts);
  const next =
    nextReportAt === undefined ? [] : [`Until then we report to you again by ${dayWords(nextReportAt, 'en')}.`];
  return {
    ...aroundStanding(facts, [
      `We are still looking into the complaint that we received from you on ${dayWords(receivedAt, 'en')}.`,
      '',
      ...(said === undefined ? [] : [said, '']),
      ...decision,
      ...next,
    ]),
    brief: [`We are still looking into your complaint ${reference}.`, ...decision].join(' '),
  };
}

function persian(facts: ProgressReportFacts): StandingMessage {
  const { reference, receivedAt, nextReportAt, said } = facts;
  const decision = decisionDue(facts);
  const next =
    nextReportAt === undefined
      ? []
      : [`تا آن زمان، حداکثر تا ${dayWords(nextReportAt, 'fa')} دوباره به شما گزارش می‌دهیم.`];
  return {
    ...aroundStanding(facts, [
      `رسیدگی به شکایتی که در تاریخ ${dayWords(receivedAt, 'fa')} از شما به دست ما رسید همچنان ادامه دارد.`,
      '',
      ...(said === undefined ? [] : [said, '']),
      ...decision,
      ...next,
    ]),
    brief: [`رسیدگی به شکایت شما ${isolate(reference)} ادامه دارد.`, ...decision].join(' '),
  };
}

import type { Colleagues } from '../../colleagues.js';
import type { Say } from '../../say.js';
import { LANGUAGE, ROLE, isWordOf, type WordList } from '../../words.js';
import { BUCKET, isDimension } from '../figure-words.js';
import { PANEL_KIND, panelTitle } from '../panel-title.js';
import type { ListedSending, ListedReport } from './scheduled-reports.js';

export type ListedReportPanel = ListedReport['panels'][number];

/** What each kind of panel of a report is called where one is chosen. */
export const REPORT_PANEL_KIND: WordList<ListedReportPanel['kind']> = { summary: 'desk.report.summary', ...PANEL_KIND };

export const REPORT_PERIOD: WordList<ListedReport['period']> = {
  day: BUCKET.day,
  week: BUCKET.week,
  month: BUCKET.month,
  quarter: BUCKET.quarter,
};

export const PERIOD_CALENDAR: WordList<ListedReport['calendar']> = {
  gregory: 'desk.report.gregory',
  persian: 'desk.report.persian',
};

export const WEEK_START: WordList<ListedReport['weekStart']> = {
  monday: 'desk.report.monday',
  saturday: 'desk.report.saturday',
  sunday: 'desk.report.sunday',
};

export const OUTCOME_OF_SENDING: WordList<ListedSending['outcome']> = {
  'under-way': 'desk.report.under-way',
  sent: 'desk.report.sent',
  partly: 'desk.report.partly',
  failed: 'desk.report.failed',
};

export const DELIVERY_STATE: WordList<ListedSending['deliveries'][number]['state']> = {
  waiting: 'desk.report.waiting',
  trying: 'desk.report.trying',
  sent: 'desk.report.delivered',
  failed: 'desk.report.not-delivered',
  refused: 'desk.report.refused',
  uncertain: 'desk.report.uncertain',
};

/** What a panel of a report shows, in words. */
export function reportPanelWords({ kind, by, ...panel }: ListedReportPanel, say: Say): { title: string; kind: string } {
  const name = say(REPORT_PANEL_KIND[kind]);
  if (kind === 'summary') return { title: name, kind: say('desk.report.all-measures') };
  return { title: panelTitle({ ...panel, kind, ...(isDimension(by) && { by }) }, say), kind: name };
}

/** Whom a recipient stands for: a person by name, a role in words, anybody else as written. */
export function recipientWords(
  { kind, name }: ListedReport['recipients'][number],
  say: Say,
  { nameOf }: Colleagues,
): string {
  if (kind === 'person') return nameOf(name);
  return kind === 'role' && isWordOf(ROLE, name) ? say(ROLE[name]) : name;
}

export function languageWords(languages: ListedReport['languages'], say: Say): readonly string[] {
  return languages.map((language) => say(LANGUAGE[language]));
}

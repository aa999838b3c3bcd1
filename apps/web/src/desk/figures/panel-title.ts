import type { DeskTextKey } from '@redress/texts/desk';
import type { Say } from '../say.js';
import { isWordOf, type WordList } from '../words.js';
import type { Panel, DrawnPanel } from './dashboards.js';
import { BUCKET, DIMENSION, DURATION, MEASURE, MILESTONE } from './figure-words.js';

/** What each kind of panel is called where one is chosen. */
export const PANEL_KIND: WordList<DrawnPanel> = {
  figure: 'desk.panel.figure',
  timeseries: 'desk.panel.timeseries',
  'control-chart': 'desk.panel.control-chart',
  pareto: 'desk.panel.pareto',
  backlog: 'desk.figures.backlog',
  distribution: 'desk.panel.distribution',
  cohorts: 'desk.panel.cohorts',
  remedies: 'desk.panel.remedies',
};

const said = <Word extends string>(words: WordList<Word>, word: Word | undefined, usual: Word): DeskTextKey =>
  words[word !== undefined && isWordOf(words, word) ? word : usual];

/** What a panel shows, in words. */
export function panelTitle({ kind, measure, bucket, by, duration, milestone }: Panel, say: Say): string {
  const measured = say(said(MEASURE, measure, 'received'));
  switch (kind) {
    case 'figure':
      return measured;
    case 'timeseries':
      return say('desk.figures.by-period', { measure: measured, bucket: say(said(BUCKET, bucket, 'month')) });
    case 'control-chart':
      return say('desk.figures.control-chart', { measure: measured });
    case 'pareto':
      return say('desk.figures.by', { dimension: say(said(DIMENSION, by, 'product')) });
    case 'distribution':
      return say(said(DURATION, duration, 'toDecision'));
    case 'cohorts':
      return say('desk.figures.cohorts', { milestone: say(said(MILESTONE, milestone, 'toDecision')) });
    case 'backlog':
    case 'remedies':
      return say(PANEL_KIND[kind]);
  }
}

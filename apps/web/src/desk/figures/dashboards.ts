import type { components } from '@redress/api-client';
import type { DeskTextKey } from '@redress/texts/desk';
import { isDimension } from './figure-words.js';
import type { ExplorerSearch } from './figures-search.js';

type SavedPanel = components['schemas']['SavedPanel'];

/** What a panel draws, each an answer of the API. */
export type DrawnPanel =
  'figure' | 'timeseries' | 'control-chart' | 'pareto' | 'backlog' | 'distribution' | 'cohorts' | 'remedies';

/** A question with its chart. What is not said is as the API has it by default; what a kind does not ask is ignored. */
export interface Panel extends ExplorerSearch {
  readonly kind: DrawnPanel;
}

/** What each kind of panel asks. */
export const PANEL_ASKS: Readonly<Record<DrawnPanel, readonly (keyof ExplorerSearch)[]>> = {
  figure: ['measure'],
  timeseries: ['measure', 'bucket'],
  'control-chart': ['measure', 'bucket'],
  pareto: ['by'],
  backlog: ['bucket'],
  distribution: ['duration'],
  cohorts: ['milestone', 'bucket'],
  remedies: [],
};

/** Panels that are looked at together. */
export interface Dashboard {
  readonly name: DeskTextKey;
  readonly panels: readonly Panel[];
}

/** The dashboards that come with the application: for who handles, who leads, and who answers for all of it. */
export const dashboards = {
  work: {
    name: 'desk.dashboard.work',
    panels: [
      { kind: 'figure', measure: 'received' },
      { kind: 'figure', measure: 'acknowledgedInTime' },
      { kind: 'figure', measure: 'decidedInTime' },
      { kind: 'figure', measure: 'overdue' },
      { kind: 'backlog', bucket: 'day' },
      { kind: 'pareto', by: 'status' },
      { kind: 'pareto', by: 'handler' },
      { kind: 'distribution', duration: 'openFor' },
    ],
  },
  management: {
    name: 'desk.dashboard.management',
    panels: [
      { kind: 'timeseries', measure: 'received', bucket: 'month' },
      { kind: 'timeseries', measure: 'decidedInTime', bucket: 'month' },
      { kind: 'control-chart', measure: 'received', bucket: 'week' },
      { kind: 'control-chart', measure: 'upheld', bucket: 'month' },
      { kind: 'pareto', by: 'rootCause' },
      { kind: 'pareto', by: 'product' },
      { kind: 'distribution', duration: 'toDecision' },
      { kind: 'cohorts', milestone: 'toDecision', bucket: 'month' },
    ],
  },
  board: {
    name: 'desk.dashboard.board',
    panels: [
      { kind: 'figure', measure: 'received' },
      { kind: 'figure', measure: 'decidedInTime' },
      { kind: 'figure', measure: 'upheld' },
      { kind: 'figure', measure: 'satisfied' },
      { kind: 'figure', measure: 'overturned' },
      { kind: 'figure', measure: 'referred' },
      { kind: 'timeseries', measure: 'received', bucket: 'quarter' },
      { kind: 'timeseries', measure: 'decidedInTime', bucket: 'quarter' },
      { kind: 'pareto', by: 'rootCause' },
      { kind: 'remedies' },
    ],
  },
} as const satisfies Readonly<Record<string, Dashboard>>;
export type DashboardName = keyof typeof dashboards;

/** The panels of the explorer, which the address decides. */
export function explorerPanels({ measure, bucket, by, duration, milestone }: ExplorerSearch): readonly Panel[] {
  const measured = { ...(measure && { measure }), ...(bucket && { bucket }) };
  return [
    { kind: 'timeseries', ...measured },
    { kind: 'control-chart', ...measured },
    { kind: 'pareto', ...(by && { by }) },
    { kind: 'distribution', ...(duration && { duration }) },
    { kind: 'cohorts', ...(milestone && { milestone }), ...(bucket && { bucket }) },
    { kind: 'backlog' },
  ];
}

/** A panel as the API keeps it; by a dimension that this page has no words for, it shows the usual one. */
export function panelOf({ by, ...panel }: SavedPanel): Panel {
  return { ...panel, ...(isDimension(by) && { by }) };
}

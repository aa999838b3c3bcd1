import type { ReactNode } from 'react';
import type { DrawnPanel } from '../dashboards.js';
import type { PanelProps } from '../panel.js';
import { BacklogPanel } from './backlog-panel.js';
import { CohortsPanel } from './cohorts-panel.js';
import { ControlChartPanel } from './control-chart-panel.js';
import { DistributionPanel } from './distribution-panel.js';
import { FigurePanel } from './figure-panel.js';
import { ParetoPanel } from './pareto-panel.js';
import { RemediesPanel } from './remedies-panel.js';
import { TimeseriesPanel } from './timeseries-panel.js';

/** What draws each kind of panel. */
const PANELS: Readonly<Record<DrawnPanel, (props: PanelProps) => ReactNode>> = {
  figure: FigurePanel,
  timeseries: TimeseriesPanel,
  'control-chart': ControlChartPanel,
  pareto: ParetoPanel,
  backlog: BacklogPanel,
  distribution: DistributionPanel,
  cohorts: CohortsPanel,
  remedies: RemediesPanel,
};

/** A panel of whatever kind. */
export function AnyPanel(props: PanelProps) {
  const Kind = PANELS[props.panel.kind];
  return <Kind {...props} />;
}

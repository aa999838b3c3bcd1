/** A panel of every kind that a report can have. */
export const REPORT_PANELS = [
  { kind: 'summary' },
  { kind: 'timeseries', measure: 'decidedInTime', bucket: 'week' },
  { kind: 'control-chart', measure: 'received' },
  { kind: 'pareto', by: 'product' },
  { kind: 'backlog', bucket: 'week' },
  { kind: 'distribution' },
  { kind: 'cohorts', periods: 3 },
  { kind: 'remedies' },
  { kind: 'figure', measure: 'upheld' },
] as const;

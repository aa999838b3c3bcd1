/** What waits, by the metrics of processes: one number for each consumer, and for each relay that is active. */
export interface Lags {
  readonly consumers: readonly number[];
  readonly relays: readonly number[];
}

/** The lags in the text of one or several processes' metrics. */
export function lagsIn(metrics: string): Lags {
  const numbers = (name: string): readonly number[] =>
    [...metrics.matchAll(new RegExp(`^${name}\\{.*\\} (-?[\\d.e+]+)$`, 'gm'))].map(([, number]) => Number(number));
  return { consumers: numbers('redress_consumer_lag_events'), relays: numbers('redress_relay_lag') };
}

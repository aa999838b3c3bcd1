import type { FigureCell } from '../drill-down.js';
import type { FiguresMeasure, ShownFigure } from '../figure-words.js';

/** How the API is asked for a measure: clocks other than that of the decision are named by their policies alone. */
export function measuredQuery(measure: FiguresMeasure): { readonly measure: FiguresMeasure; readonly clock?: string } {
  return { measure, ...(measure === 'clockInTime' && { clock: 'decision' }) };
}

/** The complaints that the numerator of a measure counts, where the queue can show exactly these. */
export function casesOf(measure: FiguresMeasure): FigureCell | undefined {
  switch (measure) {
    case 'received':
      return {};
    case 'open':
      return { only: 'open' };
    case 'overdue':
      return { only: 'overdue' };
    default:
      return undefined;
  }
}

/** One figure of all periods together. Without those that are left out nothing can be said of all. */
export function sumOf(points: readonly ShownFigure[]): ShownFigure {
  if (points.some(({ suppressed }) => suppressed === true))
    return { numerator: null, denominator: null, value: null, suppressed: true };
  const sum = (of: 'numerator' | 'denominator'): number => points.reduce((all, point) => all + (point[of] ?? 0), 0);
  const numerator = sum('numerator');
  // A number of complaints has no denominator in any period.
  if (points.every(({ denominator }) => denominator === null))
    return { numerator, denominator: null, value: numerator };
  const denominator = sum('denominator');
  return { numerator, denominator, value: denominator === 0 ? null : numerator / denominator };
}

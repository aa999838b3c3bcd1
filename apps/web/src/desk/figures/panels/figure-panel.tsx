import { answerOf, useApi } from '../../api.js';
import { useSay } from '../../say.js';
import { useFigureWords } from '../figure-words.js';
import { panelTitle } from '../panel-title.js';
import { PanelFrame, type PanelProps, ToCases, useFigures } from '../panel.js';
import { useDrillDown } from '../use-drill-down.js';
import { casesOf, measuredQuery, sumOf } from './measured.js';

/** One measure of the whole time as a number, beside the earlier time. */
export function FigurePanel({ panel, question }: PanelProps) {
  const say = useSay();
  const api = useApi();
  const words = useFigureWords();
  const { behind } = useDrillDown(question);
  const { measure = 'received' } = panel;
  const { query, compareFrom } = question;
  const figures = useFigures(['figure', query, compareFrom, measure], () =>
    answerOf(
      api.GET('/api/analytics/timeseries', {
        params: { query: { ...query, ...measuredQuery(measure), bucket: 'year', ...(compareFrom && { compareFrom }) } },
      }),
    ),
  );
  return (
    <PanelFrame title={panelTitle(panel, say)} figures={figures}>
      {({ series }) => {
        const points = series[0]?.points ?? [];
        const now = sumOf(points);
        const earlier = sumOf(points.flatMap((point) => (point.earlier === null ? [] : [point.earlier])));
        return (
          <>
            <p className="text-2xl font-bold">
              <ToCases queue={casesOf(measure) && behind(casesOf(measure) ?? {})}>{words.value(now)}</ToCases>
            </p>
            {now.denominator !== null && (
              <p className="text-muted">
                {say('desk.figures.of', {
                  numerator: words.count(now.numerator),
                  denominator: words.count(now.denominator),
                })}
              </p>
            )}
            {compareFrom !== undefined && (
              <p>
                {say('desk.figures.earlier')}: <bdi>{words.value(earlier)}</bdi>
              </p>
            )}
          </>
        );
      }}
    </PanelFrame>
  );
}

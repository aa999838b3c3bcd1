import { useLanguage } from '@redress/ui';
import { answerOf, useApi } from '../../api.js';
import { useMoments } from '../../moments.js';
import { useSay } from '../../say.js';
import { MEASURE, RULE, useFigureWords } from '../figure-words.js';
import { panelTitle } from '../panel-title.js';
import { Numbers, PanelChart, PanelFrame, type PanelProps, ToCases, useColumns, useFigures } from '../panel.js';
import { useDrillDown } from '../use-drill-down.js';
import { measuredQuery } from './measured.js';

/** A measure between the limits in which chance alone keeps it; points that complete a rule stand out, and the rule is named. */
export function ControlChartPanel({ panel, question }: PanelProps) {
  const say = useSay();
  const api = useApi();
  const words = useFigureWords();
  const language = useLanguage();
  const { number, share, period } = useMoments();
  const { behind, open } = useDrillDown(question);
  const { measure = 'received', bucket = 'month' } = panel;
  const { query } = question;
  const figures = useFigures(['control-chart', query, measure, bucket], () =>
    answerOf(
      api.GET('/api/analytics/control-chart', { params: { query: { ...query, ...measuredQuery(measure), bucket } } }),
    ),
  );
  const columns = useColumns(
    'desk.figures.period',
    'desk.figures.value',
    'desk.figures.lower',
    'desk.figures.upper',
    'desk.figures.rule',
  );
  const title = panelTitle(panel, say);
  return (
    <PanelFrame title={title} figures={figures}>
      {({ points, centre, chart }) => {
        const format = (value: number): string => (chart === 'p' ? share(value) : number(value));
        const shown = (value: number | null): string => (value === null ? words.count(null) : format(value));
        const rulesAt = ({ signals }: (typeof points)[number]): string =>
          new Intl.ListFormat(language).format(signals.map((rule) => say(RULE[rule])));
        const broken = points.filter(({ signals }) => signals.length > 0);
        const cellAt = (point: (typeof points)[number] | undefined) =>
          point && { from: point.from, before: point.before };
        return (
          <>
            <PanelChart
              label={title}
              names={points.map(({ from }) => period(from, bucket))}
              lines={[
                { name: say(MEASURE[measure]), kind: 'line', role: 'main', values: points.map(({ value }) => value) },
                { name: say('desk.figures.centre'), kind: 'line', role: 'centre', values: points.map(() => centre) },
                {
                  name: say('desk.figures.upper'),
                  kind: 'line',
                  role: 'limit',
                  values: points.map(({ upper }) => upper),
                },
                {
                  name: say('desk.figures.lower'),
                  kind: 'line',
                  role: 'limit',
                  values: points.map(({ lower }) => lower),
                },
              ]}
              format={format}
              standingOut={new Set(points.flatMap(({ signals }, place) => (signals.length > 0 ? [place] : [])))}
              onChoose={(place) => open(cellAt(points[place]))}
            />
            <p className="text-muted">
              {say(chart === 'p' ? 'desk.figures.p-chart' : 'desk.figures.u-chart')}{' '}
              {broken.length === 0 && say('desk.figures.in-control')}
            </p>
            {broken.length > 0 && (
              <ul className="list-disc ps-6">
                {broken.map((point) => (
                  <li key={point.from}>
                    <ToCases queue={behind({ from: point.from, before: point.before })}>
                      {period(point.from, bucket)}
                    </ToCases>
                    : <span className="font-semibold text-late">{rulesAt(point)}</span>
                  </li>
                ))}
              </ul>
            )}
            <Numbers
              caption={say('desk.figures.control-caption')}
              columns={columns}
              rows={points.map((point) => [
                <ToCases key="period" queue={behind({ from: point.from, before: point.before })}>
                  {period(point.from, bucket)}
                </ToCases>,
                shown(point.value),
                shown(point.lower),
                shown(point.upper),
                rulesAt(point),
              ])}
            />
          </>
        );
      }}
    </PanelFrame>
  );
}

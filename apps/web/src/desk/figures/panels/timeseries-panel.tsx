import type { components } from '@redress/api-client';
import { answerOf, useApi } from '../../api.js';
import { useMoments } from '../../moments.js';
import { useSay } from '../../say.js';
import type { ChartLine } from '../chart.js';
import { type Bucket, type FiguresMeasure, MEASURE, type ShownFigure, useFigureWords } from '../figure-words.js';
import { panelTitle } from '../panel-title.js';
import { Numbers, PanelChart, PanelFrame, type PanelProps, ToCases, useColumns, useFigures } from '../panel.js';
import { useDrillDown } from '../use-drill-down.js';
import { casesOf, measuredQuery } from './measured.js';

type Point = components['schemas']['Timeseries']['series'][number]['points'][number];

/** A measure by period, beside the same periods of an earlier time. */
export function TimeseriesPanel({ panel, question }: PanelProps) {
  const say = useSay();
  const api = useApi();
  const { measure = 'received', bucket = 'month' } = panel;
  const { query, compareFrom } = question;
  const figures = useFigures(['timeseries', query, compareFrom, measure, bucket], () =>
    answerOf(
      api.GET('/api/analytics/timeseries', {
        params: { query: { ...query, ...measuredQuery(measure), bucket, ...(compareFrom && { compareFrom }) } },
      }),
    ),
  );
  const title = panelTitle(panel, say);
  return (
    <PanelFrame title={title} figures={figures}>
      {({ series }) => (
        <Series
          title={title}
          measure={measure}
          bucket={bucket}
          points={series[0]?.points ?? []}
          isCompared={compareFrom !== undefined}
          question={question}
        />
      )}
    </PanelFrame>
  );
}

function Series({
  title,
  measure,
  bucket,
  points,
  isCompared,
  question,
}: {
  readonly title: string;
  readonly measure: FiguresMeasure;
  readonly bucket: Bucket;
  readonly points: readonly Point[];
  readonly isCompared: boolean;
  readonly question: PanelProps['question'];
}) {
  const say = useSay();
  const words = useFigureWords();
  const { number, share, period } = useMoments();
  const { behind, open } = useDrillDown(question);
  const isShare = points.some(({ denominator }) => denominator !== null);
  const cells = casesOf(measure);
  const cellAt = ({ from, before }: Point) => cells && { ...cells, from, before };
  const columns = useColumns(
    'desk.figures.period',
    'desk.figures.numerator',
    'desk.figures.denominator',
    'desk.figures.value',
    ...(isCompared ? (['desk.figures.earlier'] as const) : []),
  );
  const lines: readonly ChartLine[] = [
    { name: say(MEASURE[measure]), kind: 'line', role: 'main', values: points.map(({ value }) => value) },
    ...(isCompared
      ? [
          {
            name: say('desk.figures.earlier'),
            kind: 'line' as const,
            role: 'earlier' as const,
            values: earlierOf(points),
          },
        ]
      : []),
  ];
  return (
    <>
      <PanelChart
        label={title}
        names={points.map(({ from }) => period(from, bucket))}
        lines={lines}
        format={isShare ? share : number}
        onChoose={(place) => open(points[place] && cellAt(points[place]))}
      />
      <Numbers
        caption={say('desk.figures.by-period-caption')}
        columns={columns}
        rows={points.map((point) => {
          const cell = cellAt(point);
          return [
            <ToCases key="period" queue={cell && behind(cell)}>
              {period(point.from, bucket)}
            </ToCases>,
            words.count(point.numerator),
            words.count(point.denominator),
            words.value(point),
            ...(isCompared ? [words.value(earlierFigure(point))] : []),
          ];
        })}
      />
    </>
  );
}

const earlierFigure = ({ earlier }: Point): ShownFigure =>
  earlier ?? { numerator: null, denominator: null, value: null };

const earlierOf = (points: readonly Point[]): readonly (number | null)[] =>
  points.map((point) => earlierFigure(point).value);

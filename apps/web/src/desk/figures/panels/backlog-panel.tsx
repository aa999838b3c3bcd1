import type { components } from '@redress/api-client';
import { Slider } from '../../slider.js';
import { useState } from 'react';
import { answerOf, useApi } from '../../api.js';
import { useMoments } from '../../moments.js';
import { useSay } from '../../say.js';
import { type Bucket, useFigureWords } from '../figure-words.js';
import { panelTitle } from '../panel-title.js';
import { Numbers, PanelChart, PanelFrame, type PanelProps, useColumns, useFigures } from '../panel.js';

type Point = components['schemas']['Backlog']['points'][number];

/** How many complaints were open at the end of each period; a slider looks at one of them. */
export function BacklogPanel({ panel, question }: PanelProps) {
  const say = useSay();
  const api = useApi();
  const { query } = question;
  const { bucket = 'week' } = panel;
  const figures = useFigures(['backlog', query, bucket], () =>
    answerOf(api.GET('/api/analytics/backlog', { params: { query: { ...query, bucket } } })),
  );
  const title = panelTitle(panel, say);
  return (
    <PanelFrame title={title} figures={figures}>
      {({ points }) => <Backlog title={title} bucket={bucket} points={points} />}
    </PanelFrame>
  );
}

function Backlog({
  title,
  bucket,
  points,
}: {
  readonly title: string;
  readonly bucket: Bucket;
  readonly points: readonly Point[];
}) {
  const say = useSay();
  const words = useFigureWords();
  const { number, day } = useMoments();
  const [chosen, setChosen] = useState<number>();
  const columns = useColumns(
    'desk.figures.day',
    'desk.figures.open-then',
    'desk.measure.received',
    'desk.measure.reopened',
    'desk.figures.ended',
  );
  const step = Math.min(chosen ?? points.length - 1, points.length - 1);
  const point = points[step];
  const said =
    point === undefined
      ? ''
      : say('desk.figures.backlog-at', { day: day(point.at), count: words.count(point.numerator) });
  return (
    <>
      <PanelChart
        label={title}
        names={points.map(({ at }) => day(at))}
        lines={[{ name: title, kind: 'line', role: 'main', values: points.map(({ numerator }) => numerator) }]}
        format={number}
        {...(chosen !== undefined && { marked: step })}
        onChoose={setChosen}
      />
      {point !== undefined && (
        <Slider
          label={say('desk.figures.backlog-slider')}
          steps={points.length}
          step={step}
          said={said}
          onStep={setChosen}
        >
          <p role="status" className="font-semibold">
            {said}
          </p>
          {point.received !== null && (
            <p className="text-muted">
              {say(bucket === 'day' ? 'desk.figures.backlog-changes-day' : 'desk.figures.backlog-changes', {
                received: number(point.received),
                reopened: words.count(point.reopened),
                ended: words.count(point.ended),
              })}
            </p>
          )}
        </Slider>
      )}
      <Numbers
        caption={say('desk.figures.backlog-caption')}
        columns={columns}
        rows={points.map(({ at, numerator, received, reopened, ended }) => [
          day(at),
          words.count(numerator),
          words.count(received),
          words.count(reopened),
          words.count(ended),
        ])}
      />
    </>
  );
}

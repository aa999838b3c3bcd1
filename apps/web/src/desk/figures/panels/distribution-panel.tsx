import type { components } from '@redress/api-client';
import { answerOf, useApi } from '../../api.js';
import { useMoments } from '../../moments.js';
import { useSay } from '../../say.js';
import { useFigureWords } from '../figure-words.js';
import { panelTitle } from '../panel-title.js';
import { Numbers, PanelChart, PanelFrame, type PanelProps, useColumns, useFigures } from '../panel.js';

type Bin = components['schemas']['Distribution']['rows'][number]['bins'][number];

/** How long something took: how many times fell into each span, and the times that half, nine in ten and nineteen in twenty stay below. */
export function DistributionPanel({ panel, question }: PanelProps) {
  const say = useSay();
  const api = useApi();
  const words = useFigureWords();
  const { number, hours } = useMoments();
  const { duration = 'toDecision' } = panel;
  const { query } = question;
  const figures = useFigures(['distribution', query, duration], () =>
    answerOf(api.GET('/api/analytics/distribution', { params: { query: { ...query, duration } } })),
  );
  const columns = useColumns('desk.figures.time', 'desk.figures.times');
  const binName = ({ from, before }: Bin): string => {
    if (before === null) return say('desk.figures.bin-above', { from: hours(from) });
    if (from === 0) return say('desk.figures.bin-below', { before: hours(before) });
    return say('desk.figures.bin', { from: hours(from), before: hours(before) });
  };
  const title = panelTitle(panel, say);
  return (
    <PanelFrame title={title} figures={figures}>
      {({ rows: [row], suppressedGroups }) => {
        if (row === undefined) {
          return suppressedGroups > 0 ? (
            <p>{say('desk.figures.suppressed', { groups: suppressedGroups })}</p>
          ) : (
            <p>{say('desk.figures.empty')}</p>
          );
        }
        const time = (value: number | null): string => (value === null ? words.count(null) : hours(value));
        return (
          <>
            <PanelChart
              label={title}
              names={row.bins.map(binName)}
              lines={[
                {
                  name: say('desk.figures.times'),
                  kind: 'bar',
                  role: 'main',
                  values: row.bins.map(({ count }) => count),
                },
              ]}
              format={number}
            />
            <dl className="flex flex-wrap gap-x-4">
              {(
                [
                  ['desk.figures.mean', row.mean],
                  ['desk.figures.median', row.median],
                  ['desk.figures.p90', row.p90],
                  ['desk.figures.p95', row.p95],
                ] as const
              ).map(([name, value]) => (
                <div key={name}>
                  <dt className="inline text-muted">{say(name)}: </dt>
                  <dd className="inline font-semibold">{time(value)}</dd>
                </div>
              ))}
            </dl>
            <p className="text-muted">
              {say('desk.figures.of', { numerator: number(row.numerator), denominator: number(row.denominator) })}
            </p>
            <Numbers
              caption={say('desk.figures.distribution-caption')}
              columns={columns}
              rows={row.bins.map((bin) => [
                binName(bin),
                bin.count === null ? say('desk.figures.cell-suppressed') : number(bin.count),
              ])}
            />
          </>
        );
      }}
    </PanelFrame>
  );
}

import { answerOf, useApi } from '../../api.js';
import { useMoments } from '../../moments.js';
import { useSay } from '../../say.js';
import { DIMENSION, useFigureWords, useGroupNames } from '../figure-words.js';
import { panelTitle } from '../panel-title.js';
import { Numbers, PanelChart, PanelFrame, type PanelProps, ToCases, useColumns, useFigures } from '../panel.js';
import { useDrillDown } from '../use-drill-down.js';

const TOP = 10;

/** How often each value of a dimension occurs, the most frequent first, with the shares that they have together. */
export function ParetoPanel({ panel, question }: PanelProps) {
  const say = useSay();
  const api = useApi();
  const words = useFigureWords();
  const { number, share } = useMoments();
  const { behind, open } = useDrillDown(question);
  const { by = 'product' } = panel;
  const nameOf = useGroupNames(by);
  const { query } = question;
  const figures = useFigures(['pareto', query, by], () =>
    answerOf(api.GET('/api/analytics/pareto', { params: { query: { ...query, by, top: TOP } } })),
  );
  const columns = useColumns(DIMENSION[by], 'desk.figures.count', 'desk.figures.share', 'desk.figures.cumulated');
  const title = panelTitle(panel, say);
  return (
    <PanelFrame title={title} figures={figures}>
      {({ items, other, denominator, without }) => (
        <>
          <PanelChart
            label={title}
            names={items.map(({ value }) => nameOf(value))}
            lines={[
              {
                name: say('desk.figures.count'),
                kind: 'bar',
                role: 'main',
                values: items.map((item) => item.numerator),
              },
              {
                name: say('desk.figures.cumulated'),
                kind: 'line',
                role: 'cumulated',
                values: items.map(({ cumulatedShare }) => cumulatedShare),
              },
            ]}
            format={number}
            formatShare={share}
            onChoose={(place) => open(items[place] && { by, value: items[place].value })}
          />
          {other.values > 0 && (
            <p className="text-muted">
              {say('desk.figures.others', { values: other.values, count: words.count(other.numerator) })}
            </p>
          )}
          {without !== 0 && (
            <p className="text-muted">{say('desk.figures.without', { count: words.count(without) })}</p>
          )}
          <Numbers
            caption={say('desk.figures.by-caption', { count: denominator })}
            columns={columns}
            rows={items.map(({ value, numerator, share: part, cumulatedShare }) => [
              <ToCases key="name" queue={behind({ by, value })}>
                {nameOf(value)}
              </ToCases>,
              number(numerator),
              share(part),
              share(cumulatedShare),
            ])}
          />
        </>
      )}
    </PanelFrame>
  );
}

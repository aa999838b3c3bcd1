import { answerOf, useApi } from '../../api.js';
import { useMoments } from '../../moments.js';
import { useSay } from '../../say.js';
import { useFigureWords } from '../figure-words.js';
import { panelTitle } from '../panel-title.js';
import { Numbers, PanelChart, PanelFrame, type PanelProps, ToCases, useFigures } from '../panel.js';
import { useDrillDown } from '../use-drill-down.js';

/** How far the complaints of each period had got when they were of the same age. */
export function CohortsPanel({ panel, question }: PanelProps) {
  const say = useSay();
  const api = useApi();
  const words = useFigureWords();
  const { share, period, days } = useMoments();
  const { behind, open } = useDrillDown(question);
  const { milestone = 'toDecision', bucket = 'month' } = panel;
  const { query } = question;
  const figures = useFigures(['cohorts', query, milestone, bucket], () =>
    answerOf(api.GET('/api/analytics/cohorts', { params: { query: { ...query, milestone, bucket } } })),
  );
  const title = panelTitle(panel, say);
  return (
    <PanelFrame title={title} figures={figures}>
      {({ cohorts }) => {
        const ages = cohorts[0]?.ages.map((age) => age.days) ?? [];
        return (
          <>
            <PanelChart
              label={title}
              names={cohorts.map(({ from }) => period(from, bucket))}
              lines={ages.map((age, place) => ({
                name: say('desk.figures.within', { days: days(age) }),
                kind: 'line',
                role: 'main',
                values: cohorts.map((cohort) => cohort.ages[place]?.value ?? null),
              }))}
              format={share}
              onChoose={(place) => open(cohorts[place] && { from: cohorts[place].from, before: cohorts[place].before })}
            />
            <Numbers
              caption={say('desk.figures.cohorts-caption')}
              columns={[
                { key: 'period', name: say('desk.figures.period') },
                ...ages.map((age) => ({
                  key: String(age),
                  name: say('desk.figures.within', { days: days(age) }),
                  isNumber: true,
                })),
              ]}
              rows={cohorts.map(({ from, before, ages: reached }) => [
                <ToCases key="period" queue={behind({ from, before })}>
                  {period(from, bucket)}
                </ToCases>,
                ...reached.map((figure) =>
                  figure.value === null
                    ? words.value(figure)
                    : say('desk.figures.share-of', {
                        share: share(figure.value),
                        numerator: words.count(figure.numerator),
                        denominator: words.count(figure.denominator),
                      }),
                ),
              ])}
            />
          </>
        );
      }}
    </PanelFrame>
  );
}

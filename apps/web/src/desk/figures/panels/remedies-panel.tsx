import type { components } from '@redress/api-client';
import { amountWords } from '@redress/texts/web';
import { useLanguage } from '@redress/ui';
import { answerOf, useApi } from '../../api.js';
import { useMoments } from '../../moments.js';
import { useSay } from '../../say.js';
import { REMEDY, type WordList } from '../../words.js';
import { panelTitle } from '../panel-title.js';
import { Numbers, PanelFrame, type PanelProps, useColumns, useFigures } from '../panel.js';

type Source = components['schemas']['Remedies']['rows'][number]['source'];
const SOURCE: WordList<Source> = { decision: 'desk.figures.by-decision', award: 'desk.figures.by-award' };

/** What was promised and delivered, and its money by currency. */
export function RemediesPanel({ panel, question }: PanelProps) {
  const say = useSay();
  const api = useApi();
  const language = useLanguage();
  const { number } = useMoments();
  const { query } = question;
  const figures = useFigures(['remedies', query], () =>
    answerOf(api.GET('/api/analytics/remedies', { params: { query } })),
  );
  const columns = useColumns(
    'desk.field.remedy-kind',
    'desk.figures.source',
    'desk.figures.remedies',
    'desk.figures.delivered',
    'desk.field.amount',
  );
  return (
    <PanelFrame title={panelTitle(panel, say)} figures={figures}>
      {({ rows, denominator, suppressedRows }) => (
        <>
          {suppressedRows > 0 && <p>{say('desk.figures.suppressed', { groups: suppressedRows })}</p>}
          {rows.length === 0 ? (
            <p className="py-8 text-muted">{say('desk.figures.empty')}</p>
          ) : (
            <Numbers
              isOpen
              caption={say('desk.figures.remedies-caption', { count: denominator })}
              columns={columns}
              rows={rows.map(({ kind, source, remedies, delivered, currency, value }) => [
                say(REMEDY[kind]),
                say(SOURCE[source]),
                number(remedies),
                number(delivered),
                currency === null || value === null ? '' : amountWords({ value, currency }, language),
              ])}
            />
          )}
        </>
      )}
    </PanelFrame>
  );
}

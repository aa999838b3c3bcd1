import { Button, buttonClass } from '@redress/ui';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { writtenSearch } from '../address.js';
import { Failure } from '../failure.js';
import { exportRoles, hasRole, problemReaders } from '../places.js';
import { useSay } from '../say.js';
import { useSession } from '../session.js';
import { useTitle } from '../title.js';
import { WordSelect } from '../word-select.js';
import { DashboardEditor } from './dashboard-editor.js';
import { type DashboardName, dashboards, explorerPanels, type Panel, panelOf } from './dashboards.js';
import { FigureFilters, useFiguresAddress } from './figure-filters.js';
import { BUCKET, DIMENSION, DURATION, MEASURE, MILESTONE } from './figure-words.js';
import type { FiguresSearch } from './figures-search.js';
import { AnyPanel } from './panels/panels.js';
import { type FiguresAsked, useQuestion } from './question.js';
import { type ListedDashboard, useSavedDashboards } from './saved-dashboards.js';
import { mayDrillDown } from './use-drill-down.js';

const EXPLORER = 'explore';

const isOwn = (name: string): name is DashboardName => Object.hasOwn(dashboards, name);

const TAB =
  'inline-flex min-h-8 items-center rounded-m border border-line bg-surface px-3 no-underline aria-[current=page]:bg-accent aria-[current=page]:text-on-accent pointer-coarse:min-h-11';

/** The dashboards side by side; the range and the filters stay from one to the next. */
function Tabs({ shown, saved }: { readonly shown: string; readonly saved: readonly ListedDashboard[] }) {
  const say = useSay();
  const names = [
    ...Object.entries(dashboards).map(([id, { name }]) => ({ id, words: say(name) })),
    { id: EXPLORER, words: say('desk.dashboard.explore') },
    ...saved.map(({ id, name }) => ({ id, words: name })),
  ];
  return (
    <nav aria-label={say('desk.dashboards')} className="flex flex-wrap gap-2 print:hidden">
      {names.map(({ id, words }) => (
        <Link
          key={id}
          from="/figures"
          to="/figures"
          search={(before: FiguresSearch) => ({ ...before, dashboard: id })}
          aria-current={id === shown ? 'page' : undefined}
          activeProps={{}}
          className={TAB}
        >
          <bdi>{words}</bdi>
        </Link>
      ))}
    </nav>
  );
}

/** The facts behind the figures, as files. */
function Exports({ query }: Pick<FiguresAsked, 'query'>) {
  const say = useSay();
  const { roles } = useSession();
  if (!hasRole(roles, exportRoles)) return null;
  return (
    <p className="flex flex-wrap gap-2 print:hidden">
      {(['csv', 'jsonl'] as const).map((format) => (
        <a
          key={format}
          download
          href={`/api/analytics/export${writtenSearch({ ...query, format })}`}
          className={buttonClass('secondary')}
        >
          {say(format === 'csv' ? 'desk.figures.export-csv' : 'desk.figures.export-jsonl')}
        </a>
      ))}
    </p>
  );
}

/** What the panels of the explorer ask. */
function Explorer({ search }: { readonly search: FiguresSearch }) {
  const change = useFiguresAddress();
  return (
    <div className="flex flex-wrap items-start gap-x-4 print:hidden">
      <WordSelect
        isLabelAbove
        label="desk.figures.measure"
        words={MEASURE}
        chosen={search.measure ?? 'received'}
        onChoose={(measure) => change({ measure })}
      />
      <WordSelect
        isLabelAbove
        label="desk.figures.bucket"
        words={BUCKET}
        chosen={search.bucket ?? 'month'}
        onChoose={(bucket) => change({ bucket })}
      />
      <WordSelect
        isLabelAbove
        label="desk.figures.dimension"
        words={DIMENSION}
        chosen={search.by ?? 'product'}
        onChoose={(by) => change({ by })}
      />
      <WordSelect
        isLabelAbove
        label="desk.figures.duration"
        words={DURATION}
        chosen={search.duration ?? 'toDecision'}
        onChoose={(duration) => change({ duration })}
      />
      <WordSelect
        isLabelAbove
        label="desk.figures.milestone"
        words={MILESTONE}
        chosen={search.milestone ?? 'toDecision'}
        onChoose={(milestone) => change({ milestone })}
      />
    </div>
  );
}

/** Whether somebody is answered by a panel: whose work is whose, only readers of the queue are told. */
function isFor({ kind, by }: Panel, roles: readonly string[]): boolean {
  return kind !== 'pareto' || by !== 'handler' || mayDrillDown(roles);
}

function Panels({ panels, question }: { readonly panels: readonly Panel[]; readonly question: FiguresAsked }) {
  const { roles } = useSession();
  const shown = panels.filter((panel) => isFor(panel, roles));
  const figures = shown.filter(({ kind }) => kind === 'figure');
  const charts = shown.filter(({ kind }) => kind !== 'figure');
  return (
    <>
      {figures.length > 0 && (
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-[repeat(auto-fit,minmax(10rem,1fr))]">
          {figures.map((panel, place) => (
            <AnyPanel key={`${place} ${panel.measure}`} panel={panel} question={question} />
          ))}
        </div>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-[repeat(2,minmax(0,1fr))]">
        {charts.map((panel, place) => (
          <AnyPanel key={`${place} ${panel.kind}`} panel={panel} question={question} />
        ))}
      </div>
    </>
  );
}

/** Figures that explain themselves, and lead to the cases behind them. */
export function FiguresPage() {
  const say = useSay();
  const search = useSearch({ from: '/figures' });
  const { roles } = useSession();
  const question = useQuestion(search);
  useTitle(say('desk.place.figures'));
  const saved = useSavedDashboards();
  const change = useFiguresAddress();
  const [isEditing, setEditing] = useState(false);
  const asked = search.dashboard ?? (roles.includes('handler') ? 'work' : 'management');
  const known = saved.data?.items.find(({ id }) => id === asked);
  const shown = isOwn(asked) || known !== undefined ? asked : EXPLORER;
  const panels = panelsOf(shown, known, search);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h1 className="text-xl font-bold">{say('desk.place.figures')}</h1>
        <Exports query={question.query} />
      </div>
      <Tabs shown={shown} saved={saved.data?.items ?? []} />
      {saved.isError && <Failure error={saved.error} onRetry={() => void saved.refetch()} />}
      <FigureFilters search={search} begins={question.query.from} />
      {shown === EXPLORER && <Explorer search={search} />}
      <p className="flex flex-wrap gap-2 print:hidden">
        <Button type="button" kind="secondary" onClick={() => setEditing(true)}>
          {say(known?.mayChange === true ? 'desk.dashboard.change' : 'desk.dashboard.save-own')}
        </Button>
        <Link to="/figures/reports" search={question.filters} className={buttonClass('secondary')}>
          {say('desk.reports')}
        </Link>
        {hasRole(roles, problemReaders) && (
          <Link to="/figures/systemic" className={buttonClass('secondary')}>
            {say('desk.systemic')}
          </Link>
        )}
      </p>
      <Panels panels={panels} question={question} />
      {isEditing && (
        <DashboardEditor
          known={known?.mayChange === true ? known : undefined}
          panels={panels}
          onClose={() => setEditing(false)}
          onSaved={(dashboard) => {
            setEditing(false);
            change({ dashboard });
          }}
        />
      )}
    </div>
  );
}

function panelsOf(shown: string, known: ListedDashboard | undefined, search: FiguresSearch): readonly Panel[] {
  if (known !== undefined) return known.panels.map(panelOf);
  return isOwn(shown) ? dashboards[shown].panels : explorerPanels(search);
}

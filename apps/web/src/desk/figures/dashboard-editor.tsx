import type { DeskTextKey } from '@redress/texts/desk';
import { Button, TextField } from '@redress/ui';
import { useState } from 'react';
import { Dialog } from '../dialog.js';
import { Failure } from '../failure.js';
import { useSay } from '../say.js';
import { useSession } from '../session.js';
import { WordSelect } from '../word-select.js';
import type { WordList } from '../words.js';
import { type Panel, PANEL_ASKS, type DrawnPanel } from './dashboards.js';
import { BUCKET, DIMENSION, DURATION, MEASURE, MILESTONE } from './figure-words.js';
import type { ExplorerSearch } from './figures-search.js';
import { PANEL_KIND, panelTitle } from './panel-title.js';
import { type ListedDashboard, useDashboardChanges } from './saved-dashboards.js';

/** Most panels of a saved dashboard, as the API has it. */
const PANELS_MAX = 24;

type Sharing = ListedDashboard['sharedWith'];

/** What each part of a question is called, its words, and the one that stands there at first. */
const ASKED: {
  readonly [Part in keyof ExplorerSearch]-?: {
    readonly label: DeskTextKey;
    readonly words: WordList<NonNullable<ExplorerSearch[Part]>>;
    readonly usual: NonNullable<ExplorerSearch[Part]>;
  };
} = {
  measure: { label: 'desk.figures.measure', words: MEASURE, usual: 'received' },
  bucket: { label: 'desk.figures.bucket', words: BUCKET, usual: 'month' },
  by: { label: 'desk.figures.dimension', words: DIMENSION, usual: 'product' },
  duration: { label: 'desk.figures.duration', words: DURATION, usual: 'toDecision' },
  milestone: { label: 'desk.figures.milestone', words: MILESTONE, usual: 'toDecision' },
};

/** A choice of one part of a question. */
export function PanelPart({
  part,
  panel,
  onChange,
}: {
  readonly part: keyof ExplorerSearch;
  readonly panel: Panel;
  readonly onChange: (panel: Panel) => void;
}) {
  const { label, words, usual } = ASKED[part];
  return (
    <WordSelect<string>
      isLabelAbove
      label={label}
      words={words}
      chosen={panel[part] ?? usual}
      onChoose={(word) => onChange({ ...panel, [part]: word })}
    />
  );
}

/** A panel to be added: its kind, and what that kind asks. */
function NewPanel({ onAdd }: { readonly onAdd: (panel: Panel) => void }) {
  const say = useSay();
  const [panel, setPanel] = useState<Panel>({ kind: 'timeseries' });
  return (
    <fieldset className="min-w-0 rounded-m border border-hairline p-2">
      <legend className="font-semibold">{say('desk.dashboard.add-panel')}</legend>
      <div className="flex flex-wrap items-end gap-x-4">
        <WordSelect<DrawnPanel>
          isLabelAbove
          label="desk.dashboard.panel"
          words={PANEL_KIND}
          chosen={panel.kind}
          onChoose={(kind) => setPanel({ ...panel, kind })}
        />
        {PANEL_ASKS[panel.kind].map((part) => (
          <PanelPart key={part} part={part} panel={panel} onChange={setPanel} />
        ))}
      </div>
      <Button type="button" kind="secondary" onClick={() => onAdd(askedBy(panel))}>
        {say('desk.dashboard.add')}
      </Button>
    </fieldset>
  );
}

/** A panel without what its kind does not ask. */
function askedBy({ kind, ...said }: Panel): Panel {
  return { kind, ...Object.fromEntries(PANEL_ASKS[kind].flatMap((part) => (said[part] ? [[part, said[part]]] : []))) };
}

/** Panels in their order, which can be moved up and removed. */
export function PanelList<Listed>({
  panels,
  wordsOf,
  onChange,
}: {
  readonly panels: readonly Listed[];
  /** What a panel shows, and the name of its kind. */
  readonly wordsOf: (panel: Listed) => { readonly title: string; readonly kind: string };
  readonly onChange: (panels: readonly Listed[]) => void;
}) {
  const say = useSay();
  return (
    <ol className="flex flex-col">
      {panels.map((panel, place) => {
        const { title, kind } = wordsOf(panel);
        const others = panels.filter((_, other) => other !== place);
        return (
          // The same panel may stand there twice.
          <li key={place} className="flex flex-wrap items-center gap-2 border-b border-hairline py-1">
            <span className="grow">
              {title} <span className="text-muted">({kind})</span>
            </span>
            <Button
              type="button"
              kind="secondary"
              disabled={place === 0}
              aria-label={say('desk.dashboard.up-of', { title })}
              onClick={() => onChange(others.toSpliced(place - 1, 0, panel))}
            >
              {say('desk.dashboard.up')}
            </Button>
            <Button
              type="button"
              kind="secondary"
              aria-label={say('desk.dashboard.remove-of', { title })}
              onClick={() => onChange(others)}
            >
              {say('desk.dashboard.remove')}
            </Button>
          </li>
        );
      })}
    </ol>
  );
}

const SHARING: WordList<Sharing> = {
  nobody: 'desk.dashboard.only-me',
  team: 'desk.dashboard.team',
  everybody: 'desk.dashboard.everybody',
};

/** The form of a dashboard: its name, who uses it, and its panels. `known` is the one that is changed; without it a new one is saved. */
export function DashboardEditor({
  known,
  panels: given,
  onClose,
  onSaved,
}: {
  readonly known: ListedDashboard | undefined;
  readonly panels: readonly Panel[];
  readonly onClose: () => void;
  /** Takes the id of what was saved; nothing once it is deleted. */
  readonly onSaved: (id: string | undefined) => void;
}) {
  const say = useSay();
  const [name, setName] = useState(known?.name ?? '');
  const [panels, setPanels] = useState(given);
  const [shared, setShared] = useState<Sharing>(known?.sharedWith ?? 'nobody');
  const { teams = [] } = useSession();
  const [team, setTeam] = useState(known?.team ?? teams[0] ?? '');
  const { save, remove } = useDashboardChanges(known);
  const content = { name: name.trim(), panels: panels.map((panel) => ({ ...panel })), sharedWith: shared };
  return (
    <Dialog title={say('desk.dashboard.edit')} onClose={onClose} closeLabel={say('desk.close')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ ...content, ...(shared === 'team' && { team }) }, { onSuccess: ({ id }) => onSaved(id) });
        }}
      >
        <TextField
          name="dashboard-name"
          label={say('desk.dashboard.name')}
          value={name}
          required
          maxLength={80}
          onChange={({ target }) => setName(target.value)}
        />
        <WordSelect<Sharing>
          isLabelAbove
          label="desk.dashboard.shared"
          words={SHARING}
          chosen={shared}
          onChoose={setShared}
        />
        {shared === 'team' && (
          <TextField
            name="dashboard-team"
            label={say('desk.fact.team')}
            value={team}
            required
            onChange={({ target }) => setTeam(target.value)}
          />
        )}
        <PanelList
          panels={panels}
          wordsOf={(panel) => ({ title: panelTitle(panel, say), kind: say(PANEL_KIND[panel.kind]) })}
          onChange={setPanels}
        />
        {panels.length < PANELS_MAX && <NewPanel onAdd={(panel) => setPanels([...panels, panel])} />}
        {(save.error ?? remove.error) !== null && <Failure error={save.error ?? remove.error} />}
        <div className="mt-4 flex flex-wrap gap-2">
          <Button disabled={save.isPending}>{say('desk.dashboard.save')}</Button>
          {known !== undefined && (
            <Button
              type="button"
              kind="danger"
              disabled={remove.isPending}
              onClick={() => remove.mutate(undefined, { onSuccess: () => onSaved(undefined) })}
            >
              {say('desk.dashboard.delete')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

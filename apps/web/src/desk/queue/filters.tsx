import type { DeskTextKey } from '@redress/texts/desk';
import { Button } from '@redress/ui';
import { useNavigate } from '@tanstack/react-router';
import { useColleagues } from '../colleagues.js';
import { useMoments } from '../moments.js';
import { useSay } from '../say.js';
import { namesIn } from '../typed-names.js';
import { WordCheckboxes } from '../word-checkboxes.js';
import { WordSelect } from '../word-select.js';
import {
  type CarriedFilter,
  carriedFilters,
  flagFilters,
  nameFilters,
  type QueueSearch,
  sorts,
  type WordFilter,
  wordFilters,
} from './queue-search.js';

const WORD_LABELS: Readonly<Record<WordFilter, DeskTextKey>> = {
  status: 'desk.fact.status',
  priority: 'desk.fact.priority',
  severity: 'desk.fact.severity',
  waitingFor: 'desk.fact.waiting',
  channel: 'desk.fact.channel',
  language: 'desk.fact.language',
};

const NAME_LABELS: Readonly<Record<(typeof nameFilters)[number], DeskTextKey>> = {
  assignee: 'desk.fact.assignee',
  team: 'desk.fact.team',
  product: 'desk.fact.product',
  organizationUnit: 'desk.fact.unit',
  tag: 'desk.fact.tag',
};

const FLAG_LABELS: Readonly<Record<(typeof flagFilters)[number], DeskTextKey>> = {
  open: 'desk.filter.open',
  overdue: 'desk.filter.overdue',
  warned: 'desk.filter.warned',
  answered: 'desk.filter.answered',
  undelivered: 'desk.filter.undelivered',
  confidential: 'desk.filter.confidential',
};

type Change = (change: QueueSearch) => void;

/** One or several names, separated by commas. */
function NameFilter({
  name,
  chosen,
  onChange,
}: {
  readonly name: (typeof nameFilters)[number];
  readonly chosen: readonly string[];
  readonly onChange: Change;
}) {
  const say = useSay();
  const { nameOf, personOf } = useColleagues();
  const isOfPeople = name === 'assignee';
  const written = (isOfPeople ? chosen.map(nameOf) : chosen).join(', ');
  return (
    <label className="flex flex-col gap-1">
      <span className="font-semibold">{say(NAME_LABELS[name])}</span>
      <input
        key={written}
        dir="auto"
        defaultValue={written}
        onBlur={(event) => {
          const names = namesIn(event.target.value);
          if (names.join(', ') !== written) onChange({ [name]: isOfPeople ? names.map(personOf) : names });
        }}
        className="min-h-8 rounded-m border border-line bg-surface px-2 pointer-coarse:min-h-11"
      />
    </label>
  );
}

/** Everything by which the queue can be narrowed; each change is a new address. */
export function Filters({ search }: { readonly search: QueueSearch }) {
  const say = useSay();
  const navigate = useNavigate({ from: '/cases' });
  const change: Change = (changed) => {
    void navigate({ search: (before: QueueSearch) => ({ ...before, ...changed }), replace: true });
  };
  return (
    <details className="rounded-m border border-hairline bg-surface">
      <summary className="cursor-pointer px-3 py-1 font-semibold pointer-coarse:py-2">{say('desk.filters')}</summary>
      <div className="grid gap-4 border-t border-hairline p-3 sm:grid-cols-2 lg:grid-cols-4">
        {(Object.keys(WORD_LABELS) as WordFilter[]).map((name) => (
          <WordCheckboxes<string>
            key={name}
            label={WORD_LABELS[name]}
            words={wordFilters[name]}
            chosen={search[name] ?? []}
            onChoose={(chosen) => change({ [name]: chosen })}
          />
        ))}
        <fieldset className="flex flex-col">
          <legend className="font-semibold">{say('desk.filter.only')}</legend>
          {flagFilters.map((name) => (
            <label key={name} className="flex min-h-8 cursor-pointer items-center gap-2 pointer-coarse:min-h-11">
              <input
                type="checkbox"
                checked={search[name] === 'true'}
                onChange={(event) => change({ [name]: event.target.checked ? 'true' : undefined })}
                className="size-4 accent-accent"
              />
              {say(FLAG_LABELS[name])}
            </label>
          ))}
        </fieldset>
        <div className="flex flex-col gap-2">
          <p className="text-s text-muted">{say('desk.filter.names-hint')}</p>
          {nameFilters.map((name) => (
            <NameFilter key={name} name={name} chosen={search[name] ?? []} onChange={change} />
          ))}
        </div>
      </div>
    </details>
  );
}

/** What else narrows the queue, each with a way to be rid of it. */
export function OtherFilters({ search }: { readonly search: QueueSearch }) {
  const say = useSay();
  const { day } = useMoments();
  const navigate = useNavigate({ from: '/cases' });
  const others = (Object.keys(carriedFilters) as CarriedFilter[]).filter((name) => search[name] !== undefined);
  const shown = [
    ...(search.due === undefined
      ? []
      : [{ name: 'due', words: say('desk.filter.remove', { filter: say('desk.view.due-today') }) } as const]),
    ...others.map((name) => ({
      name,
      words: say('desk.filter.remove-value', {
        name: say(carriedFilters[name]),
        value: [search[name]]
          .flat()
          .map((value) => valueWords(String(value), day))
          .join(', '),
      }),
    })),
  ];
  if (shown.length === 0) return null;
  return (
    <ul aria-label={say('desk.filter.others')} className="flex flex-wrap gap-2">
      {shown.map(({ name, words }) => (
        <li key={name}>
          <Button
            type="button"
            kind="secondary"
            onClick={() =>
              void navigate({ search: (before: QueueSearch) => ({ ...before, [name]: undefined }), replace: true })
            }
          >
            {words}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** A value of a filter as people read it: an instant by its day. */
function valueWords(value: string, day: (instant: string) => string): string {
  return /^\d{4}-\d{2}-\d{2}T/.test(value) && !Number.isNaN(Date.parse(value)) ? day(value) : value;
}

/** In which order the queue is. */
export function Order({ search }: { readonly search: QueueSearch }) {
  const navigate = useNavigate({ from: '/cases' });
  return (
    <WordSelect
      label="desk.sort"
      words={sorts}
      chosen={search.sort ?? 'dueAt'}
      onChoose={(sort) => {
        void navigate({ search: (before: QueueSearch) => ({ ...before, sort }), replace: true });
      }}
    />
  );
}

import { DayField } from '@redress/ui';
import { useNavigate } from '@tanstack/react-router';
import { useSay } from '../say.js';
import { WordCheckboxes } from '../word-checkboxes.js';
import { OptionalWordSelect } from '../word-select.js';
import {
  COMPARISON,
  FILTER,
  type FiguresSearch,
  filtersIn,
  nameFilters,
  type NameFilter,
  type ListedFilter,
  wordFilters,
} from './figures-search.js';

/** What an address changes to; undefined takes something out of it. */
export type Change = { readonly [name in keyof FiguresSearch]?: FiguresSearch[name] | undefined };

/** Changes the address of the figures. */
export function useFiguresAddress(): (change: Change) => void {
  const navigate = useNavigate({ from: '/figures' });
  return (change) => {
    void navigate({
      search: (before: FiguresSearch) =>
        Object.fromEntries(
          Object.entries({ ...before, ...change }).filter(
            ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
          ),
        ),
      replace: true,
    });
  };
}

function WordsFilter({ name, search }: { readonly name: ListedFilter; readonly search: FiguresSearch }) {
  const change = useFiguresAddress();
  return (
    <WordCheckboxes<string>
      label={FILTER[name]}
      words={wordFilters[name]}
      chosen={search[name] ?? []}
      onChoose={(chosen) => change({ [name]: chosen })}
    />
  );
}

/** One or several names, separated by commas. */
function NamesFilter({ name, search }: { readonly name: NameFilter; readonly search: FiguresSearch }) {
  const say = useSay();
  const change = useFiguresAddress();
  const written = search[name]?.join(', ') ?? '';
  return (
    <label className="flex flex-col gap-1">
      <span className="font-semibold">{say(FILTER[name])}</span>
      <input
        key={written}
        dir="auto"
        defaultValue={written}
        onBlur={({ target: { value } }) => {
          const names = value.split(/[,،]/).map((one) => one.trim());
          change({ [name]: names.filter((one) => one !== '') });
        }}
        className="min-h-8 rounded-m border border-line bg-surface px-2 pointer-coarse:min-h-11"
      />
    </label>
  );
}

/** Of which complaints the figures are, and with what they are compared. */
export function FigureFilters({ search, begins }: { readonly search: FiguresSearch; readonly begins: string }) {
  const say = useSay();
  const change = useFiguresAddress();
  const count = Object.keys(filtersIn(search)).length;
  return (
    <div className="flex flex-col gap-2 print:hidden">
      <div className="flex flex-wrap items-start gap-x-4">
        <DayField
          name="from"
          label={say('desk.figures.from')}
          value={search.from ?? begins}
          onChoose={(from) => change({ from })}
          typedHint={say('desk.field.day-hint')}
        />
        <DayField
          name="to"
          label={say('desk.figures.to')}
          value={search.to ?? ''}
          onChoose={(to) => change({ to })}
          typedHint={say('desk.field.day-hint')}
        />
        <OptionalWordSelect
          isLabelAbove
          label="desk.figures.compare"
          words={COMPARISON}
          none="desk.figures.compare-none"
          chosen={search.compare}
          onChoose={(compare) => change({ compare })}
        />
      </div>
      <details className="rounded-m border border-hairline bg-surface">
        <summary className="cursor-pointer px-3 py-1 font-semibold pointer-coarse:py-2">
          {count === 0 ? say('desk.filters') : say('desk.figures.filters', { count })}
        </summary>
        <div className="grid gap-4 border-t border-hairline p-3 sm:grid-cols-2 lg:grid-cols-4">
          {(Object.keys(wordFilters) as ListedFilter[]).map((name) => (
            <WordsFilter key={name} name={name} search={search} />
          ))}
          <div className="flex flex-col gap-2">
            <p className="text-s text-muted">{say('desk.figures.names-hint')}</p>
            {nameFilters.map((name) => (
              <NamesFilter key={name} name={name} search={search} />
            ))}
          </div>
        </div>
      </details>
    </div>
  );
}

import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useSay } from '../say.js';
import { SpanFields } from '../span-fields.js';
import { namesIn } from '../typed-names.js';
import { WordCheckboxes } from '../word-checkboxes.js';
import { OptionalWordSelect } from '../word-select.js';
import {
  COMPARISON,
  FILTER,
  type FiguresFilters,
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

/** One or several names, separated by commas. */
function NamesFilter({
  name,
  names,
  onChange,
}: {
  readonly name: NameFilter;
  readonly names: readonly string[];
  readonly onChange: (names: string[]) => void;
}) {
  const say = useSay();
  const written = names.join(', ');
  const [{ of, typed }, setTyped] = useState({ of: written, typed: written });
  if (of !== written) setTyped({ of: written, typed: written });
  const read = (): void => {
    if (typed !== written) onChange([...namesIn(typed)]);
  };
  return (
    <label className="flex flex-col gap-1">
      <span className="font-semibold">{say(FILTER[name])}</span>
      <input
        dir="auto"
        value={typed}
        onChange={({ target }) => setTyped({ of: written, typed: target.value })}
        onBlur={read}
        onKeyDown={({ key }) => {
          if (key === 'Enter') read();
        }}
        className="min-h-8 rounded-m border border-line bg-surface px-2 pointer-coarse:min-h-11"
      />
    </label>
  );
}

/** Every filter on offer, folded away; `onChange` is told of one that changes, with nothing chosen as an empty list. */
export function FilterFields({
  filters,
  onChange,
}: {
  readonly filters: FiguresFilters;
  readonly onChange: (change: FiguresFilters) => void;
}) {
  const say = useSay();
  const count = Object.values(filtersIn(filters)).filter((chosen) => chosen.length > 0).length;
  return (
    <details className="rounded-m border border-hairline bg-surface">
      <summary className="cursor-pointer px-3 py-1 font-semibold pointer-coarse:py-2">
        {count === 0 ? say('desk.filters') : say('desk.figures.filters', { count })}
      </summary>
      <div className="grid gap-4 border-t border-hairline p-3 sm:grid-cols-2 lg:grid-cols-4">
        {(Object.keys(wordFilters) as ListedFilter[]).map((name) => (
          <WordCheckboxes<string>
            key={name}
            label={FILTER[name]}
            words={wordFilters[name]}
            chosen={filters[name] ?? []}
            onChoose={(chosen) => onChange({ [name]: chosen })}
          />
        ))}
        <div className="flex flex-col gap-2">
          <p className="text-s text-muted">{say('desk.figures.names-hint')}</p>
          {nameFilters.map((name) => (
            <NamesFilter
              key={name}
              name={name}
              names={filters[name] ?? []}
              onChange={(names) => onChange({ [name]: names })}
            />
          ))}
        </div>
      </div>
    </details>
  );
}

/** Of which complaints the figures are, and with what they are compared. */
export function FigureFilters({ search, begins }: { readonly search: FiguresSearch; readonly begins: string }) {
  const change = useFiguresAddress();
  return (
    <div className="flex flex-col gap-2 print:hidden">
      <div className="flex flex-wrap items-start gap-x-4">
        <SpanFields span={{ from: search.from ?? begins, to: search.to ?? '' }} onChoose={change} />
        <OptionalWordSelect
          isLabelAbove
          label="desk.figures.compare"
          words={COMPARISON}
          none="desk.figures.compare-none"
          chosen={search.compare}
          onChoose={(compare) => change({ compare })}
        />
      </div>
      <FilterFields filters={search} onChange={change} />
    </div>
  );
}

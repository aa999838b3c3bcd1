import type { components } from '@redress/api-client';
import { dayWords } from '@redress/texts/web';
import { Button, Skeleton, useLanguage } from '@redress/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { answerOf, useApi } from '../api.js';
import { useCalendars } from '../calendars.js';
import { Failure } from '../failure.js';
import { useMoments } from '../moments.js';
import { useSay } from '../say.js';
import { useTitle } from '../title.js';
import type { WordList } from '../words.js';
import { partsOf } from './policies/policy-queries.js';
import {
  currentYear,
  type Day,
  type Month,
  type Months,
  monthsOf,
  type YearSystem,
  yearRange,
  yearWords,
} from './year.js';

type Calendar = components['schemas']['Calendar'];

const KIND: WordList<Day['kind']> = {
  working: 'desk.calendar.working',
  'day-off': 'desk.calendar.day-off',
  holiday: 'desk.calendar.holiday',
  unknown: 'desk.calendar.unknown',
};

/** How days look: by weight and line as well, since colour alone says nothing to some. */
const LOOK: Readonly<Record<Day['kind'], string>> = {
  working: 'bg-surface',
  'day-off': 'bg-ground text-muted',
  holiday: 'bg-late-quiet font-bold text-late underline',
  unknown: 'bg-due-quiet text-due',
};

const SYSTEM: WordList<YearSystem> = { gregory: 'desk.calendar.gregorian', persian: 'desk.calendar.jalali' };

function useDays(version: string, { from, days }: { readonly from: string; readonly days: number }) {
  const api = useApi();
  return useQuery({
    queryKey: ['policies', 'calendars', version, from, days],
    queryFn: () => {
      const { name, number } = partsOf(version);
      return answerOf(
        api.GET('/api/calendars/{name}/{version}/days', {
          params: { path: { name, version: String(number) }, query: { from, days } },
        }),
      );
    },
    select: ({ items }): readonly Day[] => items,
  });
}

function MonthTable({
  month: { name, days, lead },
  weekdays,
}: {
  readonly month: Month;
  readonly weekdays: Months['weekdays'];
}) {
  const say = useSay();
  const language = useLanguage();
  const list = new Intl.ListFormat(language);
  const cells = [...Array.from({ length: lead }, () => undefined), ...days];
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) => cells.slice(week * 7, week * 7 + 7));
  return (
    <table className="border-separate border-spacing-px self-start text-center">
      <caption className="font-semibold">{name}</caption>
      <thead>
        <tr>
          {weekdays.map(({ long, brief }) => (
            <th key={long} scope="col" className="w-9 text-s font-normal text-muted">
              <abbr title={long} className="no-underline">
                {brief}
              </abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, index) => (
          // Weeks have no name.
          <tr key={index}>
            {week.map((day, column) =>
              day === undefined ? (
                <td key={column} />
              ) : (
                <td
                  key={column}
                  className={`h-8 w-9 rounded-m ${LOOK[day.kind]}`}
                  title={list.format(day.holidays.map((names) => names[language])) || undefined}
                >
                  {day.number}
                  {day.kind !== 'working' && <span className="sr-only"> {say(KIND[day.kind])}</span>}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Legend() {
  const say = useSay();
  return (
    <ul className="flex flex-wrap gap-3">
      {(Object.keys(KIND) as Day['kind'][]).map((kind) => (
        <li key={kind} className={`rounded-m border border-hairline px-2 ${LOOK[kind]}`}>
          {say(KIND[kind])}
        </li>
      ))}
    </ul>
  );
}

/** The holidays of a year by name, for whoever reads or prints them. */
function Holidays({ days }: { readonly days: readonly Day[] }) {
  const say = useSay();
  const language = useLanguage();
  const list = new Intl.ListFormat(language);
  const holidays = days.filter(({ kind }) => kind === 'holiday');
  return (
    <section>
      <h3 className="font-semibold">{say('desk.calendar.holidays', { count: holidays.length })}</h3>
      <ul className="columns-1 sm:columns-2 lg:columns-3">
        {holidays.map(({ date, holidays: names }) => (
          <li key={date}>
            {dayWords(date, language)}: {list.format(names.map((one) => one[language]))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Week({ week }: { readonly week: Calendar['week'] }) {
  const say = useSay();
  const { number } = useMoments();
  const inDigits = (time: string): string => time.replaceAll(/\d/g, (digit) => number(Number(digit)));
  const language = useLanguage();
  const list = new Intl.ListFormat(language);
  const { weekdays, order } = monthsOf([], language === 'fa' ? 'persian' : 'gregory', language);
  return (
    <dl className="grid w-fit grid-cols-[auto_1fr] gap-x-4">
      {order.map((day, index) => {
        const periods = week[day];
        return (
          <div key={day} className="contents">
            <dt>{weekdays[index]?.long}</dt>
            <dd>
              {periods.length === 0
                ? say('desk.calendar.closed')
                : list.format(
                    periods.map(({ from, to }) =>
                      say('desk.calendar.hours', { from: inDigits(from), to: inDigits(to) }),
                    ),
                  )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function YearOf({ calendar }: { readonly calendar: Calendar }) {
  const say = useSay();
  const language = useLanguage();
  const { number } = useMoments();
  const [system, setSystem] = useState<YearSystem>(language === 'fa' ? 'persian' : 'gregory');
  const [year, setYear] = useState(() => currentYear(system));
  const days = useDays(calendar.version, yearRange(year, system));
  const change = (to: YearSystem): void => {
    setSystem(to);
    setYear(currentYear(to));
  };
  const months = monthsOf(days.data ?? [], system, language);
  const working = days.data?.filter(({ kind }) => kind === 'working').length ?? 0;
  return (
    <section className="flex flex-col gap-4" aria-labelledby="calendar-name">
      <h2 id="calendar-name" className="text-l font-bold">
        <bdi>{calendar.names[language]}</bdi>{' '}
        <bdi dir="ltr" className="font-mono font-normal">
          {calendar.version}
        </bdi>
      </h2>
      <p>
        {calendar.covers === undefined
          ? say('desk.calendar.covers-all')
          : say('desk.calendar.covers', {
              from: dayWords(calendar.covers.from, language),
              to: dayWords(calendar.covers.to, language),
            })}{' '}
        <bdi dir="ltr">{calendar.timeZone}</bdi>
      </p>
      <div>
        {say('desk.calendar.used-by')}
        <ul className="flex flex-wrap gap-x-3">
          {calendar.policies.map((version) => (
            <li key={version}>
              <Link to="/admin/policies/$version" params={{ version }} className="font-mono">
                <bdi dir="ltr">{version}</bdi>
              </Link>
            </li>
          ))}
        </ul>
      </div>
      <Week week={calendar.week} />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="button" kind="secondary" onClick={() => setYear(year - 1)}>
          {yearWords(year - 1, language)}
        </Button>
        <strong aria-live="polite">{yearWords(year, language)}</strong>
        <Button type="button" kind="secondary" onClick={() => setYear(year + 1)}>
          {yearWords(year + 1, language)}
        </Button>
        {(Object.keys(SYSTEM) as YearSystem[]).map((one) => (
          <label key={one} className="flex min-h-8 items-center gap-1 pointer-coarse:min-h-11">
            <input
              type="radio"
              name="system"
              checked={one === system}
              onChange={() => change(one)}
              className="size-4 accent-accent"
            />
            {say(SYSTEM[one])}
          </label>
        ))}
      </div>
      {days.isPending && <Skeleton />}
      {days.isError && <Failure error={days.error} onRetry={() => void days.refetch()} />}
      {days.isSuccess && (
        <>
          <p>{say('desk.calendar.counts', { working: number(working), days: number(days.data.length) })}</p>
          <Legend />
          <div className="flex flex-wrap gap-x-6 gap-y-4">
            {months.months.map((month) => (
              <MonthTable key={month.name} month={month} weekdays={months.weekdays} />
            ))}
          </div>
          <Holidays days={days.data} />
        </>
      )}
      <p className="wrap-anywhere text-muted">
        {say('desk.calendar.source')}: <bdi lang="en">{calendar.source.text}</bdi>
      </p>
    </section>
  );
}

/** The calendars by which clocks count, a year at a time. */
export function CalendarsPage() {
  const say = useSay();
  const language = useLanguage();
  const calendars = useCalendars();
  const [chosen, setChosen] = useState<string>();
  useTitle(say('desk.admin.calendars'));
  const shown = calendars.data?.find(({ version }) => version === chosen) ?? calendars.data?.[0];
  return (
    <div className="flex flex-col gap-4">
      <h1 className="text-xl font-bold">{say('desk.admin.calendars')}</h1>
      <p className="max-w-prose">{say('desk.calendar.hint')}</p>
      {calendars.isPending && <Skeleton />}
      {calendars.isError && <Failure error={calendars.error} onRetry={() => void calendars.refetch()} />}
      {shown !== undefined && (
        <>
          <label className="flex w-fit max-w-full flex-col">
            <span className="font-semibold">{say('desk.calendar.which')}</span>
            <select
              value={shown.version}
              onChange={({ target }) => setChosen(target.value)}
              className="min-h-8 max-w-full rounded-m border border-line bg-surface px-2 pointer-coarse:min-h-11"
            >
              {calendars.data?.map(({ version, names }) => (
                <option key={version} value={version}>
                  {names[language]}
                </option>
              ))}
            </select>
          </label>
          <YearOf key={shown.version} calendar={shown} />
        </>
      )}
    </div>
  );
}

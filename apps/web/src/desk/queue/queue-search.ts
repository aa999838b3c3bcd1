import type { paths } from '@redress/api-client';
import type { DeskTextKey } from '@redress/texts/desk';
import { endOfToday } from '../moments.js';
import type { SearchValues } from '../address.js';
import { CHANNEL, isWordOf, LANGUAGE, PRIORITY, SEVERITY, STATUS, WAITING_FOR, type WordList } from '../words.js';

/** What the queue may be asked. */
export type QueueQuery = NonNullable<paths['/api/cases']['get']['parameters']['query']>;

/** Filters by words of a closed list, of which several may be asked for, in the order in which they are offered. */
export const wordFilters = {
  status: STATUS,
  priority: PRIORITY,
  severity: SEVERITY,
  waitingFor: WAITING_FOR,
  channel: CHANNEL,
  language: LANGUAGE,
} as const satisfies { readonly [name in keyof QueueQuery]?: WordList<string> };

export type WordFilter = keyof typeof wordFilters;

/** Filters by names, whole. */
export const nameFilters = [
  'assignee',
  'team',
  'product',
  'organizationUnit',
  'tag',
] as const satisfies readonly (keyof QueueQuery)[];

/** Filters that are asked for or not. */
export const flagFilters = [
  'open',
  'overdue',
  'warned',
  'answered',
  'undelivered',
  'confidential',
] as const satisfies readonly (keyof QueueQuery)[];

export const sorts: WordList<NonNullable<QueueQuery['sort']>> = {
  dueAt: 'desk.sort.due-first',
  '-dueAt': 'desk.sort.due-last',
  priority: 'desk.sort.priority-high',
  '-priority': 'desk.sort.priority-low',
  receivedAt: 'desk.sort.received-first',
  '-receivedAt': 'desk.sort.received-last',
  changedAt: 'desk.sort.changed-first',
  '-changedAt': 'desk.sort.changed-last',
};

type OfferedFilter = WordFilter | (typeof nameFilters)[number] | (typeof flagFilters)[number];
export type CarriedFilter = Exclude<keyof QueueQuery, OfferedFilter | 'sort' | 'limit' | 'cursor'>;

/**
 * Filters that the desk does not offer, but a saved view or an address may say: they narrow the queue, are named above it, and can be
 * removed. A filter that the API adds does not compile until it is in one of these lists.
 */
export const carriedFilters: Readonly<Record<CarriedFilter, DeskTextKey>> = {
  q: 'desk.filter.begins',
  jurisdiction: 'desk.filter.jurisdiction',
  stage: 'desk.filter.stage',
  breached: 'desk.filter.breached',
  receivedFrom: 'desk.filter.received-from',
  receivedTo: 'desk.filter.received-to',
  dueFrom: 'desk.filter.due-from',
  dueBefore: 'desk.filter.due-before',
  changedSince: 'desk.filter.changed-since',
  answeredSince: 'desk.filter.answered-since',
};

/** What an address of the queue says: filters as the API has them, and `due=today`, which stays true tomorrow. */
export type QueueSearch = Omit<QueueQuery, 'limit' | 'cursor'> & {
  readonly due?: 'today';
};

/** Reads an address; whatever it says that the queue does not know is ignored. */
export function queueSearchOf(values: SearchValues): QueueSearch {
  const several = (name: string): readonly string[] => [values[name] ?? []].flat();
  const lists: Readonly<Record<string, WordList<string>>> = wordFilters;
  const words = Object.entries(lists).map(
    ([name, list]) => [name, several(name).filter((word) => isWordOf(list, word))] as const,
  );
  const names = nameFilters.map((name) => [name, several(name).filter((value) => value !== '')] as const);
  const flags = flagFilters.map(
    (name) => [name, several(name).filter((value) => value === 'true' || value === 'false')[0]] as const,
  );
  const carried = Object.keys(carriedFilters).map((name) => [name, values[name]] as const);
  const { sort, due } = values;
  return {
    // What is wrong with one of them, the API says.
    ...Object.fromEntries(carried.filter(([, found]) => found !== undefined && found !== '')),
    ...Object.fromEntries([...words, ...names].filter(([, found]) => found.length > 0)),
    ...Object.fromEntries(flags.filter(([, found]) => found !== undefined)),
    ...(isWordOf(sorts, sort) && { sort }),
    ...(due === 'today' && { due }),
  };
}

/** The filters of the API for an address, as of a moment. */
export function filtersOf(
  { due, sort: _, ...filters }: QueueSearch,
  now: number,
): Omit<QueueQuery, 'sort' | 'limit' | 'cursor'> {
  return { ...filters, ...(due === 'today' && { dueBefore: endOfToday(now) }) };
}

/** The same without what only the list of cases can be asked. */
export function countedFiltersOf(
  search: QueueSearch,
  now: number,
): Omit<QueueQuery, 'sort' | 'q' | 'limit' | 'cursor'> {
  const { q: _, ...filters } = filtersOf(search, now);
  return filters;
}

/** The query of the API for an address, as of a moment. */
export function queryOf(search: QueueSearch, now: number): QueueQuery {
  return { ...filtersOf(search, now), ...(search.sort !== undefined && { sort: search.sort }) };
}

/** A view of the queue that comes with the application. */
export interface BuiltInView {
  readonly name: DeskTextKey;
  readonly search: QueueSearch;
  /** Under which name the counts of the queue have it. */
  readonly count?: 'open' | 'overdue' | 'unassigned' | 'mine' | 'myTeams' | 'answered' | 'undelivered';
}

export const queueViews: readonly BuiltInView[] = [
  { name: 'desk.view.open', search: { open: 'true' }, count: 'open' },
  { name: 'desk.view.mine', search: { open: 'true', assignee: ['me'] }, count: 'mine' },
  { name: 'desk.view.due-today', search: { open: 'true', due: 'today' } },
  { name: 'desk.view.overdue', search: { open: 'true', overdue: 'true' }, count: 'overdue' },
  { name: 'desk.view.answered', search: { open: 'true', answered: 'true' }, count: 'answered' },
  { name: 'desk.view.unassigned', search: { open: 'true', assignee: ['none'] }, count: 'unassigned' },
  { name: 'desk.view.my-teams', search: { open: 'true', team: ['mine'] }, count: 'myTeams' },
  { name: 'desk.view.approval', search: { open: 'true', waitingFor: ['approval'] } },
  { name: 'desk.view.undelivered', search: { undelivered: 'true' }, count: 'undelivered' },
  { name: 'desk.view.all', search: {} },
];

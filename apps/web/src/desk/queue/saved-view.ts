import type { components } from '@redress/api-client';
import type { Language } from '@redress/contracts';
import { parsedSearch } from '../address.js';
import { type QueueSearch, queueSearchOf } from './queue-search.js';

/** A view of the queue as the API gives it. */
export type DeskView = components['schemas']['QueueView'];

/** Part of the queue's own key: what renews the queue renews the counts beside its views. */
export const VIEWS_KEY = ['queue', 'views'] as const;

/** What a view is called, in the language of the reader if it has a name in it. */
export function nameOf({ name }: DeskView, language: Language): string {
  return name[language] ?? name[language === 'en' ? 'fa' : 'en'] ?? '';
}

/** The address of what a saved view shows. */
export function searchOf({ query }: Pick<DeskView, 'query'>): QueueSearch {
  return queueSearchOf(parsedSearch(query));
}

/** What an address shows, the same for each order in which it may be said. */
export function shownBy(search: QueueSearch): string {
  const said = Object.entries(search).filter(([, value]) => value !== undefined && [value].flat().length > 0);
  return JSON.stringify(said.sort(([one], [other]) => (one < other ? -1 : 1)));
}

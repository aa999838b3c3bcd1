import type { FindQuery, ViewDocument } from '@redress/eventing';
import { type Page, PAGE_LIMIT_MAX } from './queries.js';

interface Pages<Item> {
  /** One page of a view. */
  readonly fetch: (query: FindQuery) => Promise<Page<ViewDocument>>;
  /** What a reader sees of these documents, in the same order: at most one item for each. */
  readonly seen: (documents: readonly ViewDocument[]) => Promise<readonly Item[]>;
}

/** A page of what a reader may know of. What they may not leaves no trace: pages are as full, and end where they would end, without it. */
export async function fullPage<Item>(query: FindQuery, { fetch, seen }: Pages<Item>): Promise<Page<Item>> {
  const items: Item[] = [];
  for (let rest = query; ;) {
    const page = await fetch(rest);
    items.push(...(await seen(page.items)));
    const { next } = page;
    if (next === null) return { items, next };
    if (items.length === query.limit)
      return { items, next: (await hasMore(query, next, { fetch, seen })) ? next : null };
    rest = { ...query, limit: query.limit - items.length, cursor: next };
  }
}

/** Whether a page that is full is followed by anything that the reader may see. */
async function hasMore<Item>(query: FindQuery, from: string, { fetch, seen }: Pages<Item>): Promise<boolean> {
  for (let cursor: string | null = from, limit = 1; cursor !== null; limit = query.limit) {
    const page: Page<ViewDocument> = await fetch({ ...query, limit, cursor });
    if ((await seen(page.items)).length > 0) return true;
    cursor = page.next;
  }
  return false;
}

/** Every page of a list, as they are wanted, each as long as a request may ask for. */
export async function* eachPage<Item>(
  read: (page: { readonly limit: number; readonly cursor?: string }) => Promise<Page<Item>>,
): AsyncGenerator<Page<Item>> {
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await read({ limit: PAGE_LIMIT_MAX, ...(cursor !== undefined && { cursor }) });
    yield page;
    cursor = page.next;
  }
}

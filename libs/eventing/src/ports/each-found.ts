import type { FindQuery, FoundPage, ViewDocument } from './read-store.js';

/** Every document that a query finds, page by page as they are wanted. `query.limit` is the size of a page. */
export async function* eachFound(
  find: (query: FindQuery) => Promise<FoundPage>,
  query: Omit<FindQuery, 'cursor'>,
): AsyncGenerator<ViewDocument> {
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await find({ ...query, ...(cursor !== undefined && { cursor }) });
    yield* page.documents;
    cursor = page.next;
  }
}

import type { FieldValues, FindQuery, FoundPage, FoundValues, ValuesQuery, ViewDocument } from './read-store.js';

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

/** As {@link eachFound}, for values, in pages: there may be very many. */
export async function* eachValuesPage(
  find: (query: ValuesQuery) => Promise<FoundValues>,
  query: Omit<ValuesQuery, 'cursor'>,
): AsyncGenerator<readonly FieldValues[]> {
  for (let cursor: string | null | undefined; cursor !== null;) {
    const { rows, next } = await find({ ...query, ...(cursor !== undefined && { cursor }) });
    yield rows;
    cursor = next;
  }
}

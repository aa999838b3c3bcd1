import type { JsonObject, ViewDocument } from '@redress/eventing';
import { parseJson, StoreCorruptError } from '@redress/eventing';

export interface DocumentRow {
  readonly id: string;
  readonly revision: number;
  readonly body: string;
}

/** Throws `StoreCorruptError`, naming the place, for a body that nobody can have written. */
export function documentOf(view: string, { id, revision, body }: DocumentRow): ViewDocument {
  try {
    return { id, revision, body: parseJson(body) as JsonObject };
  } catch {
    // Without a cause: a syntax error quotes the text that it could not parse.
    throw new StoreCorruptError(`Document ${id} of the view ${view} cannot be read. Rebuild the view.`);
  }
}

import type { Collection, Db } from 'mongodb';
import { isGone } from '../failures.js';
import type { StoredDocument } from './stored-document.js';
import type { StoredParked } from './parked-streams.js';
import type { ViewState } from './view-state.js';

/** The collections of one service's views: `views`, and for each generation `case-queue.3` and `case-queue.3.parked`. */
export class Collections {
  constructor(private readonly db: Db) {}

  get states(): Collection<ViewState> {
    return this.db.collection<ViewState>('views');
  }

  documents(view: string, generation: number): Collection<StoredDocument> {
    return this.db.collection<StoredDocument>(`${view}.${generation}`);
  }

  parked(view: string, generation: number): Collection<StoredParked> {
    return this.db.collection<StoredParked>(`${view}.${generation}.parked`);
  }

  /** Generations of a view that have any collection, kept or not. */
  async generations(view: string): Promise<ReadonlySet<number>> {
    const listed = await this.db.listCollections({}, { nameOnly: true }).toArray();
    const found = listed.map(({ name }) => /^(?<view>[a-z0-9-]+)\.(?<number>\d+)(\.parked)?$/.exec(name)?.groups);
    return new Set(found.filter((groups) => groups?.['view'] === view).map((groups) => Number(groups!['number'])));
  }

  async drop(view: string, generation: number): Promise<void> {
    await this.db.dropCollection(this.documents(view, generation).collectionName).catch(ignoreIfGone);
    await this.db.dropCollection(this.parked(view, generation).collectionName).catch(ignoreIfGone);
  }
}

function ignoreIfGone(error: unknown): void {
  if (!isGone(error)) throw error;
}

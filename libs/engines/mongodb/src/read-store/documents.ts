import type { ViewDocument } from '@redress/eventing';
import type { Collections } from './collections.js';
import type { DeclaredView } from './declared-view.js';
import { documentOf } from './stored-document.js';

/** Reads documents by id. */
export class Documents {
  constructor(private readonly collections: Collections) {}

  async get(view: DeclaredView, generation: number, id: string): Promise<ViewDocument | undefined> {
    const stored = await this.collections.documents(view.name, generation).findOne({ _id: id });
    return stored === null ? undefined : documentOf(view, stored);
  }

  async getMany(
    view: DeclaredView,
    generation: number,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, ViewDocument>> {
    if (ids.length === 0) return new Map();
    const found = await this.collections
      .documents(view.name, generation)
      .find({ _id: { $in: [...ids] } })
      .toArray();
    return new Map(found.map((stored) => [stored._id, documentOf(view, stored)]));
  }

  async pageAfter(
    view: DeclaredView,
    generation: number,
    id: string | undefined,
    limit: number,
  ): Promise<readonly ViewDocument[]> {
    const found = this.collections
      .documents(view.name, generation)
      .find(id === undefined ? {} : { _id: { $gt: id } })
      .sort({ _id: 1 })
      .limit(limit);
    return (await found.toArray()).map((stored) => documentOf(view, stored));
  }
}

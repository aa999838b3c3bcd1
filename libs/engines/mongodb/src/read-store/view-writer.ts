import { GenerationMovedError, placeReached, type ViewCommit } from '@redress/eventing';
import type { DeclaredView } from './declared-view.js';
import { type GuardedWrite, type ParkedStreams, requireApplied, writeGroup } from './documents.js';
import type { Collections, Generations } from './generations.js';

/** A commit whose documents were prepared. */
interface PreparedCommit {
  readonly commit: ViewCommit;
  readonly groups: readonly (readonly GuardedWrite[])[];
}

/**
 * Writes a commit without a transaction: guarded documents first, then what is parked, the checkpoint last. Whoever dies in between
 * leaves documents ahead of the checkpoint; the batch comes again and finds them done. The checkpoint is written only into a
 * generation that is kept, so that it also proves that what was written before it was not written for nothing.
 */
export class ViewWriter {
  constructor(
    private readonly collections: Collections,
    private readonly generations: Generations,
    private readonly parkedStreams: ParkedStreams,
  ) {}

  /** May be repeated. Throws `DocumentConflictError` or `GenerationMovedError`. */
  async write(view: DeclaredView, { commit, groups }: PreparedCommit): Promise<void> {
    const { generation, park, unpark } = commit;
    await this.generations.requireProbablyKept(view.name, generation);
    try {
      for (const group of groups) await this.writeDocuments(view, generation, group);
      await this.parkedStreams.write(view.name, generation, park, unpark);
      await this.generations.advance(view.name, generation, placeReached(commit) ?? { position: 0n });
    } catch (error) {
      // The first write into a dropped collection makes it anew. What this cannot clear now, the next `define` clears.
      if (error instanceof GenerationMovedError) {
        await this.collections.drop(view.name, generation).catch(() => undefined);
      }
      throw error;
    }
  }

  private async writeDocuments(view: DeclaredView, generation: number, group: readonly GuardedWrite[]): Promise<void> {
    const collection = this.collections.documents(view.name, generation);
    if (await writeGroup(collection, group)) return;
    // Makes whatever another writer wrote durable, or else a read would not see it yet; and says when the generation was dropped.
    await this.generations.advance(view.name, generation, { position: 0n });
    await requireApplied(view, collection, group);
  }
}

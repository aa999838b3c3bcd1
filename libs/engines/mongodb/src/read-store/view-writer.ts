import { GenerationMovedError, LOG_START, placeReached, type ViewCommit } from '@redress/eventing';
import type { DeclaredView } from './declared-view.js';
import { type GuardedWrite, type ParkedStreams, requireApplied, writeGroup } from './documents.js';
import type { Collections, Generations } from './generations.js';

/** A commit with prepared documents. */
interface PreparedCommit {
  readonly commit: ViewCommit;
  readonly groups: readonly (readonly GuardedWrite[])[];
}

/**
 * Writes a commit without a transaction: guarded documents first, then parked streams, the checkpoint last. A crash in between leaves
 * documents ahead of the checkpoint; the batch is redelivered and finds them done. The checkpoint is written only to an existing
 * generation, so its success proves that the generation was not dropped during the earlier writes.
 */
export class ViewWriter {
  constructor(
    private readonly collections: Collections,
    private readonly generations: Generations,
    private readonly parkedStreams: ParkedStreams,
  ) {}

  /** Idempotent. Throws `DocumentConflictError` or `GenerationMovedError`. */
  async write(view: DeclaredView, { commit, groups }: PreparedCommit): Promise<void> {
    const { generation, park, unpark } = commit;
    await this.generations.requireProbablyKept(view.name, generation);
    try {
      for (const group of groups) await this.writeDocuments(view, generation, group);
      await this.parkedStreams.write(view.name, generation, park, unpark);
      await this.generations.advance(view.name, generation, placeReached(commit) ?? { position: LOG_START });
    } catch (error) {
      // The first write to a dropped collection recreates it. What cannot be cleared now is cleared by the next `define`.
      if (error instanceof GenerationMovedError) {
        await this.collections.drop(view.name, generation).catch(() => undefined);
      }
      throw error;
    }
  }

  private async writeDocuments(view: DeclaredView, generation: number, group: readonly GuardedWrite[]): Promise<void> {
    const collection = this.collections.documents(view.name, generation);
    if (await writeGroup(collection, group)) return;
    // Makes a concurrent writer's changes durable, without which a read would not see them yet; and detects a dropped generation.
    await this.generations.advance(view.name, generation, { position: LOG_START });
    await requireApplied(view, collection, group);
  }
}

import { GenerationMovedError } from '../errors.js';
import type { ReadStore, ViewCommit } from '../ports/read-store.js';

/** How often work is begun anew because a rebuild swapped the view under it. */
const SWAPS_MAX = 5;

/**
 * The generation of a view that answers, as this process last knew it. A swap drops the one that answered before, and a commit to that
 * one fails: so it need not be asked for anew each time.
 */
export class ActiveGeneration {
  private known: number | undefined;

  constructor(
    private readonly readStore: ReadStore,
    private readonly view: string,
  ) {}

  /** Runs work that commits to the generation given; again on the new one when a swap came in between. */
  async on<Result>(work: (generation: number) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        this.known ??= await this.readStore.activeGeneration(this.view);
        return await work(this.known);
      } catch (error) {
        this.known = undefined;
        if (!(error instanceof GenerationMovedError) || attempt === SWAPS_MAX) throw error;
      }
    }
  }

  /** Commits to it whatever the effect has; again to the new one when a swap came in between. */
  commit(effect: Partial<Omit<ViewCommit, 'generation'>>): Promise<void> {
    return this.on((generation) =>
      this.readStore.commit(this.view, { generation, changes: [], park: [], unpark: [], ...effect }),
    );
  }
}

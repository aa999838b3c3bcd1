import { GenerationMovedError } from '../errors.js';
import type { ReadStore, ViewCommit } from '../ports/read-store.js';

/** Attempts at one commit, each of which a rebuild may defeat by swapping the view. */
const SWAPS_MAX = 5;

/**
 * The active generation of a view, as last known to this process. It need not be read each time: a swap drops the previous generation, and
 * a commit to a dropped one fails.
 */
export class ActiveGeneration {
  private known: number | undefined;

  constructor(
    private readonly readStore: ReadStore,
    private readonly view: string,
  ) {}

  /** Runs work that commits to the given generation; repeats it on the new one after a swap. */
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

  /** Commits the effect to the active generation; repeats it on the new one after a swap. */
  commit(effect: Partial<Omit<ViewCommit, 'generation'>>): Promise<void> {
    return this.on((generation) =>
      this.readStore.commit(this.view, { generation, changes: [], park: [], unpark: [], ...effect }),
    );
  }
}

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

  /** @param mayGoOn rejects for a generation that this process must not write to; asked for each that it comes to. Default: any. */
  constructor(
    private readonly readStore: ReadStore,
    private readonly view: string,
    private readonly mayGoOn?: () => Promise<void>,
  ) {}

  /** Runs work that commits to the given generation; repeats it on the new one after a swap. */
  async on<Result>(work: (generation: number) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        this.known ??= await this.current();
        return await work(this.known);
      } catch (error) {
        this.known = undefined;
        if (!(error instanceof GenerationMovedError) || attempt === SWAPS_MAX) throw error;
      }
    }
  }

  /** Known before it is asked about: a swap between the two shows in the commit. */
  private async current(): Promise<number> {
    const generation = await this.readStore.activeGeneration(this.view);
    await this.mayGoOn?.();
    return generation;
  }

  /** Commits the effect to the active generation; repeats it on the new one after a swap. */
  commit(effect: Partial<Omit<ViewCommit, 'generation'>>): Promise<void> {
    return this.on((generation) =>
      this.readStore.commit(this.view, { generation, changes: [], park: [], unpark: [], ...effect }),
    );
  }
}

import { StoreUnavailableError } from '@redress/eventing';
import { isServerFailure } from '../failures.js';
import type { Generations } from './generations.js';
import { placeTextIn } from './view-state.js';

/** How often a read is begun anew because others swapped the generation under it. */
const swapsMax = 10;

/**
 * Reads from a generation and looks at the state afterwards: a generation leaves the state before its collections go, so one that is
 * still there has been whole all the while. Without this, a swap would make a document seem unknown for a moment.
 */
export class GenerationReader {
  constructor(private readonly generations: Generations) {}

  /** Reads from the given generation, or the active one. Throws `GenerationMovedError` when the given one is no longer kept. */
  async read<Answer>(
    view: string,
    generation: number | undefined,
    read: (generation: number) => Promise<Answer>,
  ): Promise<Answer> {
    for (let attempt = 1; attempt <= swapsMax; attempt += 1) {
      const chosen = generation ?? (await this.generations.probablyActive(view));
      const outcome = await settled(read(chosen));
      const state = await this.generations.state(view);
      if (generation !== undefined) placeTextIn(state, generation);
      if (generation === undefined && state.active !== chosen) continue;
      if ('error' in outcome) throw outcome.error;
      return outcome.answer;
    }
    throw new StoreUnavailableError(`The generations of the view ${view} are swapped too often to be read.`);
  }
}

/** What the server refuses may be for want of the collection. Anything else is thrown at once. */
async function settled<Answer>(
  answer: Promise<Answer>,
): Promise<{ readonly answer: Answer } | { readonly error: unknown }> {
  try {
    return { answer: await answer };
  } catch (error) {
    if (isServerFailure(error)) return { error };
    throw error;
  }
}

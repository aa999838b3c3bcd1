import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SearchOffice } from './search-office.mother.spec.js';
import { searchProjection } from './search.projection.js';

/** Words that hardly begin alike, so that each has some four terms. */
function textOf(words: number, from: number): string {
  const wordAt = (at: number): string => (((from + at + 1) * 48_271_007) % 2_147_483_647).toString(36).padStart(6, 'x');
  return Array.from({ length: words }, (_, at) => wordAt(at)).join(' ');
}

/** What is said in a complaint, which of its words are redacted, and when the index follows. */
type Step = { readonly says: 'note' | 'description'; readonly words: number } | { readonly redacts: number } | 'follow';

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ says: fc.constant('note' as const), words: fc.integer({ min: 1, max: 500 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ says: fc.constant('description' as const), words: fc.integer({ min: 1, max: 2_500 }) }),
  },
  { weight: 2, arbitrary: fc.record({ redacts: fc.nat({ max: 30 }) }) },
  { weight: 1, arbitrary: fc.constant('follow' as const) },
);

/** A complaint that took these steps, and its index. */
async function followed(steps: readonly Step[]): Promise<SearchOffice> {
  const scene = new SearchOffice();
  const reference = await scene.lodge({ description: textOf(1_000, 0) });
  await scene.index(searchProjection);
  const readable = [0];
  let words = 1_000;
  for (const one of steps) {
    if (one === 'follow') await scene.follow();
    else if ('redacts' in one) {
      const [message] = readable.splice(one.redacts % Math.max(1, readable.length), 1);
      if (message !== undefined) await scene.redact(reference, message);
    } else {
      const text = textOf(one.words, words);
      words += one.words;
      readable.push((await scene.office.recorded(reference)).length);
      if (one.says === 'note') await scene.office.does(reference, 'add-note', { text, visibility: 'internal' });
      else await scene.office.does(reference, 'correct-details', { description: text });
    }
  }
  await scene.follow();
  return scene;
}

describe('The index of a complaint with more words than it has room for', () => {
  it('is that of a rebuild, whatever was redacted and when', async () => {
    const lives = fc.array(step, { minLength: 5, maxLength: 25, size: 'max' });
    await fc.assert(
      fc.asyncProperty(lives, async (steps) => {
        expect(await (await followed(steps)).faults()).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { projectFiles, textOf } from './repository.js';

/** The one file in which texts and numbers become each brand, behind a check. Neither domain nor eventing may import the other. */
const MADE_IN = {
  ActorId: ['libs/eventing/src/event.ts'],
  Instant: ['libs/domain/src/instant.ts', 'libs/eventing/src/event.ts'],
  Position: ['libs/eventing/src/event.ts'],
  Reference: ['libs/domain/src/references/reference.ts'],
  StreamName: ['libs/eventing/src/event.ts'],
} as const;
/** Files that say why they claim a brand without its check. */
const UNCHECKED = ['Position libs/engines/eventstoredb/src/event-store/event-format.ts'];
const BRANDS = Object.keys(MADE_IN).join('|');
/** A cast to a brand, or to a list of it, and a type guard: what the compiler takes without a check of its own. */
const CLAIMED = new RegExp(`\\b(?:as|is) (?:readonly )?(${BRANDS})\\b|(?<!\\w)<(${BRANDS})>`, 'g');

/** The brands that a file claims for values. */
function claimedIn(text: string): readonly string[] {
  return [...text.matchAll(CLAIMED)].map(([, cast, older]) => cast ?? older ?? '');
}

describe('A brand', () => {
  it.each(['text as Reference', 'all as readonly Reference[]', 'text is Reference', '<Position>number'])(
    'is claimed by %s',
    (code) => {
      expect(claimedIn(`return ${code};`)).toHaveLength(1);
    },
  );

  it('is claimed where its check is, and nowhere else, in specs neither', () => {
    const sources = projectFiles().filter((path) => path.endsWith('.ts') && path !== 'tools/style/brands.int.spec.ts');
    const claims = sources.flatMap((path) => claimedIn(textOf(path)).map((brand) => `${brand} ${path}`));
    const checked = Object.entries(MADE_IN).flatMap(([brand, paths]) => paths.map((path) => `${brand} ${path}`));
    expect([...new Set(claims)].sort()).toEqual([...checked, ...UNCHECKED].sort());
  });
});

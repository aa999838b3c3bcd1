import { names, versioned } from '../calendars/check-calendar.js';
import { word } from '../clocks/check-clock-rule.js';
import { fault, listOf, members, oneOf, text, type Check, type Fault } from '../faults/fault.js';
import type { Policy } from './policy.js';
import type { RootCause } from './root-causes.js';
import { complexities, impacts, severities } from './words.js';

/** The shapes of a policy's rules for the work on complaints: where they go, and which causes findings may name. */

const ROUTES_MAX = 100;
const CAUSES_MAX = 500;

const wordsOf = (values: readonly string[]): Check => listOf(oneOf(values), { min: 1, max: values.length });

export const checkRoutes: Check = listOf(
  members({
    name: word,
    when: members({
      'severity?': wordsOf(severities),
      'complexity?': wordsOf(complexities),
      'impact?': wordsOf(impacts),
      'safetyImplication?': oneOf([true, false]),
      'product?': listOf(text(200), { min: 1, max: ROUTES_MAX }),
    }),
    team: text(200),
    'person?': text(200),
  }),
  { max: ROUTES_MAX },
);

export const checkRootCauses: Check = members({
  version: versioned,
  causes: listOf(members({ code: word, names, 'parent?': word }), { min: 1, max: CAUSES_MAX }),
});

/** Routes have names of their own, since the history tells which one held. */
export function routeFaults({ routes = [] }: Policy, pointer: string): readonly Fault[] {
  return routes.flatMap(({ name }, index) =>
    routes.findIndex((route) => route.name === name) < index
      ? fault(`${pointer}/routes/${index}/name`, 'Must be another word than that of a route before.')
      : [],
  );
}

/** Codes are unique. A cause comes after its parent, so that no cause is its own ancestor. */
export function causeFaults({ rootCauses }: Policy, pointer: string): readonly Fault[] {
  const causes: readonly RootCause[] = rootCauses?.causes ?? [];
  const places = new Map(causes.map(({ code }, index) => [code, index] as const).reverse());
  return causes.flatMap(({ code, parent }, index) => [
    ...((places.get(code) ?? index) < index
      ? fault(`${pointer}/rootCauses/causes/${index}/code`, 'Must be another word than that of a cause before.')
      : []),
    ...(parent !== undefined && (places.get(parent) ?? index) >= index
      ? fault(`${pointer}/rootCauses/causes/${index}/parent`, 'Must be the code of a cause before this one.')
      : []),
  ]);
}

import type { AnyLogPosition } from './read-answers.js';
import { handlerFailed, invalid, type Refusal } from './refusals.js';

/** Names the version that stand-ins follow where a spec does not name one. */
const VARIABLE = 'REDRESS_TEST_EVENTSTOREDB_VERSION';

/** Server versions that answer differently. 25 and 26 behave like 24.10 in all that was tried. */
export type EventStoreDbVersion = '23.10' | '24.2' | '24.10';

/** What differs between versions, as observed on 23.10.8, 24.2.0 and 24.10.9. */
export interface VersionRules {
  /** The version reported to clients. */
  readonly reported: string;
  /** The checkpoint sent when a filtered subscription goes live and nothing has passed its filter; undefined for none. */
  readonly asItGoesLive: AnyLogPosition | undefined;
  /** The refusal of a position in `$all` at which no event begins. */
  readonly noEventThere: () => Refusal;
}

const END_OF_NUMBERS = 2n ** 64n - 1n;

const RULES: Record<EventStoreDbVersion, VersionRules> = {
  '23.10': { reported: '23.10.8', asItGoesLive: undefined, noEventThere: handlerFailed },
  '24.2': {
    reported: '24.2.0',
    asItGoesLive: { commit: END_OF_NUMBERS, prepare: END_OF_NUMBERS },
    noEventThere: handlerFailed,
  },
  '24.10': {
    reported: '24.10.9',
    asItGoesLive: { commit: 0, prepare: 0 },
    noEventThere: () => invalid('Invalid position.'),
  },
};

/** The rules of a version; by default of the one that the environment names, else 23.10. Throws for an unknown one. */
export function versionRulesOf(version: string = process.env[VARIABLE] || '23.10'): VersionRules {
  if (isKnown(version)) return RULES[version];
  throw new Error(`${VARIABLE} is one of ${Object.keys(RULES).join(', ')}, not "${version}".`);
}

function isKnown(version: string): version is EventStoreDbVersion {
  return Object.hasOwn(RULES, version);
}

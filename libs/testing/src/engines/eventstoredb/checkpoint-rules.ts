import type { AnyLogPosition } from './read-answers.js';

/** Server versions with different checkpoints. Later ones behave like 24.10. */
export type EventStoreDbVersion = '23.10' | '24.2' | '24.10';

/** When a filtered subscription receives a checkpoint. */
export interface CheckpointRules {
  /** After this many events, whatever the client requests; undefined to follow the client's request. */
  readonly every: number | undefined;
  /** Sent when the subscription goes live and nothing has passed its filter; undefined for none. */
  readonly asItGoesLive: AnyLogPosition | undefined;
}

const END_OF_NUMBERS = 2n ** 64n - 1n;

/** Observed on servers of these versions with no event that passes the filter. */
const AS_IT_GOES_LIVE: Record<EventStoreDbVersion, AnyLogPosition | undefined> = {
  '23.10': undefined,
  '24.2': { commit: END_OF_NUMBERS, prepare: END_OF_NUMBERS },
  '24.10': { commit: 0, prepare: 0 },
};

export function checkpointRulesOf(version: EventStoreDbVersion, every: number | undefined): CheckpointRules {
  return { every, asItGoesLive: AS_IT_GOES_LIVE[version] };
}

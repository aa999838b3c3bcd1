import type { AnyLogPosition } from './read-answers.js';

/** Versions of the server that differ in their checkpoints. Later ones are like 24.10. */
export type EventStoreDbVersion = '23.10' | '24.2' | '24.10';

/** When a filtered subscription is told how far the server has searched. */
export interface CheckpointRules {
  /** After so many events considered, whatever the client asks for; undefined for what it asks for. */
  readonly every: number | undefined;
  /** Told as the subscription goes live when nothing has passed its filter; undefined for nothing. */
  readonly asItGoesLive: AnyLogPosition | undefined;
}

const END_OF_NUMBERS = 2n ** 64n - 1n;

/** Seen on servers of these versions that had nothing that passes the filter. */
const AS_IT_GOES_LIVE: Record<EventStoreDbVersion, AnyLogPosition | undefined> = {
  '23.10': undefined,
  '24.2': { commit: END_OF_NUMBERS, prepare: END_OF_NUMBERS },
  '24.10': { commit: 0, prepare: 0 },
};

export function checkpointRulesOf(version: EventStoreDbVersion, every: number | undefined): CheckpointRules {
  return { every, asItGoesLive: AS_IT_GOES_LIVE[version] };
}

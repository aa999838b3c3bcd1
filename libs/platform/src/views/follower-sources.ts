import { Logger, type Provider } from '@nestjs/common';
import { Policies } from '@redress/policies';
import type { EventCodec, EventStore, ParkedStream, ReadStore } from '@redress/eventing';
import { CLOCK, type Clock } from '../clock/clock.js';
import { EVENT_CODEC, EVENT_STORE, READ_STORE } from '../engines/tokens.js';

/** What every follower of the log works with. */
export interface FollowerSources {
  readonly readStore: ReadStore;
  readonly eventStore: EventStore;
  readonly codec: EventCodec;
  readonly policies: Policies;
  readonly now: () => string;
  /** Puts into the log that `follower` had to park a complaint; nothing personal. */
  readonly logParked: (follower: string) => (parked: ParkedStream) => void;
}

export const FOLLOWER_SOURCES = Symbol('FOLLOWER_SOURCES');

export const followerSourcesProvider: Provider = {
  provide: FOLLOWER_SOURCES,
  inject: [READ_STORE, EVENT_STORE, EVENT_CODEC, CLOCK, Policies],
  useFactory: (
    readStore: ReadStore,
    eventStore: EventStore,
    codec: EventCodec,
    clock: Clock,
    policies: Policies,
  ): FollowerSources => {
    const logger = new Logger('followers');
    const logParked =
      (follower: string) =>
      ({ stream, revision, eventType, error }: ParkedStream): void =>
        logger.error({ follower, parked: stream, revision, eventType, error });
    return { readStore, eventStore, codec, policies, now: () => clock.now(), logParked };
  },
};

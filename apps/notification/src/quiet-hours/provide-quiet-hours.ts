import type { Provider } from '@nestjs/common';
import type { EventCodec, EventStore, ProcessManager, ReadStore } from '@redress/eventing';
import {
  CLOCK,
  CONFIG,
  EVENT_CODEC,
  EVENT_STORE,
  LogFollower,
  processToken,
  READ_STORE,
  VIEWS,
  type Clock,
  type RedressConfig,
  type ViewRegistry,
} from '@redress/platform';
import { messageRules } from '../messages/message-rules.js';
import { messageProcessToken } from '../messages/message-process-names.js';
import { RunningRounds } from '../rounds.js';
import { HELD_MESSAGES_VIEW, HeldMessages } from './held-messages.js';
import { HeldRelease } from './held-release.js';
import { quietUntil } from './quiet-until.js';
import { HELD_ROUNDS, QUIET_UNTIL } from './tokens.js';

export const quietHoursProviders: readonly Provider[] = [
  {
    provide: HeldMessages,
    inject: [READ_STORE],
    useFactory: (readStore: ReadStore) => new HeldMessages(readStore),
  },
  {
    provide: QUIET_UNTIL,
    inject: [CONFIG, CLOCK],
    useFactory:
      ({ quietHours }: RedressConfig, clock: Clock) =>
      (timeZone: string) =>
        quietHours === undefined ? undefined : quietUntil({ timeZone, ...quietHours }, clock.now()),
  },
  {
    provide: processToken(HELD_MESSAGES_VIEW.name),
    inject: [HeldMessages, VIEWS],
    useFactory: (held: HeldMessages, views: ViewRegistry) =>
      views.add(
        new LogFollower(HELD_MESSAGES_VIEW.name, 'process', {
          start: () => held.start(),
          apply: (batch) => held.seen(batch),
          // It only remembers where it was.
          parked: () => Promise.resolve([]),
          retry: () => Promise.resolve('not-parked'),
        }),
      ),
  },
  {
    provide: HELD_ROUNDS,
    inject: [
      HeldMessages,
      EVENT_STORE,
      EVENT_CODEC,
      CLOCK,
      ...messageRules.map(({ purpose }) => messageProcessToken(purpose)),
    ],
    useFactory: (
      held: HeldMessages,
      eventStore: EventStore,
      codec: EventCodec,
      clock: Clock,
      ...processes: ProcessManager[]
    ) => {
      const byPurpose = new Map(processes.map((process) => [process.name, process]));
      const release = new HeldRelease({ held, processes: byPurpose, eventStore, codec, now: () => clock.now() });
      return new RunningRounds('quiet-hours', release);
    },
  },
];

import type { Provider } from '@nestjs/common';
import type { EventStore, KeyRing } from '@redress/eventing';
import { CLOCK, EVENT_STORE, KEY_RING, provideProcess, type Clock } from '@redress/platform';
import { MessageKeys } from './message-keys.js';
import { RedactMessageHandler } from './redact-message.command.js';
import { REDACTION_PROCESS, RedactionProcess } from './redaction.process.js';

/** The command that redacts, and the process that sees to it that none stays half done. */
export const redactionProviders: readonly Provider[] = [
  {
    provide: MessageKeys,
    inject: [EVENT_STORE, KEY_RING, CLOCK],
    useFactory: (store: EventStore, keys: KeyRing, clock: Clock) => new MessageKeys(store, keys, () => clock.now()),
  },
  {
    provide: RedactionProcess,
    inject: [MessageKeys],
    useFactory: (keys: MessageKeys) => new RedactionProcess(keys),
  },
  provideProcess(REDACTION_PROCESS, RedactionProcess),
  RedactMessageHandler,
];

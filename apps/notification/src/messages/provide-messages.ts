import type { Provider } from '@nestjs/common';
import { Complaints } from '@redress/complaints';
import { Policies } from '@redress/policies';
import { processToken, provideProcess, SERVER_SECRETS, type LogFollower, type ServerSecrets } from '@redress/platform';
import { Channels } from '../channels/channels.js';
import { MessageComposer } from './message-composer.js';
import { MessageRecorder } from './message-recorder.js';
import { messageRules } from './message-rules.js';
import { MessageProcess } from './message.process.js';

/** The followers that feed the processes of all purposes. */
export const MESSAGE_PROCESSES = Symbol('MESSAGE_PROCESSES');

/** One process for each rule, and what they work with. */
export const messageProviders: readonly Provider[] = [
  {
    provide: MessageComposer,
    inject: [Complaints, Policies, SERVER_SECRETS],
    useFactory: (complaints: Complaints, policies: Policies, secrets: ServerSecrets) =>
      new MessageComposer(complaints, policies, secrets),
  },
  {
    provide: MessageRecorder,
    inject: [Complaints],
    useFactory: (complaints: Complaints) => new MessageRecorder(complaints),
  },
  ...messageRules.flatMap((rule): Provider[] => {
    const manager = `message:${rule.purpose}`;
    return [
      {
        provide: manager,
        inject: [Complaints, MessageComposer, MessageRecorder, Channels],
        useFactory: (
          complaints: Complaints,
          composer: MessageComposer,
          recorder: MessageRecorder,
          channels: Channels,
        ) => new MessageProcess(rule, { complaints, composer, recorder, channels }),
      },
      provideProcess(rule.purpose, manager),
    ];
  }),
  {
    provide: MESSAGE_PROCESSES,
    inject: messageRules.map(({ purpose }) => processToken(purpose)),
    useFactory: (...followers: LogFollower[]) => followers,
  },
];

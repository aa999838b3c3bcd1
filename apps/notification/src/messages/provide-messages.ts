import type { Provider } from '@nestjs/common';
import { Complaints } from '@redress/complaints';
import { Policies } from '@redress/policies';
import { processToken, provideProcess, SERVER_SECRETS, type LogFollower, type ServerSecrets } from '@redress/platform';
import { TasksByHand } from '../by-hand/by-hand.js';
import { MESSAGE_TASKS_PROCESS, MessageTasksProcess } from '../by-hand/message-tasks.process.js';
import { Channels } from '../channels/channels.js';
import { messageProcessNames, messageProcessToken } from './message-process-names.js';
import { MessageComposer } from './message-composer.js';
import { MessageRecorder } from './message-recorder.js';
import { messageRules } from './message-rules.js';
import { HeldMessages } from '../quiet-hours/held-messages.js';
import { QUIET_UNTIL } from '../quiet-hours/tokens.js';
import { staffNoticeProviders } from '../staff-notices/provide-staff-notices.js';
import { MessageProcess, type MessageParts } from './message.process.js';

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
  {
    provide: TasksByHand,
    inject: [Complaints],
    useFactory: (complaints: Complaints) => new TasksByHand(complaints),
  },
  {
    provide: MessageTasksProcess,
    inject: [Complaints, MessageRecorder],
    useFactory: (complaints: Complaints, recorder: MessageRecorder) => new MessageTasksProcess(complaints, recorder),
  },
  provideProcess(MESSAGE_TASKS_PROCESS, MessageTasksProcess),
  ...messageRules.flatMap((rule): Provider[] => {
    const manager = messageProcessToken(rule.purpose);
    return [
      {
        provide: manager,
        inject: [Complaints, MessageComposer, MessageRecorder, Channels, TasksByHand, HeldMessages, QUIET_UNTIL],
        useFactory: (
          complaints: Complaints,
          composer: MessageComposer,
          recorder: MessageRecorder,
          channels: Channels,
          byHand: TasksByHand,
          held: HeldMessages,
          quietUntil: MessageParts['quietUntil'],
        ) => new MessageProcess(rule, { complaints, composer, recorder, channels, byHand, held, quietUntil }),
      },
      provideProcess(rule.purpose, manager),
    ];
  }),
  ...staffNoticeProviders,
  {
    provide: MESSAGE_PROCESSES,
    inject: messageProcessNames.map(processToken),
    useFactory: (...followers: LogFollower[]) => followers,
  },
];

import { Logger, type Provider } from '@nestjs/common';
import { Complaints } from '@redress/complaints';
import { CLOCK, CONFIG, provideProcess, type Clock, type RedressConfig } from '@redress/platform';
import type { MessageChannel } from '../channels/message-channel.js';
import { EMAIL_CHANNEL } from '../mail/provide-mail.js';
import { MessageRecorder } from '../messages/message-recorder.js';
import { HeldMessages } from '../quiet-hours/held-messages.js';
import { STAFF_NOTICES_PROCESS, StaffNoticeProcess } from './staff-notice.process.js';

/** The process that writes to the staff. The start-up says how many of them can be written to. */
export const staffNoticeProviders: readonly Provider[] = [
  {
    provide: StaffNoticeProcess,
    inject: [Complaints, MessageRecorder, EMAIL_CHANNEL, HeldMessages, CONFIG, CLOCK],
    useFactory: (
      complaints: Complaints,
      recorder: MessageRecorder,
      mail: MessageChannel,
      held: HeldMessages,
      { staff: directory }: RedressConfig,
      clock: Clock,
    ) => {
      new Logger('staff').log(`Staff: ${described(directory)}.`);
      return new StaffNoticeProcess({ complaints, recorder, mail, held, directory, now: () => clock.now() });
    },
  },
  provideProcess(STAFF_NOTICES_PROCESS, StaffNoticeProcess),
];

function described(directory: RedressConfig['staff']): string {
  if (directory === undefined) return 'nobody is written to (set REDRESS_STAFF to tell them of their work)';
  const { person, team, role } = directory;
  return `addresses of ${person.size} people, ${team.size} teams and ${role.size} roles`;
}

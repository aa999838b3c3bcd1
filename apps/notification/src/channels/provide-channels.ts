import type { Provider } from '@nestjs/common';
import { EMAIL_CHANNEL } from '../mail/provide-mail.js';
import { SMS_CHANNEL } from '../sms/provide-sms.js';
import { Channels } from './channels.js';
import type { Way } from './choose-way.js';
import type { MessageChannel } from './message-channel.js';

/** What the configuration has of channels. */
export const channelsProvider: Provider = {
  provide: Channels,
  inject: [EMAIL_CHANNEL, { token: SMS_CHANNEL, optional: true }],
  useFactory: (email: MessageChannel, sms?: MessageChannel) => {
    const channels = new Map<Way, MessageChannel>([['email', email]]);
    if (sms !== undefined) channels.set('sms', sms);
    return new Channels(channels);
  },
};

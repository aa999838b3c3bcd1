import type { Provider } from '@nestjs/common';
import { EMAIL_CHANNEL } from '../mail/provide-mail.js';
import { Channels } from './channels.js';
import type { MessageChannel } from './message-channel.js';

/** What the configuration has of channels. */
export const channelsProvider: Provider = {
  provide: Channels,
  inject: [EMAIL_CHANNEL],
  useFactory: (email: MessageChannel) => new Channels(new Map([['email', email]])),
};

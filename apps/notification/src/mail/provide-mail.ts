import { Logger, type Provider } from '@nestjs/common';
import { CONFIG, type RedressConfig } from '@redress/platform';
import { join } from 'node:path';
import type { MessageChannel } from '../channels/message-channel.js';
import { OutboxTransport } from './outbox-transport.js';
import { SmtpTransport } from './smtp-transport.js';

export const EMAIL_CHANNEL = Symbol('EMAIL_CHANNEL');

/** The mail server that the configuration names, or a folder of files in its place; the start-up says which. */
export const emailChannelProvider: Provider = {
  provide: EMAIL_CHANNEL,
  inject: [CONFIG],
  useFactory: (config: RedressConfig): MessageChannel => {
    const transport =
      config.smtpUrl === undefined
        ? new OutboxTransport(join(config.data, 'outbox'), config.mailFrom)
        : new SmtpTransport(config.smtpUrl, config.mailFrom);
    new Logger('mail').log(`E-mail: ${transport.description}.`);
    return transport;
  },
};

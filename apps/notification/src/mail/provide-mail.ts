import { Logger, type Provider } from '@nestjs/common';
import { CONFIG, type RedressConfig } from '@redress/platform';
import { join } from 'node:path';
import { MAIL_TRANSPORT, type MailTransport } from './mail-transport.js';
import { OutboxTransport } from './outbox-transport.js';
import { SmtpTransport } from './smtp-transport.js';

/** The mail server that the configuration names, or a folder of files in its place; the start-up says which. */
export const mailTransportProvider: Provider = {
  provide: MAIL_TRANSPORT,
  inject: [CONFIG],
  useFactory: (config: RedressConfig): MailTransport => {
    const transport =
      config.smtpUrl === undefined
        ? new OutboxTransport(join(config.data, 'outbox'), config.mailFrom)
        : new SmtpTransport(config.smtpUrl, config.mailFrom);
    new Logger('mail').log(`E-mail: ${transport.description}.`);
    return transport;
  },
};

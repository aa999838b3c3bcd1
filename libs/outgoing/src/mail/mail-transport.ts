import type { RedressConfig } from '@redress/platform';
import { join } from 'node:path';
import type { MessageTransport } from '../message-transport.js';
import { OutboxTransport } from './outbox-transport.js';
import { SmtpTransport } from './smtp-transport.js';

/** How this installation sends e-mail: by its mail server, or as files without one. */
export function mailTransport({ data, smtpUrl, mailFrom }: RedressConfig): MessageTransport {
  return smtpUrl === undefined
    ? new OutboxTransport(join(data, 'outbox'), mailFrom)
    : new SmtpTransport(smtpUrl, mailFrom);
}

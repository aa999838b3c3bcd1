import type { OutgoingMessage } from '../channels/message-channel.js';
import { senderIn } from './sender.js';

/** A message as nodemailer takes it. What the message says can name neither a file nor an address on the web to be read in. */
export function mailOptions(from: string, { messageId, to, subject, text, language }: OutgoingMessage) {
  return {
    from: senderIn(from, language),
    to: { name: to.name ?? '', address: to.address },
    subject,
    text,
    messageId: `<${messageId}>`,
    headers: { 'Content-Language': language, 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

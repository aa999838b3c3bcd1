import type { Language } from '@redress/contracts';
import { text } from '@redress/texts';
import type { OutgoingMessage } from '../channels/channels.js';

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

/** Who writes: `Complaints <complaints@example.org>` in parts. The name that is given by default is told in the language of the reader. */
export function senderIn(mailFrom: string, language: Language): { readonly name: string; readonly address: string } {
  const [, named = '', address = mailFrom] = /^(.*)<(.*)>\s*$/.exec(mailFrom) ?? [];
  const name = named.replaceAll('"', '').trim();
  return { name: name === text('en', 'message.sender') ? text(language, 'message.sender') : name, address };
}

/** The same on one line: the name, or the address where it has none. */
export function senderLine(mailFrom: string, language: Language): string {
  const { name, address } = senderIn(mailFrom, language);
  return name === '' ? address : name;
}

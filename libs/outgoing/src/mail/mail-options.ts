import type { Language } from '@redress/contracts';
import { text } from '@redress/texts';
import type { OutgoingMessage } from '../message-transport.js';

/** Converts a message to nodemailer's options. Its content cannot make nodemailer read a file or fetch a URL. */
export function mailOptions(from: string, { messageId, to, subject, text, language, files = [] }: OutgoingMessage) {
  return {
    from: senderIn(from, language),
    to: { name: to.name ?? '', address: to.address },
    subject,
    text,
    messageId: `<${messageId}>`,
    headers: { 'Content-Language': language, 'Auto-Submitted': 'auto-generated' },
    attachments: files.map(({ name, mediaType, content }) => ({
      filename: name,
      contentType: mediaType,
      content: Buffer.from(content),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/**
 * Splits a sender such as `Complaints <complaints@example.org>` into name and address. The default name is translated into the reader's
 * language.
 */
export function senderIn(mailFrom: string, language: Language): { readonly name: string; readonly address: string } {
  const [, named = '', address = mailFrom] = /^(.*)<(.*)>\s*$/.exec(mailFrom) ?? [];
  const name = named.replaceAll('"', '').trim();
  return { name: name === text('en', 'message.sender') ? text(language, 'message.sender') : name, address };
}

/** The sender on one line: the name, or the address if there is no name. */
export function senderLine(mailFrom: string, language: Language): string {
  const { name, address } = senderIn(mailFrom, language);
  return name === '' ? address : name;
}

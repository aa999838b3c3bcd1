import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { mailOptions } from './mail-options.js';
import type { OutgoingMessage, SendingOutcome, MessageTransport } from '../message-transport.js';

/**
 * Writes each message to an .eml file instead of sending it, for use without a mail server. The file's name is derived from the Message-ID,
 * so that writing a message again replaces it.
 */
export class OutboxTransport implements MessageTransport {
  readonly name = 'email';
  readonly repeatable = true;
  readonly description: string;
  private readonly composer = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });

  constructor(
    private readonly folder: string,
    private readonly from: string,
  ) {
    this.description = `messages are written to ${folder} (set REDRESS_SMTP_URL to send them)`;
  }

  async ready(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
  }

  async send(message: OutgoingMessage): Promise<SendingOutcome> {
    await this.ready();
    const composed = await this.composer.sendMail(mailOptions(this.from, message));
    const name = outboxFileOf(message.messageId);
    // Hidden, so that whoever lists the folder finds whole messages only.
    const beginning = join(this.folder, `.${name}.part`);
    await writeDurably(beginning, composed.message as Buffer);
    await rename(beginning, join(this.folder, name));
    return { sent: true };
  }

  async remove(messageId: string): Promise<void> {
    await rm(join(this.folder, outboxFileOf(messageId)), { force: true });
  }

  close(): Promise<void> {
    this.composer.close();
    return Promise.resolve();
  }
}

/** Name of the file of a message: derived from its id, which may contain any character. */
export function outboxFileOf(messageId: string): string {
  return `${createHash('sha256').update(messageId).digest('hex').slice(0, 32)}.eml`;
}

async function writeDurably(file: string, content: Buffer): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

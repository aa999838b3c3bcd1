import { createHash } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { mailOptions } from './mail-options.js';
import type { OutgoingMessage, SendingOutcome, MessageTransport } from '../message-transport.js';

/** Messages written side by side: many, so that the records of their outcomes share a commit. */
const FILES_AT_ONCE = 64;

/** A message on its way to its file. */
interface Outgoing {
  readonly name: string;
  readonly content: Buffer;
  readonly written: PromiseWithResolvers<void>;
}

/**
 * Writes each message to an .eml file instead of sending it, for use without a mail server. The file's name is derived from the Message-ID,
 * so that writing a message again replaces it.
 *
 * What arrives while others are being written is written next, together: messages that are answered at once have their outcomes recorded in
 * one commit.
 */
export class OutboxTransport implements MessageTransport {
  readonly name = 'email';
  readonly repeatable = true;
  readonly atOnce = FILES_AT_ONCE;
  readonly description: string;
  private readonly composer = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  private waiting: Outgoing[] = [];
  private isWriting = false;
  private making: Promise<void> | undefined;

  constructor(
    private readonly folder: string,
    private readonly from: string,
  ) {
    this.description = `messages are written to ${folder} (set REDRESS_SMTP_URL to send them)`;
  }

  /** Asks the file system once for all who ask while it answers. */
  ready(): Promise<void> {
    this.making ??= mkdir(this.folder, { recursive: true, mode: 0o700 })
      .then(() => undefined)
      .finally(() => (this.making = undefined));
    return this.making;
  }

  async send(message: OutgoingMessage): Promise<SendingOutcome> {
    const composed = await this.composer.sendMail(mailOptions(this.from, message));
    const written = Promise.withResolvers<void>();
    this.waiting.push({ name: outboxFileOf(message.messageId), content: composed.message as Buffer, written });
    if (!this.isWriting) void this.writeWaiting();
    await written.promise;
    return { sent: true };
  }

  /** Writes until nothing waits. Never rejects. */
  private async writeWaiting(): Promise<void> {
    this.isWriting = true;
    for (let group = this.waiting; group.length > 0; group = this.waiting) {
      this.waiting = [];
      const outcomes = await Promise.allSettled(group.map((one) => this.write(one)));
      for (const [index, { written }] of group.entries()) {
        const outcome = outcomes[index]!;
        if (outcome.status === 'fulfilled') written.resolve();
        else written.reject(outcome.reason);
      }
    }
    this.isWriting = false;
  }

  private async write({ name, content }: Outgoing): Promise<void> {
    await this.ready();
    // Hidden, so that whoever lists the folder finds whole messages only.
    const beginning = join(this.folder, `.${name}.part`);
    await writeFile(beginning, content, { mode: 0o600, flush: true });
    await rename(beginning, join(this.folder, name));
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

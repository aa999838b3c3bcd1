import { Socket } from 'node:net';
import { createTransport, type Transporter } from 'nodemailer';
import { mailOptions } from './mail-options.js';
import type { OutgoingMessage, SendingOutcome, MessageChannel } from '../channels/channels.js';

/** In milliseconds. */
export interface SmtpTimeouts {
  /** Until the server has greeted, and then for each of its answers. Default 10,000. */
  readonly answerMs?: number;
  /** For a look whether the server is ready, and for an attempt at a message, each from beginning to end. Default 30,000. */
  readonly sendMs?: number;
}

/** Failures at which the server certainly did not take the message: it was not reached, or it said no. */
const CERTAIN_FAILURES = new Set(['EDNS', 'EAUTH', 'EENVELOPE', 'ETLS', 'ECONFIG']);

/** Sends by SMTP. What the server may have taken before the connection broke is reported as uncertain, and not tried again. */
export class SmtpTransport implements MessageChannel {
  readonly name = 'email';
  readonly repeatable = false;
  readonly description: string;
  private readonly options: Readonly<Record<string, unknown>>;
  private readonly smtp: Transporter;
  private readonly sendMs: number;

  constructor(
    url: string,
    private readonly from: string,
    { answerMs = 10_000, sendMs = 30_000 }: SmtpTimeouts = {},
  ) {
    this.sendMs = sendMs;
    const timeouts = { connectionTimeout: answerMs, greetingTimeout: answerMs, socketTimeout: answerMs };
    this.options = { url, ...timeouts };
    this.smtp = transporter(this.options);
    const { hostname, port } = new URL(url);
    this.description = `messages are sent through ${hostname}${port && `:${port}`}`;
  }

  async ready(): Promise<void> {
    // Unlike sending, looking cannot be called off but by its connection.
    const socket = new Socket();
    const deadline = setTimeout(() => socket.destroy(), this.sendMs);
    try {
      await transporter({ ...this.options, socket }).verify();
    } finally {
      clearTimeout(deadline);
    }
  }

  async send(message: OutgoingMessage): Promise<SendingOutcome> {
    try {
      // A server that answers each time just before its time is up would otherwise hold an attempt for ever.
      const signal = AbortSignal.timeout(this.sendMs);
      await this.smtp.sendMail({ ...mailOptions(this.from, message), signal });
      return { sent: true };
    } catch (error) {
      return failureOf(error);
    }
  }

  close(): Promise<void> {
    this.smtp.close();
    return Promise.resolve();
  }
}

/** Times go together with the URL: a second argument is of messages, and they count for nothing in it. */
function transporter(options: Readonly<Record<string, unknown>>): Transporter {
  return createTransport(options as Parameters<typeof createTransport>[0]) as Transporter;
}

/** Only codes are kept of an error: a server's sentence may repeat the address. */
function failureOf(error: unknown): SendingOutcome {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  const answered = responseCode !== undefined && responseCode >= 400;
  const failure = answered ? `smtp-${responseCode}` : (code ?? 'unknown').toLowerCase();
  return { sent: false, failure, uncertain: !answered && !CERTAIN_FAILURES.has(code ?? '') };
}

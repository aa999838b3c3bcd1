import { Socket } from 'node:net';
import { createTransport, type Transporter } from 'nodemailer';
import { mailOptions } from './mail-options.js';
import type { OutgoingMessage, SendingOutcome, MessageTransport } from '../message-transport.js';

/** In milliseconds. */
export interface SmtpTimeouts {
  /** Time until the server's greeting, and then for each of its answers. Default 10,000. */
  readonly answerMs?: number;
  /** Total time for a readiness check, and for an attempt at a message. Default 30,000. */
  readonly sendMs?: number;
}

/** Failures after which the server certainly did not accept the message: it was unreachable, or it refused. */
const CERTAIN_FAILURES = new Set(['EDNS', 'EAUTH', 'EENVELOPE', 'ETLS', 'ECONFIG']);

/** Sends by SMTP. A message that the server may have accepted before the connection broke is reported as uncertain, and not retried. */
export class SmtpTransport implements MessageTransport {
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
    // A readiness check, unlike sending, can only be aborted by closing its connection.
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
      // A server that answers each time just before its timeout would otherwise hold an attempt for ever.
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

/** Timeouts belong next to the URL: nodemailer's second argument holds message defaults and ignores them. */
function transporter(options: Readonly<Record<string, unknown>>): Transporter {
  return createTransport(options as Parameters<typeof createTransport>[0]) as Transporter;
}

/** Keeps only the error's code: the server's message may repeat the address. */
function failureOf(error: unknown): SendingOutcome {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  const answered = responseCode !== undefined && responseCode >= 400;
  const failure = answered ? `smtp-${responseCode}` : (code ?? 'unknown').toLowerCase();
  const uncertain = !answered && !CERTAIN_FAILURES.has(code ?? '');
  return { sent: false, failure, uncertain, ...(answered && responseCode < 500 && { temporary: true }) };
}

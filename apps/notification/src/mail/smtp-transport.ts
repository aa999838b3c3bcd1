import { createTransport, type Transporter } from 'nodemailer';
import type { MailMessage, MailOutcome, MailTransport } from './mail-transport.js';

const CONNECT_TIMEOUT_MS = 10_000;
const SEND_TIMEOUT_MS = 30_000;

/** Failures at which the server certainly did not take the message: it was not reached, or it said no. */
const CERTAIN_FAILURES = new Set(['EDNS', 'EAUTH', 'EENVELOPE', 'ETLS', 'ECONFIG']);

/** Sends by SMTP. What the server may have taken before the connection broke is reported as uncertain, and not tried again. */
export class SmtpTransport implements MailTransport {
  readonly repeatable = false;
  readonly description: string;
  private readonly smtp: Transporter;

  constructor(
    url: string,
    private readonly from: string,
  ) {
    this.smtp = createTransport(url, {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: SEND_TIMEOUT_MS,
    } as Parameters<typeof createTransport>[1]);
    const { hostname, port } = new URL(url);
    this.description = `messages are sent through ${hostname}${port && `:${port}`}`;
  }

  async ready(): Promise<void> {
    await this.smtp.verify();
  }

  async send(message: MailMessage): Promise<MailOutcome> {
    try {
      await this.smtp.sendMail({
        from: this.from,
        to: { name: message.to.name ?? '', address: message.to.address },
        subject: message.subject,
        text: message.text,
        messageId: `<${message.messageId}>`,
        headers: { 'Content-Language': message.language, 'Auto-Submitted': 'auto-generated' },
      });
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

/** Only codes are kept of an error: a server's sentence may repeat the address. */
function failureOf(error: unknown): MailOutcome {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  const answered = responseCode !== undefined && responseCode >= 400;
  const failure = answered ? `smtp-${responseCode}` : (code ?? 'unknown').toLowerCase();
  return { sent: false, failure, uncertain: !answered && !CERTAIN_FAILURES.has(code ?? '') };
}

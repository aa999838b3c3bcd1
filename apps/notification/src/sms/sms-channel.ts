import { connect as connectPlain, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import type { SmsSetting } from '@redress/platform';
import type { MessageTransport, OutgoingMessage, SendingOutcome } from '@redress/outgoing';

/** In milliseconds. */
export interface SmsTimeouts {
  /** Time to connect to the gateway. Default 5,000. */
  readonly connectMs?: number;
  /** Time for each attempt at a message, including its answer. Default 8,000. */
  readonly sendMs?: number;
  /** Pause before the second attempt; the third waits twice as long. Default 1,000. */
  readonly pauseMs?: number;
}

/** Statuses by which the gateway says that it did not accept the message but may do so later: only then is a retry safe. */
const NOT_TAKEN_YET = [429, 503];
const ATTEMPTS_MAX = 3;

/**
 * Sends text messages through a gateway that accepts JSON over HTTP. A message that the gateway may have accepted before it fell silent is
 * uncertain, and not retried; the message id is sent as `Idempotency-Key`, by which gateways that support it drop repeats.
 */
export class SmsChannel implements MessageTransport {
  readonly name = 'sms';
  readonly repeatable = false;
  readonly description: string;
  private readonly url: URL;
  private readonly times: Required<SmsTimeouts>;

  constructor(
    private readonly setting: SmsSetting,
    { connectMs = 5_000, sendMs = 8_000, pauseMs = 1_000 }: SmsTimeouts = {},
  ) {
    this.url = new URL(setting.url);
    this.times = { connectMs, sendMs, pauseMs };
    this.description = `text messages are sent through ${this.url.host}`;
  }

  /** Opens and closes a connection: gateways have no request that is free of charge. */
  ready(): Promise<void> {
    const secure = this.url.protocol === 'https:';
    const port = Number(this.url.port === '' ? (secure ? 443 : 80) : this.url.port);
    const host = this.url.hostname.replace(/^\[|\]$/g, '');
    return new Promise((resolve, reject) => {
      const socket: Socket = secure ? connectTls({ host, port, servername: host }) : connectPlain({ host, port });
      const settle = (finish: () => void): void => {
        socket.destroy();
        finish();
      };
      socket.setTimeout(this.times.connectMs, () => settle(() => reject(new Error('The gateway does not answer.'))));
      socket.once(secure ? 'secureConnect' : 'connect', () => settle(resolve));
      socket.once('error', (error) => settle(() => reject(error)));
    });
  }

  async send(message: OutgoingMessage): Promise<SendingOutcome> {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.attempt(message);
      const isWorthwhile = !outcome.sent && NOT_TAKEN_YET.some((status) => outcome.failure === `http-${status}`);
      if (!isWorthwhile || attempt === ATTEMPTS_MAX) return outcome;
      await pause(this.times.pauseMs * attempt);
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private async attempt({ messageId, to, text }: OutgoingMessage): Promise<SendingOutcome> {
    const { token, body } = this.setting;
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(this.times.sendMs),
        headers: {
          'content-type': 'application/json',
          'idempotency-key': messageId,
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body: filledIn(body, { to: to.address, text, id: messageId }),
      });
      await response.body?.cancel();
      return outcomeOf(response.status);
    } catch (error) {
      return failureOf(error);
    }
  }
}

/** Fills in the template. Values are escaped as JSON text, so that none can end the string it is in. */
function filledIn(template: string, values: Readonly<Record<'to' | 'text' | 'id', string>>): string {
  return template.replaceAll(/\{(to|text|id)\}/g, (_place, name: keyof typeof values) =>
    JSON.stringify(values[name]).slice(1, -1),
  );
}

/** A gateway that failed (5xx) may have passed the message on before; one that refused (4xx) has not. */
function outcomeOf(status: number): SendingOutcome {
  if (status >= 200 && status < 300) return { sent: true };
  const uncertain = status >= 500 && !NOT_TAKEN_YET.includes(status);
  return { sent: false, failure: `http-${status}`, uncertain };
}

/** Failures after which nothing was sent: the gateway was not reached. */
const CERTAIN_FAILURES = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

function failureOf(error: unknown): SendingOutcome {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  const code = name === 'TimeoutError' ? 'timeout' : (cause?.code ?? 'unknown');
  return { sent: false, failure: code.toLowerCase(), uncertain: !CERTAIN_FAILURES.has(code) };
}

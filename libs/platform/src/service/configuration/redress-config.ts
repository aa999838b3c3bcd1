import type { QuietHours, SmsSetting } from './message-settings.js';
import type { StaffDirectory } from './staff-directory.js';
import type { WebhookSubscription } from './webhook-subscriptions.js';

/** The levels of the log, from the quietest. */
export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A clock that was moved: it showed `start` when the process began and runs `rate` times as fast as the world. */
export interface MovedClockSetting {
  readonly start: string;
  readonly rate: number;
}

/** All settings, checked; `loadConfig` names the variables. */
export interface RedressConfig {
  /** Absolute path of the folder that holds the embedded engines, the keys and the outbox. */
  readonly data: string;
  readonly host: string;
  /** 0 lets the system choose a free port. */
  readonly port: number;
  /** Engines by URL; the scheme chooses the engine. They may carry credentials: never log them. */
  readonly eventStore: string;
  readonly eventStream: string;
  readonly readStore: string;
  readonly keyStore: string;
  readonly attachments: string;
  /** The largest file that is accepted. */
  readonly attachmentBytesMax: number;
  /** Bytes of files that one process has in hand at once; at least one of the largest. */
  readonly attachmentBytesAtOnceMax: number;
  /** URL of the scanner of files; without it they are not scanned. It may carry credentials. */
  readonly attachmentScanner?: string;
  /** 64 hexadecimal digits; without it the key is in `<data>/master.key`. A secret. */
  readonly masterKey?: string;
  /** URL of the mail server; without it mail goes into `<data>/outbox`. A secret. */
  readonly smtpUrl?: string;
  readonly mailFrom: string;
  /** The gateway of text messages; without it none are sent. */
  readonly sms?: SmsSetting;
  /** Name and address of the organization, a line each; without it letters begin with the name in `mailFrom`. */
  readonly letterhead?: readonly string[];
  /** Other systems that receive events. They hold secrets. */
  readonly webhooks?: readonly WebhookSubscription[];
  /** The addresses of members of the staff; without it none of them is written to. */
  readonly staff?: StaffDirectory;
  /** The part of the day without calls and text messages. */
  readonly quietHours?: QuietHours;
  /** The token by which the mail system reports messages that came back; without it none are reported. A secret. */
  readonly bounceToken?: string;
  /** Keys that staff tokens are verified with: a URL, a file's path or inline JSON (a secret then). Without it: the embedded issuer. */
  readonly jwks?: string;
  readonly jwtIssuer?: string;
  readonly jwtAudience?: string;
  readonly clock?: MovedClockSetting;
  readonly logLevel: LogLevel;
}

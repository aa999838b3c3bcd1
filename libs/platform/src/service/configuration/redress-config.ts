import type { StaffRole } from '@redress/contracts';
import type { Instant, PolicyApproval } from '@redress/domain';
import type { QuietHours, SmsSetting } from './message-settings.js';
import type { StaffDirectory } from './staff-directory.js';
import type { WebhookSubscription } from './webhook-subscriptions.js';

/** The levels of the log, from the quietest. */
export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A moved clock: it showed `start` when the process started and runs `rate` times as fast as real time. */
export interface MovedClockSetting {
  readonly start: Instant;
  readonly rate: number;
}

/** How much people may do who have not identified themselves. */
export interface LimitSettings {
  /** Complaints an hour from one client. */
  readonly lodgingsPerClient: number;
  /** Complaints a day that name the same e-mail address or telephone number. */
  readonly lodgingsPerContact: number;
  /** Bytes of files a day from one client; at least one file of the largest size. */
  readonly uploadBytesPerClient: number;
  /** Free bytes on the disk of an embedded store below which nobody can lodge complaints or add files. */
  readonly diskFreeBytesMin: number;
  /** Events by which a consumer may fall behind before strangers' complaints are refused. */
  readonly backlogEventsMax: number;
}

/** How long members of staff stay signed in. */
export interface SessionSettings {
  /** After their last request. */
  readonly idleSeconds: number;
  /** However much they do; at least as long. */
  readonly endSeconds: number;
}

/** How staff sign in at an issuer (OpenID Connect Core 1.0). */
export interface OidcSettings {
  /** As the issuer writes it: tokens must name it to the letter. */
  readonly issuer: string;
  readonly clientId: string;
  /** Unset: the issuer knows this installation as a public client. A secret. */
  readonly clientSecret?: string;
  /** Separated by blanks; with `openid`. */
  readonly scopes: string;
  readonly rolesClaim: string;
  readonly teamsClaim: string;
  /** Our role for each name of theirs; unset: they have the same names. */
  readonly roles?: ReadonlyMap<string, StaffRole>;
}

/** What every process needs, also one without engines and keys. */
export interface ProcessConfig {
  readonly host: string;
  /** 0 lets the system choose a free port. */
  readonly port: number;
  /** Addresses and networks of the proxies in front, whose word on a client's address is taken; unset: nobody's. */
  readonly trustedProxies?: readonly string[];
  readonly clock?: MovedClockSetting;
  readonly logLevel: LogLevel;
}

/** Settings of a process that answers browsers and asks the services by HTTP; `loadWebConfig` names the variables. */
export interface WebConfig extends ProcessConfig {
  readonly services: ServiceUrls;
}

/** Where the services are that the public pages ask: `http://intake:8080`, without a path. */
export interface ServiceUrls {
  /** Receives complaints and shows them to their complainants. */
  readonly intake: string;
  /** Knows the policy in force. */
  readonly caseHandling: string;
}

/** All settings, validated; `loadConfig` names the variables. */
export interface RedressConfig extends ProcessConfig {
  /** Absolute path of the folder with the embedded engines, the keys and the outbox. */
  readonly data: string;
  /** URLs of the engines; the scheme selects the engine. May contain credentials: never log them. */
  readonly eventStore: string;
  readonly eventStream: string;
  readonly readStore: string;
  readonly keyStore: string;
  readonly attachments: string;
  /** The largest file that is accepted. */
  readonly attachmentBytesMax: number;
  /** Bytes of files that one process holds at once; at least one file of the largest size. */
  readonly attachmentBytesAtOnceMax: number;
  readonly limits: LimitSettings;
  /** URL of the file scanner; unset: files are not scanned. May contain credentials. */
  readonly attachmentScanner?: string;
  /** 64 hexadecimal digits; unset: the key is read from `<data>/master.key`. A secret. */
  readonly masterKey?: string;
  /** URL of the mail server; unset: mail is written to `<data>/outbox`. A secret. */
  readonly smtpUrl?: string;
  readonly mailFrom: string;
  /** The page where complainants follow their complaint; unset: messages carry no link. */
  readonly publicUrl?: string;
  /** Gateway for text messages; unset: none are sent. */
  readonly sms?: SmsSetting;
  /** Lines of the organization's name and address; unset: letters start with the name in `mailFrom`. */
  readonly letterhead?: readonly string[];
  /** Other systems that receive events. Contains secrets. */
  readonly webhooks?: readonly WebhookSubscription[];
  /** Addresses of staff members; unset: no staff member receives messages. */
  readonly staff?: StaffDirectory;
  /** Domains of e-mail addresses besides those of staff to which reports may be sent, in lower case; unset: none. */
  readonly reportDomains?: readonly string[];
  /** Daily period without calls and text messages. */
  readonly quietHours?: QuietHours;
  /** Token with which the mail system reports bounces; unset: bounces cannot be reported. A secret. */
  readonly bounceToken?: string;
  /** Keys that verify staff tokens: a URL, a file's path or inline JSON (then a secret). Unset: the embedded issuer's key. */
  readonly jwks?: string;
  readonly jwtIssuer?: string;
  readonly jwtAudience?: string;
  /** The issuer at which staff sign in in their browser; unset: none. */
  readonly oidc?: OidcSettings;
  /** Whether staff sign in here, with a password or a passkey. */
  readonly localSignIn: boolean;
  readonly sessions: SessionSettings;
  /** Who knows of a complaint that is not confidential: `everyone` who handles complaints, or the `teams` of their tokens alone. */
  readonly casesOpenTo: 'everyone' | 'teams';
  /** Days for which the access log keeps who read what. */
  readonly accessLogDays: number;
  /** How many people the publication of a policy takes. */
  readonly policyApproval: PolicyApproval;
}

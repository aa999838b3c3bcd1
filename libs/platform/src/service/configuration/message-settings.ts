import { isTimeZone } from '@redress/domain';
import { parseJson } from '@redress/eventing';
import { text } from '@redress/texts';
import { isWebAddress, type Settings } from './settings.js';

const THIS_MACHINE: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/** Reads the sender of messages. The default name is one that messages translate into the reader's language. */
export function readMailFrom(settings: Settings): string {
  const fault = {
    problem: 'must be an e-mail address, with or without a name.',
    example: '"Complaints <complaints@example.org>"',
  };
  const form = /^(?:[^<>\r\n]*<[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/;
  return (
    settings.matching('REDRESS_MAIL_FROM', fault, form) ?? `${text('en', 'message.sender')} <complaints@localhost>`
  );
}

export function readSmtpUrl(settings: Settings): string | undefined {
  const fault = { problem: 'must be an smtp: or smtps: URL.', example: 'smtps://user:password@mail.example.org:465' };
  return settings.url('REDRESS_SMTP_URL', fault, /^smtps?:\/\/[^/]/);
}

export function readBounceToken(settings: Settings): string | undefined {
  const fault = {
    problem: 'must be 24 to 200 visible characters without blanks.',
    example: '<output of: openssl rand -hex 24>',
  };
  return settings.matching('REDRESS_BOUNCE_TOKEN', fault, /^[\x21-\x7E]{24,200}$/);
}

const DOMAINS_MAX = 20;
/** RFC 1035, 2.3.4 and RFC 1123, 2.1: labels of letters, digits and hyphens, at least two of them. */
const DOMAIN = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** Reads the domains of e-mail addresses to which reports may be sent besides the addresses of staff; undefined when unset. */
export function readReportDomains(settings: Settings): readonly string[] | undefined {
  const problem = `must be 1 to ${DOMAINS_MAX} domains of e-mail addresses, without wildcards, separated by commas.`;
  return settings.read('REDRESS_REPORT_DOMAINS', { problem, example: 'bank.example,regulator.example' }, (value) => {
    const domains = value.split(',').map((domain) => domain.trim().toLowerCase());
    return domains.length <= DOMAINS_MAX && domains.every((domain) => DOMAIN.test(domain)) ? domains : undefined;
  });
}

/** Longest address of the tracking page: it must leave room for words in a text message. */
const PUBLIC_URL_LENGTH_MAX = 150;

/**
 * Reads the address at which complainants reach the page where they follow their complaint. Messages add a fragment to it, so it has none
 * of its own.
 */
export function readPublicUrl(settings: Settings): string | undefined {
  const problem =
    `must be an https: URL of at most ${PUBLIC_URL_LENGTH_MAX} characters without user, password and # ` +
    '(http: for this machine alone).';
  return settings.read('REDRESS_PUBLIC_URL', { problem, example: 'https://complaints.example.org/track' }, (value) => {
    const isPlain = value.length <= PUBLIC_URL_LENGTH_MAX && /^[\x21-\x7E]+$/.test(value) && !value.includes('#');
    return isPlain && isWebAddress(value, (host) => THIS_MACHINE.includes(host)) ? value : undefined;
  });
}

const LINES_MAX = 6;
const LINE_LENGTH_MAX = 80;

/** Reads the name and address of the organization for letterheads from `REDRESS_LETTERHEAD`, with lines separated by `|`. */
export function readLetterhead(settings: Settings): readonly string[] | undefined {
  const problem = `must be 1 to ${LINES_MAX} lines of at most ${LINE_LENGTH_MAX} characters, parted by |.`;
  return settings.read('REDRESS_LETTERHEAD', { problem, example: '"Example Bank|12 Main Street|London"' }, (value) => {
    const lines = value.split('|').map((line) => line.trim());
    const fits = lines.length <= LINES_MAX && lines.every((line) => line !== '' && line.length <= LINE_LENGTH_MAX);
    return fits ? lines : undefined;
  });
}

/** Daily period without calls and text messages. */
export interface QuietHours {
  /** `21:00`; the end may be on the next day. */
  readonly from: string;
  readonly to: string;
  /** IANA: `Asia/Tehran`. Default: the time zone of the complaint's policy calendar. */
  readonly timeZone?: string;
}

const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d';
const FORM = new RegExp(`^(${TIME})-(${TIME})(?: (\\S+))?$`);

/** Reads the quiet hours in `REDRESS_QUIET_HOURS`; undefined when unset. */
export function readQuietHours(settings: Settings): QuietHours | undefined {
  const problem = 'must be two different times of day, and may be followed by a time zone of the IANA database.';
  return settings.read('REDRESS_QUIET_HOURS', { problem, example: '21:00-08:00' }, (value) => {
    const [, from, to, timeZone] = FORM.exec(value) ?? [];
    if (from === undefined || to === undefined || from === to) return undefined;
    if (timeZone === undefined) return { from, to };
    return isTimeZone(timeZone) ? { from, to, timeZone } : undefined;
  });
}

/** A gateway that accepts text messages over HTTP. */
export interface SmsSetting {
  /** May contain a secret: never log more than its host. */
  readonly url: string;
  /** Presented as `Authorization: Bearer`. A secret. */
  readonly token?: string;
  /** JSON template to post; `{to}`, `{text}` and `{id}` are replaced. */
  readonly body: string;
}

const DEFAULT_SMS_BODY = '{"to":"{to}","text":"{text}"}';

/** Reads the gateway in `REDRESS_SMS`; undefined when unset. */
export function readSms(settings: Settings): SmsSetting | undefined {
  const url = settings.read(
    'REDRESS_SMS',
    {
      problem: 'must be an https: URL without user and password (http: for this machine alone).',
      example: 'https://sms.example.org/messages',
    },
    (value) => (isWebAddress(value, (host) => THIS_MACHINE.includes(host)) ? value : undefined),
  );
  const body = settings.read(
    'REDRESS_SMS_BODY',
    {
      problem: 'must be JSON in whose texts {to} and {text} stand for the message.',
      example: `'${DEFAULT_SMS_BODY}'`,
    },
    (value) => (isTemplate(value) ? value : undefined),
  );
  const token = settings.read(
    'REDRESS_SMS_TOKEN',
    {
      problem: 'must be visible characters without blanks, and needs REDRESS_SMS.',
      example: '<the token of the gateway>',
    },
    (value) => (/^[\x21-\x7E]+$/.test(value) && settings.text('REDRESS_SMS') !== undefined ? value : undefined),
  );
  if (url === undefined) return undefined;
  return { url, body: body ?? DEFAULT_SMS_BODY, ...(token !== undefined && { token }) };
}

function isTemplate(value: string): boolean {
  try {
    const parsed = parseJson(value);
    return typeof parsed === 'object' && parsed !== null && value.includes('{to}') && value.includes('{text}');
  } catch {
    return false;
  }
}

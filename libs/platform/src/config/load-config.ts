import { parseJson } from '@redress/eventing';
import { join, resolve } from 'node:path';
import { ConfigError } from './config-error.js';
import { readAttachmentLimits } from './read-attachments.js';
import { readLetterhead } from './read-letterhead.js';
import { readQuietHours } from './read-quiet-hours.js';
import { readSms } from './read-sms.js';
import { readStaffDirectory } from './read-staff-directory.js';
import { readWebhooks } from './read-webhooks.js';
import { LOG_LEVELS, type LogLevel, type MovedClockSetting, type RedressConfig } from './redress-config.js';
import { Settings, type Environment } from './settings.js';

const PORT_MAX = 65_535;
/** A year in about five minutes: enough to try out deadlines, and far from the limits of a number. */
const CLOCK_RATE_MAX = 100_000;

/**
 * Reads the configuration from environment variables. Throws one `ConfigError` that names every fault; no value is ever part of it.
 */
export function loadConfig(env: Environment): RedressConfig {
  const settings = new Settings(env);
  const data = resolve(settings.text('REDRESS_DATA') ?? 'data');
  const config: RedressConfig = {
    data,
    host: settings.text('HOST') ?? '127.0.0.1',
    port: readPort(settings) ?? 8080,
    eventStore: readEngine(settings, 'REDRESS_EVENT_STORE') ?? `sqlite:${join(data, 'events.db')}`,
    eventStream: readEngine(settings, 'REDRESS_EVENT_STREAM') ?? 'log:',
    readStore: readEngine(settings, 'REDRESS_READ_STORE') ?? `sqlite:${join(data, 'views.db')}`,
    keyStore: readEngine(settings, 'REDRESS_KEY_STORE') ?? `sqlite:${join(data, 'keys.db')}`,
    attachments: readEngine(settings, 'REDRESS_ATTACHMENTS') ?? `file:${join(data, 'attachments')}`,
    ...readAttachmentLimits(settings),
    mailFrom: readMailFrom(settings) ?? 'Complaints <complaints@localhost>',
    logLevel: readLogLevel(settings) ?? 'info',
    ...present('masterKey', readMasterKey(settings)),
    ...present('smtpUrl', readSmtpUrl(settings)),
    ...present('attachmentScanner', readScanner(settings)),
    ...present('sms', readSms(settings)),
    ...present('letterhead', readLetterhead(settings)),
    ...present('webhooks', readWebhooks(settings)),
    ...present('staff', readStaffDirectory(settings)),
    ...present('quietHours', readQuietHours(settings)),
    ...present('bounceToken', readBounceToken(settings)),
    ...present('jwks', readJwks(settings)),
    ...present('jwtIssuer', settings.text('REDRESS_JWT_ISSUER')),
    ...present('jwtAudience', settings.text('REDRESS_JWT_AUDIENCE')),
    ...present('clock', readClock(settings, env['NODE_ENV'] === 'production')),
  };
  if (settings.faults.length > 0) throw new ConfigError(settings.faults);
  return config;
}

function present<Name extends string, T>(name: Name, value: T | undefined): { readonly [K in Name]?: T } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [K in Name]: T });
}

function readPort(settings: Settings): number | undefined {
  return settings.read(
    'PORT',
    { problem: `must be a whole number from 0 to ${PORT_MAX}.`, example: '8080' },
    (value) => (/^\d{1,5}$/.test(value) && Number(value) <= PORT_MAX ? Number(value) : undefined),
  );
}

function readScanner(settings: Settings): string | undefined {
  const fault = { problem: 'must be an http(s) URL.', example: 'http://127.0.0.1:3310/scan' };
  return settings.read('REDRESS_ATTACHMENT_SCANNER', fault, (value) =>
    /^https?:\/\/[^/]/.test(value) && URL.canParse(value) ? value : undefined,
  );
}

function readEngine(settings: Settings, variable: string): string | undefined {
  const examples: Readonly<Record<string, string>> = {
    REDRESS_EVENT_STREAM: 'log:',
    REDRESS_ATTACHMENTS: 'file:./data/attachments',
  };
  const example = examples[variable] ?? 'sqlite:./data/store.db';
  return settings.read(variable, { problem: 'must be a URL whose scheme names an engine.', example }, (value) =>
    /^[a-z][a-z0-9+.-]*:/.test(value) ? value : undefined,
  );
}

function readMasterKey(settings: Settings): string | undefined {
  const fault = { problem: 'must be 64 hexadecimal digits (32 bytes).', example: '<output of: openssl rand -hex 32>' };
  return settings.read('REDRESS_MASTER_KEY', fault, (value) => (/^[0-9a-fA-F]{64}$/.test(value) ? value : undefined));
}

function readSmtpUrl(settings: Settings): string | undefined {
  const fault = { problem: 'must be an smtp: or smtps: URL.', example: 'smtps://user:password@mail.example.org:465' };
  return settings.read('REDRESS_SMTP_URL', fault, (value) =>
    /^smtps?:\/\/[^/]/.test(value) && URL.canParse(value) ? value : undefined,
  );
}

function readMailFrom(settings: Settings): string | undefined {
  const fault = {
    problem: 'must be an e-mail address, with or without a name.',
    example: '"Complaints <complaints@example.org>"',
  };
  return settings.read('REDRESS_MAIL_FROM', fault, (value) =>
    /^(?:[^<>\r\n]*<[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/.test(value) ? value : undefined,
  );
}

function readBounceToken(settings: Settings): string | undefined {
  const fault = {
    problem: 'must be 24 to 200 visible characters without blanks.',
    example: '<output of: openssl rand -hex 24>',
  };
  return settings.read('REDRESS_BOUNCE_TOKEN', fault, (value) =>
    /^[\x21-\x7E]{24,200}$/.test(value) ? value : undefined,
  );
}

function readJwks(settings: Settings): string | undefined {
  const fault = {
    problem: 'must be an http(s) URL, the path of a file, or a JSON Web Key Set as JSON.',
    example: 'https://id.example.org/.well-known/jwks.json',
  };
  return settings.read('REDRESS_JWKS', fault, (value) => {
    if (/^https?:/.test(value)) return URL.canParse(value) ? value : undefined;
    return value.startsWith('{') && !isJson(value) ? undefined : value;
  });
}

function readLogLevel(settings: Settings): LogLevel | undefined {
  const fault = { problem: `must be one of ${LOG_LEVELS.join(', ')}.`, example: 'info' };
  return settings.read('REDRESS_LOG_LEVEL', fault, (value) => LOG_LEVELS.find((level) => level === value));
}

function readClock(settings: Settings, production: boolean): MovedClockSetting | undefined {
  const example = '"start=2026-11-02T08:00:00Z;rate=60"';
  const problem = production
    ? 'must not be set when NODE_ENV is production: deadlines and records need the real time.'
    : `must name a start (ISO 8601 with offset) and may name a rate (above 0, up to ${CLOCK_RATE_MAX}).`;
  return settings.read('REDRESS_CLOCK', { problem, example }, (value) => (production ? undefined : parseClock(value)));
}

function parseClock(value: string): MovedClockSetting | undefined {
  const match = /^start=(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d))(?:;rate=(\d+(?:\.\d+)?))?$/.exec(value);
  const start = Date.parse(match?.[1] ?? '');
  const rate = Number(match?.[2] ?? '1');
  if (Number.isNaN(start) || !(rate > 0 && rate <= CLOCK_RATE_MAX)) return undefined;
  return { start: new Date(start).toISOString(), rate };
}

function isJson(value: string): boolean {
  try {
    parseJson(value);
    return true;
  } catch {
    return false;
  }
}

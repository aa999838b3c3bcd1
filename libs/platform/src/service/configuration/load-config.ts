import { parseInstant, type PolicyApproval, policyApprovals } from '@redress/domain';
import { parseJson } from '@redress/eventing';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { readAccessLogDays, readLimits, readSessions } from './limit-settings.js';
import {
  readBounceToken,
  readLetterhead,
  readMailFrom,
  readPublicUrl,
  readQuietHours,
  readReportDomains,
  readSms,
  readSmtpUrl,
} from './message-settings.js';
import {
  LOG_LEVELS,
  type LogLevel,
  type MovedClockSetting,
  type ProcessConfig,
  type RedressConfig,
  type WebConfig,
} from './redress-config.js';
import { ConfigError, type Environment, isWebAddress, Settings } from './settings.js';
import { readSignIn } from './sign-in-settings.js';
import { readStaffDirectory } from './staff-directory.js';
import { readWebhooks } from './webhook-subscriptions.js';

const PORT_MAX = 65_535;
/** A year passes in about five minutes: enough to try out deadlines, and far from the limits of a number. */
const CLOCK_RATE_MAX = 100_000;

/** Reads the configuration from environment variables. Throws one `ConfigError` that lists all faults and never contains a value. */
export function loadConfig(env: Environment): RedressConfig {
  const settings = new Settings(env);
  const data = resolve(settings.text('REDRESS_DATA') ?? 'data');
  const production = isProduction(env);
  const publicUrl = readPublicUrl(settings);
  const jwks = readJwks(settings);
  const config: RedressConfig = {
    data,
    ...readProcess(settings, production),
    eventStore: readEngine(settings, 'REDRESS_EVENT_STORE') ?? `sqlite:${join(data, 'events.db')}`,
    eventStream: readEngine(settings, 'REDRESS_EVENT_STREAM') ?? 'log:',
    readStore: readEngine(settings, 'REDRESS_READ_STORE') ?? `sqlite:${join(data, 'views.db')}`,
    keyStore: readEngine(settings, 'REDRESS_KEY_STORE') ?? `sqlite:${join(data, 'keys.db')}`,
    attachments: readEngine(settings, 'REDRESS_ATTACHMENTS') ?? `file:${join(data, 'attachments')}`,
    ...readLimits(settings),
    mailFrom: readMailFrom(settings),
    sessions: readSessions(settings),
    ...readSignIn(settings, { jwks, publicUrl }),
    casesOpenTo: readOpenTo(settings) ?? 'everyone',
    accessLogDays: readAccessLogDays(settings),
    policyApproval: readPolicyApproval(settings) ?? 'one',
    ...present('masterKey', readMasterKey(settings)),
    ...present('smtpUrl', readSmtpUrl(settings)),
    ...present('attachmentScanner', readScanner(settings, production)),
    ...present('sms', readSms(settings)),
    ...present('publicUrl', publicUrl),
    ...present('letterhead', readLetterhead(settings)),
    ...present('webhooks', readWebhooks(settings)),
    ...present('staff', readStaffDirectory(settings)),
    ...present('reportDomains', readReportDomains(settings)),
    ...present('quietHours', readQuietHours(settings)),
    ...present('bounceToken', readBounceToken(settings)),
    ...present('jwks', jwks),
    ...present('jwtIssuer', settings.text('REDRESS_JWT_ISSUER')),
    ...present('jwtAudience', settings.text('REDRESS_JWT_AUDIENCE')),
  };
  if (settings.faults.length > 0) throw new ConfigError(settings.faults);
  return config;
}

/**
 * Reads the configuration of a process that answers browsers alone, with neither engines nor keys. Throws one `ConfigError` that lists all
 * faults and never contains a value.
 */
export function loadWebConfig(env: Environment): WebConfig {
  const settings = new Settings(env);
  const config = {
    ...readProcess(settings, isProduction(env)),
    services: {
      intake: readServiceUrl(settings, 'REDRESS_INTAKE_URL', 'http://intake:8080'),
      caseHandling: readServiceUrl(settings, 'REDRESS_CASE_HANDLING_URL', 'http://case-handling:8080'),
    },
  };
  if (settings.faults.length > 0) throw new ConfigError(settings.faults);
  return config;
}

function isProduction(env: Environment): boolean {
  return env['NODE_ENV'] === 'production';
}

function readProcess(settings: Settings, production: boolean): ProcessConfig {
  return {
    host: settings.text('HOST') ?? '127.0.0.1',
    port: readPort(settings) ?? 8080,
    logLevel: readLogLevel(settings) ?? 'info',
    ...present('trustedProxies', readTrustedProxies(settings)),
    ...present('clock', readClock(settings, production)),
  };
}

/** Returns the empty text for a fault. */
function readServiceUrl(settings: Settings, variable: string, example: string): string {
  const problem = 'must be the http(s) URL of that service, without user, password, path and query.';
  if (settings.text(variable) === undefined) settings.faults.push({ variable, problem, example });
  return settings.read(variable, { problem, example }, originIn) ?? '';
}

function originIn(value: string): string | undefined {
  if (!isWebAddress(value, () => true)) return undefined;
  const { origin, href } = new URL(value);
  return href === `${origin}/` ? origin : undefined;
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

/** Undefined where files are not scanned. In production nobody leaves it at that by forgetting: `none` says so. */
function readScanner(settings: Settings, production: boolean): string | undefined {
  const variable = 'REDRESS_ATTACHMENT_SCANNER';
  const example = 'https://scanner.internal/scan';
  const written = settings.text(variable);
  if (production && written === undefined) {
    settings.faults.push({ variable, problem: 'must be set in production, to "none" if files need no scan.', example });
  }
  if (written === 'none') return undefined;
  return settings.url(variable, { problem: 'must be an http(s) URL, or "none".', example }, /^https?:\/\/[^/]/);
}

function readEngine(settings: Settings, variable: string): string | undefined {
  const examples: Readonly<Record<string, string>> = {
    REDRESS_EVENT_STREAM: 'log:',
    REDRESS_ATTACHMENTS: 'file:./data/attachments',
  };
  const example = examples[variable] ?? 'sqlite:./data/store.db';
  const fault = { problem: 'must be a URL whose scheme names an engine.', example };
  return settings.matching(variable, fault, /^[a-z][a-z0-9+.-]*:/);
}

function readMasterKey(settings: Settings): string | undefined {
  const fault = { problem: 'must be 64 hexadecimal digits (32 bytes).', example: '<output of: openssl rand -hex 32>' };
  return settings.matching('REDRESS_MASTER_KEY', fault, /^[0-9a-fA-F]{64}$/);
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

function readOpenTo(settings: Settings): RedressConfig['casesOpenTo'] | undefined {
  const problem = 'must be "everyone" (who handles complaints) or "teams" (those in the `teams` claim of a token).';
  return settings.read('REDRESS_CASES_OPEN_TO', { problem, example: 'teams' }, (value) =>
    value === 'everyone' || value === 'teams' ? value : undefined,
  );
}

function readPolicyApproval(settings: Settings): PolicyApproval | undefined {
  const problem = 'must be "one" (whoever writes a policy may publish it) or "two" (another person approves it).';
  return settings.read('REDRESS_POLICY_APPROVAL', { problem, example: 'two' }, (value) =>
    policyApprovals.find((approval) => approval === value),
  );
}

function readTrustedProxies(settings: Settings): readonly string[] | undefined {
  const problem = 'must list IP addresses or networks, separated by commas.';
  return settings.read('REDRESS_TRUSTED_PROXIES', { problem, example: '172.16.0.0/12,fd00::/8' }, (value) => {
    const proxies = value.split(',').map((proxy) => proxy.trim());
    return proxies.every(isNetwork) ? proxies : undefined;
  });
}

/** Whether it is an IP address, or one with the number of bits that a network's addresses have in common. */
function isNetwork(text: string): boolean {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  if (version === 0) return false;
  // With none in common, every client could name any address.
  return bits === undefined || (Number(bits) >= 1 && Number(bits) <= (version === 4 ? 32 : 128));
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
  const start = parseInstant(match?.[1] ?? '');
  const rate = Number(match?.[2] ?? '1');
  if (start === undefined || !(rate > 0 && rate <= CLOCK_RATE_MAX)) return undefined;
  return { start, rate };
}

function isJson(value: string): boolean {
  try {
    parseJson(value);
    return true;
  } catch {
    return false;
  }
}

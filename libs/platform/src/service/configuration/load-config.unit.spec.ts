import { describe, expect, it } from '@jest/globals';
import { resolve } from 'node:path';
import { loadConfig, loadWebConfig } from './load-config.js';
import { ConfigError } from './settings.js';

function faultsOf(
  env: Record<string, string>,
  load: (env: Record<string, string>) => object = loadConfig,
): ConfigError {
  try {
    load(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error('The configuration was accepted.');
}

describe('Without any variable', () => {
  it('everything is embedded, in ./data, on port 8080 of this machine alone', () => {
    const data = resolve('data');
    expect(loadConfig({})).toEqual({
      data,
      host: '127.0.0.1',
      localSignIn: true,
      port: 8080,
      sessions: { idleSeconds: 28_800, endSeconds: 86_400 },
      casesOpenTo: 'everyone',
      accessLogDays: 400,
      policyApproval: 'one',
      eventStore: `sqlite:${data}/events.db`,
      eventStream: 'log:',
      readStore: `sqlite:${data}/views.db`,
      keyStore: `sqlite:${data}/keys.db`,
      attachments: `file:${data}/attachments`,
      attachmentBytesMax: 10_485_760,
      attachmentBytesAtOnceMax: 52_428_800,
      mailFrom: 'Complaints <complaints@localhost>',
      limits: {
        lodgingsPerClient: 2_000,
        lodgingsPerContact: 50,
        uploadBytesPerClient: 2_097_152_000,
        diskFreeBytesMin: 209_715_200,
        backlogEventsMax: 20_000,
      },
      logLevel: 'info',
    });
  });

  it('an empty variable counts as absent', () => {
    expect(loadConfig({ PORT: '', REDRESS_JWKS: ' ' })).toEqual(loadConfig({}));
  });
});

describe('What can be set', () => {
  it('is taken over', () => {
    const config = loadConfig({
      REDRESS_DATA: '/srv/redress',
      HOST: '0.0.0.0',
      PORT: '0',
      REDRESS_EVENT_STORE: 'esdb://host:2113?tls=true',
      REDRESS_MASTER_KEY: 'ab'.repeat(32),
      REDRESS_SMTP_URL: 'smtps://user:secret@mail.example.org:465',
      REDRESS_MAIL_FROM: 'Care <care@example.org>',
      REDRESS_JWKS: '{"keys":[]}',
      REDRESS_LOG_LEVEL: 'debug',
      REDRESS_CLOCK: 'start=2026-11-02T11:30:00+03:30;rate=60',
    });
    expect(config).toMatchObject({
      data: '/srv/redress',
      port: 0,
      keyStore: 'sqlite:/srv/redress/keys.db',
      attachments: 'file:/srv/redress/attachments',
      eventStore: 'esdb://host:2113?tls=true',
      clock: { start: '2026-11-02T08:00:00.000Z', rate: 60 },
    });
  });

  it('a gateway for text messages takes to and text as JSON unless it is told otherwise', () => {
    const url = 'https://sms.example.org/messages';
    expect(loadConfig({ REDRESS_SMS: url }).sms).toEqual({ url, body: '{"to":"{to}","text":"{text}"}' });
    const body = '{"recipient":{"msisdn":"{to}"},"message":"{text}","ref":"{id}"}';
    const set = loadConfig({ REDRESS_SMS: url, REDRESS_SMS_TOKEN: 's3cret', REDRESS_SMS_BODY: body });
    expect(set.sms).toEqual({ url, body, token: 's3cret' });
    expect(loadConfig({ REDRESS_SMS: 'http://127.0.0.1:9/sms' }).sms).toBeDefined();
  });

  it('complainants are sent to a page with TLS, or on this machine', () => {
    for (const url of ['https://complaints.example.org/track', 'http://localhost:3000/', 'http://[::1]/track'])
      expect(loadConfig({ REDRESS_PUBLIC_URL: url }).publicUrl).toBe(url);
  });

  it('a letterhead is lines parted by a bar', () => {
    const { letterhead } = loadConfig({ REDRESS_LETTERHEAD: 'Example Bank | 12 Main Street|London' });
    expect(letterhead).toEqual(['Example Bank', '12 Main Street', 'London']);
  });

  it('as many files are in hand at once as is said, or five of the largest', () => {
    const twenty = { REDRESS_ATTACHMENT_MEGABYTES: '20' };
    expect(loadConfig(twenty).attachmentBytesAtOnceMax).toBe(104_857_600);
    const set = loadConfig({ ...twenty, REDRESS_ATTACHMENT_MEGABYTES_AT_ONCE: '20' });
    expect(set.attachmentBytesAtOnceMax).toBe(20_971_520);
  });

  it('people without a staff token may do much, and as much as is said', () => {
    const { limits } = loadConfig({ REDRESS_ATTACHMENT_MEGABYTES: '20' });
    expect(limits.uploadBytesPerClient).toBe(200 * 20_971_520);
    const set = loadConfig({
      REDRESS_LODGINGS_PER_CLIENT: '3',
      REDRESS_LODGINGS_PER_CONTACT: '2',
      REDRESS_UPLOAD_MEGABYTES_PER_CLIENT: '10',
      REDRESS_DISK_MEGABYTES_FREE: '1',
      REDRESS_BACKLOG_EVENTS: '7',
    });
    expect(set.limits).toEqual({
      lodgingsPerClient: 3,
      lodgingsPerContact: 2,
      uploadBytesPerClient: 10_485_760,
      diskFreeBytesMin: 1_048_576,
      backlogEventsMax: 7,
    });
  });

  it('quiet hours may name a time zone', () => {
    const quietHours = (value: string) => loadConfig({ REDRESS_QUIET_HOURS: value }).quietHours;
    expect(quietHours('21:00-08:00')).toEqual({ from: '21:00', to: '08:00' });
    expect(quietHours('21:00-08:00 Asia/Tehran')).toEqual({ from: '21:00', to: '08:00', timeZone: 'Asia/Tehran' });
  });

  it('reports may go to domains, whole and without wildcards', () => {
    const domains = (value: string) => loadConfig({ REDRESS_REPORT_DOMAINS: value }).reportDomains;
    expect(domains('Bank.example, xn--mgbh0fb.example')).toEqual(['bank.example', 'xn--mgbh0fb.example']);
    expect(loadConfig({}).reportDomains).toBeUndefined();
    for (const wrong of ['*.bank.example', '@bank.example', 'bank', 'bank.example,', 'a..example']) {
      expect(() => domains(wrong)).toThrow('REDRESS_REPORT_DOMAINS');
    }
  });

  it('proxies are trusted by address or by network', () => {
    const trusted = (value: string) => loadConfig({ REDRESS_TRUSTED_PROXIES: value }).trustedProxies;
    expect(trusted('10.0.0.2, 172.16.0.0/12,fd00::/8')).toEqual(['10.0.0.2', '172.16.0.0/12', 'fd00::/8']);
    expect(loadConfig({}).trustedProxies).toBeUndefined();
  });

  it('a clock runs as fast as the world unless it says otherwise', () => {
    expect(loadConfig({ REDRESS_CLOCK: 'start=2026-11-02T08:00:00Z' }).clock?.rate).toBe(1);
  });
});

describe('Faults', () => {
  const wrong = {
    PORT: '70000',
    REDRESS_EVENT_STORE: './events.db',
    REDRESS_EVENT_STREAM: 'nothing',
    REDRESS_READ_STORE: '/views',
    REDRESS_KEY_STORE: 'Keys',
    REDRESS_MASTER_KEY: 'marked-secret-key',
    REDRESS_SMTP_URL: 'http://user:marked-secret@mail',
    REDRESS_MAIL_FROM: 'nobody',
    REDRESS_JWKS: '{"keys": marked-secret',
    REDRESS_SMS: 'http://user:marked-secret@sms.example.org',
    REDRESS_SMS_TOKEN: 'marked-secret with blanks',
    REDRESS_SMS_BODY: '{"to": marked-secret',
    REDRESS_LETTERHEAD: 'Bank||London',
    REDRESS_PUBLIC_URL: 'https://user:marked-secret@complaints.example.org',
    REDRESS_QUIET_HOURS: '21:00-08:00 Atlantis/Poseidonis',
    REDRESS_BOUNCE_TOKEN: 'marked-secret',
    REDRESS_REPORT_DOMAINS: 'bank.example,*',
    REDRESS_ATTACHMENT_MEGABYTES: '101',
    REDRESS_ATTACHMENT_MEGABYTES_AT_ONCE: '9',
    REDRESS_LODGINGS_PER_CLIENT: '0',
    REDRESS_LODGINGS_PER_CONTACT: 'unlimited',
    REDRESS_UPLOAD_MEGABYTES_PER_CLIENT: '9',
    REDRESS_DISK_MEGABYTES_FREE: '0.5',
    REDRESS_CLOCK: 'start=yesterday;rate=fast',
    REDRESS_TRUSTED_PROXIES: '10.0.0.0/8, proxy',
    REDRESS_SESSION_MINUTES: '43201',
    REDRESS_SESSION_IDLE_MINUTES: '0',
    REDRESS_CASES_OPEN_TO: 'team',
    REDRESS_ACCESS_LOG_DAYS: '3651',
    REDRESS_POLICY_APPROVAL: 'three',
    REDRESS_LOG_LEVEL: 'loud',
  };

  it('are told all at once, each by its variable, with an example', () => {
    const { faults, message } = faultsOf(wrong);
    expect(faults.map(({ variable }) => variable).sort()).toEqual(Object.keys(wrong).sort());
    for (const { variable, example } of faults) expect(message).toContain(`Example: ${variable}=${example}`);
  });

  it('never hold a value', () => {
    expect(faultsOf(wrong).message).not.toContain('marked-secret');
  });

  it.each([
    'complaints.example.org',
    'http://complaints.example.org',
    'ftp://127.0.0.1',
    'https://example.org/#track',
    '/track',
  ])('complainants are not sent to %s', (url) => {
    expect(faultsOf({ REDRESS_PUBLIC_URL: url }).faults).toHaveLength(1);
  });

  it.each(['-1', '65536', '80.5', 'http', '1e3'])('a port cannot be %s', (port) => {
    expect(faultsOf({ PORT: port }).faults).toHaveLength(1);
  });

  it.each(['rate=60', 'start=2026-11-02T08:00:00Z;rate=0', 'start=2026-11-02', 'start=2026-11-02T08:00:00Z;rate=1e9'])(
    'a clock cannot be moved by %s',
    (clock) => {
      expect(faultsOf({ REDRESS_CLOCK: clock }).faults).toHaveLength(1);
    },
  );

  it.each(['10.0.0.0/33', '10.0.0.0/0', '::/0', 'fd00::/129', '10.0.0', 'all', '10.0.0.1,'])(
    'a proxy cannot be trusted as %s',
    (proxies) => {
      expect(faultsOf({ REDRESS_TRUSTED_PROXIES: proxies }).faults).toHaveLength(1);
    },
  );

  it('nobody stays signed in longer idle than at all', () => {
    const sessions = (env: Record<string, string>) => loadConfig(env).sessions;
    expect(sessions({})).toEqual({ idleSeconds: 8 * 3_600, endSeconds: 24 * 3_600 });
    expect(sessions({ REDRESS_SESSION_MINUTES: '30' })).toEqual({ idleSeconds: 1_800, endSeconds: 1_800 });
    expect(faultsOf({ REDRESS_SESSION_MINUTES: '30', REDRESS_SESSION_IDLE_MINUTES: '31' }).faults).toMatchObject([
      { variable: 'REDRESS_SESSION_IDLE_MINUTES', problem: 'must be a whole number of minutes from 1 to 30.' },
    ]);
  });

  it('a moved clock is one in production', () => {
    const env = { REDRESS_CLOCK: 'start=2026-11-02T08:00:00Z;rate=60', REDRESS_ATTACHMENT_SCANNER: 'none' };
    expect(loadConfig({ ...env, NODE_ENV: 'development' }).clock).toBeDefined();
    expect(faultsOf({ ...env, NODE_ENV: 'production' }).message).toContain('production');
  });

  it('no word about a scanner of files is one in production alone', () => {
    const scannerIn = (env: object) => loadConfig({ NODE_ENV: 'production', ...env }).attachmentScanner;
    expect(faultsOf({ NODE_ENV: 'production' }).message).toContain('REDRESS_ATTACHMENT_SCANNER');
    expect(loadConfig({ NODE_ENV: 'development' }).attachmentScanner).toBeUndefined();
    expect(scannerIn({ REDRESS_ATTACHMENT_SCANNER: 'none' })).toBeUndefined();
    expect(scannerIn({ REDRESS_ATTACHMENT_SCANNER: 'https://scan.example.org/' })).toBe('https://scan.example.org/');
    expect(faultsOf({ REDRESS_ATTACHMENT_SCANNER: 'nothing' }).faults).toHaveLength(1);
  });
});

describe('The pages alone', () => {
  const urls = { REDRESS_INTAKE_URL: 'http://intake:8080/', REDRESS_CASE_HANDLING_URL: 'https://cases.example.org' };
  const variables = Object.keys(urls);

  it('need nothing but the addresses of the services, also in production', () => {
    expect(loadWebConfig({ ...urls, NODE_ENV: 'production', REDRESS_TRUSTED_PROXIES: '10.0.0.2' })).toEqual({
      host: '127.0.0.1',
      port: 8080,
      logLevel: 'info',
      trustedProxies: ['10.0.0.2'],
      services: { intake: 'http://intake:8080', caseHandling: 'https://cases.example.org' },
    });
  });

  it('need both', () => {
    expect(faultsOf({}, loadWebConfig).faults.map(({ variable }) => variable)).toEqual(variables);
  });

  it.each([
    'intake:8080',
    'ftp://intake',
    'http://user:marked-secret@intake',
    'http://intake/api',
    'http://intake/?a=b',
  ])('cannot ask %s', (url) => {
    const { faults, message } = faultsOf({ REDRESS_INTAKE_URL: url, REDRESS_CASE_HANDLING_URL: url }, loadWebConfig);
    expect(faults.map(({ variable }) => variable)).toEqual(variables);
    expect(message).not.toContain('marked-secret');
  });

  it('are not asked for by a process with services', () => {
    expect(loadConfig({ REDRESS_INTAKE_URL: 'nowhere' })).toEqual(loadConfig({}));
  });
});

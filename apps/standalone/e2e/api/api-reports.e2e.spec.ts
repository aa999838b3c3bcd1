import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, RunningRedress } from '@redress/testing';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { Office } from '../office.js';
import { REPORT_PANELS } from '../report-panels.js';
import { TakingMailServer } from './taking-mail-server.js';

interface Report {
  readonly id: string;
  readonly revision: number;
  readonly nextAt: string | null;
  readonly last: { readonly outcome: string } | null;
}

const REPORTS = '/api/analytics/reports';
const MARK = 'parviz.marked';
const MONTHLY = {
  name: 'Cards of Parviz',
  panels: REPORT_PANELS,
  filters: { channel: ['web', 'email'] },
  period: 'month',
  calendar: 'persian',
  hour: 8,
  workingDaysOf: 'iran@1',
  languages: ['fa', 'en'],
  recipients: [
    { kind: 'person', name: 'anna' },
    { kind: 'address', name: `${MARK}@regulator.example` },
  ],
};

let folder: string;
let server: TakingMailServer;
let redress: RunningRedress;
let office: Office;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-reports-'));
  const staff = join(folder, 'staff.yaml');
  await writeFile(staff, 'people:\n  anna: { email: anna.marked@bank.example, language: fa }\n');
  server = new TakingMailServer();
  redress = await RunningRedress.start({
    env: {
      REDRESS_SMTP_URL: await server.listen(),
      REDRESS_STAFF: staff,
      REDRESS_REPORT_DOMAINS: 'regulator.example',
      REDRESS_LOG_LEVEL: 'trace',
    },
  });
  office = await Office.open(redress);
});
afterAll(async () => {
  await redress[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function scheduled(who: string, more: object = {}): Promise<Report> {
  const { status, body } = await office.post(who, REPORTS, { ...MONTHLY, ...more });
  expect([status, body['code']]).toEqual([201, undefined]);
  return body as unknown as Report;
}

async function listed(who: string): Promise<readonly string[]> {
  const { body } = await office.get<{ items: readonly Report[] }>(who, REPORTS);
  return body.items.map(({ id }) => id);
}

describe('A scheduled report', () => {
  it('is sent by e-mail as PDF and CSV in both languages, and its history tells how that ended', async () => {
    const { id, nextAt } = await scheduled('anna');
    expect(nextAt).toMatch(/T04:30:00\.000Z$/);
    const { status } = await office.post('anna', `${REPORTS}/${id}/send-now`, undefined);
    expect(status).toBe(202);
    const { body } = await eventually(
      () => office.get<{ items: readonly Record<string, unknown>[] }>('anna', `${REPORTS}/${id}/history`),
      (answer) => answer.body.items[0]?.['outcome'] === 'sent',
    );
    expect(body.items).toEqual([
      expect.objectContaining({
        askedBy: 'anna',
        position: expect.stringMatching(/^\d+$/),
        deliveries: MONTHLY.recipients.map((recipient) => ({ ...recipient, state: 'sent', failure: null })),
      }),
    ]);
    expect(server.taken.map(({ to }) => to)).toEqual(['anna.marked@bank.example', `${MARK}@regulator.example`]);
    const mail = await PostalMime.parse(server.taken[0]?.content ?? '');
    expect(mail.subject).toContain(MONTHLY.name);
    expect(mail.text).toMatch(/دفتر رویدادها[\s\S]*position \d+ in the log, as of /);
    expect(mail.attachments.map(({ filename, mimeType }) => [filename?.slice(-6), mimeType])).toEqual([
      ['fa.pdf', 'application/pdf'],
      ['fa.csv', 'text/csv'],
      ['en.pdf', 'application/pdf'],
      ['en.csv', 'text/csv'],
    ]);
    const [persian] = mail.attachments;
    expect(Buffer.from(persian?.content as ArrayBuffer).toString('latin1')).toMatch(/^%PDF-/);
  });

  it('is seen and changed by who scheduled it, and by who oversees reports', async () => {
    const { id } = await scheduled('sara');
    expect(await listed('sara')).toContain(id);
    expect(await listed('anna')).not.toContain(id);
    expect(await listed('cyrus')).toContain(id);
    const by = (who: string) =>
      office.put(who, `${REPORTS}/${id}`, { ...MONTHLY, paused: true }, { 'if-match': '"0"' });
    expect((await by('anna')).body['code']).toBe('report-unknown');
    expect((await by('cyrus')).body).toMatchObject({ revision: 1, paused: true, nextAt: null, owner: 'sara' });
    expect((await by('sara')).body['code']).toBe('report-changed');
    expect((await office.delete('adam', `${REPORTS}/${id}`)).status).toBe(204);
    expect(await listed('sara')).not.toContain(id);
    expect((await office.get('sara', `${REPORTS}/${id}/history`)).body['code']).toBe('report-unknown');
  });

  it.each([
    [
      'an address of another domain',
      { recipients: [{ kind: 'address', name: 'a@elsewhere.example' }] },
      'recipient-not-allowed',
      '#/recipients/0/name',
    ],
    [
      'somebody unknown',
      { recipients: [{ kind: 'person', name: 'nobody' }] },
      'recipient-unknown',
      '#/recipients/0/name',
    ],
    ['no recipient', { recipients: [] }, 'invalid-field', '#/recipients'],
    ['no panel', { panels: [] }, 'invalid-field', '#/panels'],
    ['whose work is whose', { panels: [{ kind: 'pareto', by: 'handler' }] }, 'invalid-field', '#/panels/0/by'],
    ['an unknown calendar', { workingDaysOf: 'mars@1' }, 'report-calendar-unknown', '#/workingDaysOf'],
    ['an hour that no day has', { hour: 24 }, 'invalid-field', '#/hour'],
    ['a language that is not spoken', { languages: ['de'] }, 'invalid-field', '#/languages'],
    ['an unknown filter', { filters: { colour: ['red'] } }, 'unknown-field', '#/filters/colour'],
  ])('is refused with %s, at the field', async (_with, more, code, pointer) => {
    const { status, body } = await office.post('anna', REPORTS, { ...MONTHLY, ...more });
    const faults = (body['errors'] ?? []) as readonly { readonly pointer: string }[];
    expect([status, body['code'], faults[0]?.pointer]).toEqual([422, code, pointer]);
  });

  it('names nobody in the log, and is sealed where it is stored', async () => {
    await scheduled('anna', { paused: true });
    expect(redress.output).not.toMatch(/marked|Parviz/);
    for (const file of await readdir(redress.data)) {
      if (!file.startsWith('views.db')) continue;
      const content = await readFile(join(redress.data, file), 'latin1');
      expect(content).not.toMatch(/parviz\.marked|Parviz/);
    }
  });
});

describe('A report where cases are open to their teams', () => {
  it('is scheduled by those alone who see the figures of all', async () => {
    await using teams = await RunningRedress.start({
      env: { REDRESS_CASES_OPEN_TO: 'teams', REDRESS_STAFF: join(folder, 'staff.yaml') },
    });
    const staff = await Office.open(teams, { sara: ['Cards'] });
    const content = { ...MONTHLY, recipients: [{ kind: 'person', name: 'anna' }] };
    const asked = await Promise.all(['sara', 'anna'].map((who) => staff.post(who, REPORTS, content)));
    expect(asked.map(({ status, body }) => [status, body['code']])).toEqual([
      [403, 'report-of-some-teams'],
      [201, undefined],
    ]);
  });
});

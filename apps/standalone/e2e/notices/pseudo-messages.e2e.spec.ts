import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { channels, messagePurposes } from '@redress/contracts';
import { complaintStatuses } from '@redress/domain';
import { parseJson } from '@redress/eventing';
import { eventually, RunningRedress, ScratchFolder } from '@redress/testing';
import { mkdirSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
// What makes the language, and how messages are read, is said once. No build contains specs.
/* eslint-disable @nx/enforce-module-boundaries */
import { hardCodedFinder, SPEAKS_PSEUDO } from '../../../../tools/pseudo-locale/pseudo-texts.js';
import { wordsOfPdf } from '../../../notification/src/letter/printed.fixture.spec.js';
import { SmsGateway } from '../../../notification/src/sms/sms-gateway.fixture.spec.js';
/* eslint-enable @nx/enforce-module-boundaries */
import type { Office } from '../office.js';
import { type MarkedRun, runMarked } from '../personal-data/marked-run.js';
import { PersonalMarks } from '../personal-data/personal-marks.js';
import { type Refused, sendRefusedRequests } from '../personal-data/refused-requests.js';
import { REPORT_PANELS } from '../report-panels.js';

/** What people write is Persian, so that what is Latin was written by a program. */
class PersianMarks extends PersonalMarks {
  override text(field: string): string {
    return super.text(field).replace(/^\S+ /, '');
  }
}

interface Sent {
  readonly messageId: string;
  readonly purpose: string;
  readonly channel: string;
}

const REPORT = {
  name: 'گزارش',
  panels: REPORT_PANELS,
  filters: { channel: ['web', 'email'] },
  period: 'month',
  calendar: 'gregory',
  hour: 8,
  workingDaysOf: 'generic@1',
  languages: ['en'],
  recipients: [{ kind: 'person', name: 'anna' }],
};
const STAFF = ['hana', 'hugo', 'sara', 'anna', 'cyrus', 'ida', 'adam', 'zoe', 'nora'];
const RUN_MS = 240_000;

async function sendReport(office: Office): Promise<void> {
  const reports = '/api/analytics/reports';
  const { status, body } = await office.post('anna', reports, REPORT);
  if (status !== 201) throw new Error(`The report was answered with ${status}: ${JSON.stringify(body)}`);
  const report = `${reports}/${String(body['id'])}`;
  await office.post('anna', `${report}/send-now`, undefined);
  await eventually(
    () => office.get<{ items: readonly { outcome: string }[] }>('anna', `${report}/history`),
    (answer) => answer.body.items[0]?.outcome === 'sent',
  );
}

describe('What is sent and answered in a language that is made from the English texts', () => {
  const folder = new ScratchFolder();
  const marks = new PersianMarks();
  let gateway: SmsGateway;
  let redress: RunningRedress;
  let run: MarkedRun;
  let refused: readonly Refused[];
  let sent: readonly Sent[];

  beforeAll(async () => {
    gateway = await SmsGateway.start(200);
    mkdirSync(folder.path, { recursive: true });
    const staff = join(folder.path, 'staff.yaml');
    const people = STAFF.map((name) => `  ${name}: { email: ${name}@example.org }\n`).join('');
    writeFileSync(staff, `people:\n${people}teams:\n  cards: { email: cards@example.org }\n`);
    const env = { ...SPEAKS_PSEUDO, REDRESS_STAFF: staff, REDRESS_SMS: gateway.url };
    redress = await RunningRedress.start({ env });
    run = await runMarked(redress, marks);
    const { office } = run;
    const name = marks.text('name');
    for (const complainant of [
      { name, postalAddress: marks.text('address') },
      { name, phone: '+989120000000', preferredChannel: 'phone' },
    ]) {
      const lodged = await office.post('ida', '/api/complaints', {
        description: marks.text('description'),
        channel: 'letter',
        language: 'en',
        complainant,
      });
      const reference = String(lodged.body['reference']);
      await office.decides('sara', reference, 'assign', { assignee: 'hana' });
      await office.decides('hana', reference, 'request-information', { text: marks.text('question') });
      const title = marks.text('task');
      await office.decides('sara', reference, 'assign-task', { kind: 'investigate', title, assignee: 'hana' });
    }
    refused = await sendRefusedRequests(redress, office, run.reference, marks);
    await sendReport(office);
    await redress.settled();
    const { body: cases } = await office.get<{ items: readonly { reference: string }[] }>(
      'hana',
      '/api/cases?limit=50',
    );
    const listed = cases.items.map(({ reference }) =>
      office.get<{ items: readonly Sent[] }>('hana', `/api/notifications?reference=${reference}`),
    );
    sent = (await Promise.all(listed)).flatMap(({ body }) => body.items);
  }, RUN_MS);
  afterAll(async () => {
    await redress[Symbol.asyncDispose]();
    await gateway.stop();
    folder.remove();
  });

  // The outside body that the run refers a complaint to, by the name that a policy without it is given.
  const hardCodedIn = hardCodedFinder(['ombudsman']);

  it('was sent for every purpose', () => {
    expect(messagePurposes.filter((purpose) => !sent.some((message) => message.purpose === purpose))).toEqual([]);
  });

  it('are e-mails that say nothing that is in no catalogue', async () => {
    const outbox = join(redress.data, 'outbox');
    const files = (await readdir(outbox)).filter((name) => name.endsWith('.eml'));
    const mails = await Promise.all(files.map(async (file) => PostalMime.parse(await readFile(join(outbox, file)))));
    expect(mails.length).toBeGreaterThan(5);
    for (const { subject = '', text = '', from } of mails) {
      expect(subject).toContain('‹');
      expect([subject, ...text.split('\n'), from?.name ?? ''].flatMap(hardCodedIn)).toEqual([]);
    }
    const [report] = mails.flatMap(({ attachments }) =>
      attachments.filter(({ mimeType }) => mimeType === 'application/pdf'),
    );
    const words = wordsOfPdf(new Uint8Array(report?.content as ArrayBuffer));
    expect(words.join('')).toContain('‹');
    expect(words.flatMap(hardCodedIn)).toEqual([]);
  });

  it('are text messages and letters that say nothing that is in no catalogue', async () => {
    const texts = gateway.received.map(({ body }) => (parseJson(body) as { text: string }).text);
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.flatMap(hardCodedIn)).toEqual([]);
    const letters = sent.filter(({ channel }) => channel === 'letter');
    expect(letters.length).toBeGreaterThan(0);
    for (const { messageId } of letters) {
      const printed = await fetch(`${redress.url}/api/notifications/${messageId}/letter.pdf`, {
        headers: { authorization: `Bearer ${run.office.tokenFor('hana')}` },
      });
      const words = wordsOfPdf(new Uint8Array(await printed.arrayBuffer()));
      expect(words.join('')).toContain('‹');
      expect(words.flatMap(hardCodedIn)).toEqual([]);
    }
  });

  it('are answers to requests that went wrong, which say nothing that is in no catalogue', () => {
    type Problem = {
      readonly title: string;
      readonly detail: string;
      readonly errors?: readonly { readonly detail: string }[];
    };
    const problems = refused
      .filter(({ status }) => status >= 400)
      .map(({ text }) => text.slice(text.indexOf('\n\n')).trim())
      .filter((body) => body.startsWith('{'))
      .map((body) => parseJson(body) as Problem);
    expect(problems.length).toBeGreaterThan(20);
    const said = problems.flatMap(({ title, detail, errors = [] }) => [
      title,
      detail,
      ...errors.map((error) => error.detail),
    ]);
    // Fields by the names that requests give them, and what they may hold.
    const named = [
      'email',
      'channel',
      'surname',
      'description',
      'name',
      'status',
      channels.join(', '),
      complaintStatuses.join(', '),
    ];
    expect(said.flatMap(hardCodedFinder(named))).toEqual([]);
  });
});

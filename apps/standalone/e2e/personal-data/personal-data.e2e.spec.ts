import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { complaintEvents } from '@redress/contracts';
import { eventually, RunningRedress } from '@redress/testing';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { type MarkedRun, runMarked } from './marked-run.js';
import { PersonalMarks } from './personal-marks.js';
import { type Refused, sendRefusedRequests } from './refused-requests.js';
import { readStoredData, type StoredData } from '../stored-data.js';

const REFUSALS = [400, 401, 403, 404, 409, 413, 414, 415, 422];

describe('A run with marked personal data, logged in full', () => {
  const marks = new PersonalMarks();
  const read: string[] = [];
  let redress: RunningRedress;
  let run: MarkedRun;
  let refused: readonly Refused[];
  let metrics: string;
  let whileRunning: readonly string[];
  let stored: StoredData;

  beforeAll(async () => {
    redress = await RunningRedress.start({ env: { REDRESS_LOG_LEVEL: 'trace' } });
    run = await runMarked(redress, marks);
    refused = await sendRefusedRequests(redress, run.office, run.reference, marks);
    await readEverything();
    metrics = await (await fetch(`${redress.url}/metrics`)).text();
    whileRunning = await marksInFiles();
    expect(await redress.stop()).toBe(0);
    stored = await readStoredData(redress.data);
  }, 120_000);

  afterAll(async () => {
    await redress[Symbol.asyncDispose]();
  });

  async function readEverything(): Promise<void> {
    const { office, reference } = run;
    const paths: readonly (readonly [string, string])[] = [
      ['hana', `/api/cases/${reference}`],
      ['cyrus', `/api/cases/${reference}/history`],
      ['cyrus', `/api/compliance/cases/${reference}/replay`],
      ['cyrus', `/api/compliance/cases/${reference}/evidence`],
      ['hana', '/api/cases'],
      ['hana', '/api/cases/counts'],
      ['cyrus', '/api/analytics/summary?groupBy=status,product'],
      ['cyrus', '/api/analytics/pareto?by=handler'],
      ['cyrus', '/api/analytics/timeseries?groupBy=product,team'],
      ['cyrus', '/api/analytics/remedies'],
      ['cyrus', '/api/analytics/recurrence?by=product'],
      ['cyrus', '/api/analytics/recurrence/cases'],
      ['hana', `/api/notifications?reference=${reference}`],
    ];
    for (const [who, path] of paths) {
      const { status, body } = await office.get(who, path);
      expect([path, status]).toEqual([path, 200]);
      read.push(JSON.stringify(body));
    }
    const { body: shown } = await office.get('hana', `/api/cases/${reference}`);
    await redress.settled();
    for (const text of [String(shown['description']), marks.text('what was searched')]) {
      const { status, body } = await office.post<{ items: readonly unknown[] }>('hana', '/api/cases/search', { text });
      expect([status, body.items.length]).toEqual([200, text === shown['description'] ? 1 : 0]);
      read.push(JSON.stringify(body));
    }
    const { body: accesses } = await office.get<{ items: readonly unknown[] }>('cyrus', '/api/compliance/access-log');
    expect(accesses.items.length).toBeGreaterThan(3);
    read.push(JSON.stringify(accesses));
    expect(marks.foundIn(JSON.stringify(accesses))).toEqual([]);
    await office.post('cyrus', '/api/compliance/verify', {});
    await eventually(
      () => office.get('cyrus', '/api/compliance/verify'),
      ({ body }) => body['state'] === 'passed',
    );
  }

  /** `file: field` for each mark in each file of the data folder, except the outbox. */
  async function marksInFiles(): Promise<readonly string[]> {
    const files = await dataFiles();
    const found = files
      .filter(({ name }) => !name.startsWith(`outbox${sep}`))
      .flatMap(({ name, bytes }) => marks.foundIn(bytes).map((field) => `${name}: ${field}`));
    return found;
  }

  async function dataFiles(): Promise<readonly { readonly name: string; readonly bytes: Buffer }[]> {
    const entries = await readdir(redress.data, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    return Promise.all(
      files.map(async (file) => ({ name: relative(redress.data, file), bytes: await readFile(file) })),
    );
  }

  it('had a mark in every personal field of every event', () => {
    const sealed = stored.recorded.flatMap(({ type, personal }) =>
      Object.keys(personal?.fields ?? {}).map((pointer) => `${type}${pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*')}`),
    );
    const personal = Object.values(complaintEvents).flatMap(({ type, current }) =>
      current.personalPaths.map((path) => `${type}/data/${path.join('/')}`),
    );
    expect(personal.length).toBeGreaterThan(20);
    expect(personal.filter((field) => !sealed.includes(field))).toEqual([]);
  });

  it('shows the marks to those who may see them, so that they are found where they are', async () => {
    const history = read[1] ?? '';
    expect(marks.foundIn(history)).toEqual(expect.arrayContaining(['description', 'e-mail', 'phone', 'evidence']));
    expect(marks.foundIn(Buffer.from(history).toString('base64'))).toContain('description');
    expect(marks.foundIn(encodeURIComponent(history))).toContain('description');
    const messages = (await dataFiles()).filter(({ name }) => name.startsWith(`outbox${sep}`));
    const inMessages = messages.flatMap(({ bytes }) => marks.foundIn(bytes));
    expect(inMessages).toEqual(expect.arrayContaining(['name', 'e-mail']));
  });

  it('keeps none of them in any file, neither while it runs nor afterwards', async () => {
    expect(whileRunning).toEqual([]);
    expect(await marksInFiles()).toEqual([]);
  });

  it('keeps none of them in a value that lies on several pages of a file', () => {
    expect(
      marks.foundIn(JSON.stringify(stored.recorded, (_, value: unknown) => (typeof value === 'bigint' ? '' : value))),
    ).toEqual([]);
  });

  it('writes none of them to its log or its metrics', () => {
    expect(redress.output).toMatch(/"level":20,.*"route":"\/api\/complaints"/);
    expect(marks.foundIn(redress.output)).toEqual([]);
    expect(marks.foundIn(metrics)).toEqual([]);
  });

  it('sends none of them back with a refusal', () => {
    expect(
      refused.filter(({ status }) => !(status >= 400 && status < 500)).map(({ what, status }) => [what, status]),
    ).toEqual([]);
    expect([...new Set(refused.map(({ status }) => status))].sort()).toEqual(REFUSALS);
    expect(refused.flatMap(({ what, text }) => marks.foundIn(text).map((field) => `${what}: ${field}`))).toEqual([]);
  });

  it('writes no tracking code, token or key down', async () => {
    const masterKey = (await readFile(join(redress.data, 'master.key'), 'utf8')).trim();
    const issuer = JSON.parse(await readFile(join(redress.data, 'issuer.jwk'), 'utf8')) as { readonly d: string };
    const secrets = run.secrets.flatMap((secret) => [secret, secret.replaceAll('-', ''), secret.split('.').at(-1)!]);
    for (const text of [redress.output, metrics]) {
      for (const secret of [...secrets, masterKey, issuer.d]) expect(text.includes(secret)).toBe(false);
    }
    const stored = (await dataFiles()).filter(({ name }) => !name.startsWith(`outbox${sep}`));
    for (const { bytes } of stored) for (const secret of secrets) expect(bytes.includes(secret)).toBe(false);
  });
});

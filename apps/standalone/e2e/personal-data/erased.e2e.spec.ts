import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Instant, instantOf } from '@redress/domain';
import { ERASED, KeyRing, loadMasterKey } from '@redress/eventing';
import { type Answer, call, eventually, RunningRedress } from '@redress/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Office } from '../office.js';
import { openStoredEngines, readStoredData } from '../stored-data.js';
import { PERSONAL_WORDS, recordTwoComplaints, type TwoComplaints } from '../two-complaints.js';

const SUMMARIES = ['status', 'product,channel', 'decision,rootCause', 'month'];

describe('A complaint whose key was destroyed', () => {
  let data: string;
  let complaints: TwoComplaints;
  let redress: RunningRedress;
  let office: Office;
  let summaries: readonly unknown[];
  let length: number;

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'redress-erased-'));
    complaints = await recordTwoComplaints(data);
    {
      await using before = await RunningRedress.start({ data });
      office = await Office.open(before);
      const historyPath = `/api/cases/${complaints.first}/history`;
      const history = await eventually(
        async () => (await read('cyrus', historyPath)).body['events'] as readonly { readonly type: string }[],
        // The last that happens by itself: the complainant is told that their complaint was reopened.
        (events) => events.at(-1)?.type === 'NotificationSent',
      );
      length = history.length;
      await read('hana', `/api/cases/${complaints.first}?atLeast=${length - 1}`);
      expect(await told()).toEqual(expect.arrayContaining(['Nasrin', 'Transfer made.']));
      summaries = await readSummaries();
      expect(await before.stop()).toBe(0);
    }
    await destroyKey(data, complaints.first);
    redress = await RunningRedress.start({ data });
    office = await Office.open(redress);
  }, 180_000);

  afterAll(async () => {
    await redress[Symbol.asyncDispose]();
    await rm(data, { recursive: true, force: true });
  });

  /** Runs a query that must succeed. */
  async function read(who: string, path: string): Promise<Answer> {
    const answer = await office.get(who, path);
    expect([path, answer.status]).toEqual([path, 200]);
    return answer;
  }

  async function readSummaries(): Promise<readonly unknown[]> {
    const reads = SUMMARIES.map((groupBy) => read('cyrus', `/api/analytics/summary?groupBy=${groupBy}`));
    return (await Promise.all(reads)).map(({ body }) => ({ total: body['total'], rows: body['rows'] }));
  }

  /** The first complaint's personal words found in any query's answer. */
  async function told(): Promise<readonly string[]> {
    const { first } = complaints;
    const answers = await Promise.all([
      read('hana', `/api/cases/${first}`),
      read('cyrus', `/api/cases/${first}/history`),
      read('cyrus', `/api/compliance/cases/${first}/replay`),
      read('hana', '/api/cases'),
      ...Array.from({ length }, (_, revision) => read('hana', `/api/cases/${first}?atRevision=${revision}`)),
    ]);
    await office.redress.settled();
    const searches = await Promise.all(
      PERSONAL_WORDS.map((text) => office.post('hana', '/api/cases/search', { text })),
    );
    const text = JSON.stringify([...answers, ...searches].map(({ body }) => body));
    return PERSONAL_WORDS.filter((word) => text.includes(word));
  }

  it('tells none of its personal words on any route, at any revision', async () => {
    expect(await told()).toEqual([]);
  });

  it('is shown as erased where they were', async () => {
    const { body } = await read('hana', `/api/cases/${complaints.first}`);
    expect(body).toMatchObject({ description: ERASED, complainant: { name: ERASED, email: ERASED }, assignee: 'hana' });
    const history = await read('cyrus', `/api/cases/${complaints.first}/history`);
    const events = history.body['events'] as readonly {
      type: string;
      data: object;
      reason?: unknown;
      recordedAt: Instant;
    }[];
    expect(events[0]).toMatchObject({ type: 'ComplaintReceived', data: { description: ERASED, language: 'en' } });
    expect(events.find(({ type }) => type === 'ComplaintReopened')).toMatchObject({ reason: ERASED });
    for (const { recordedAt } of events) {
      const then = await read('hana', `/api/cases/${complaints.first}?at=${recordedAt}`);
      expect(then.body).toMatchObject({ description: ERASED });
    }
  });

  it('is still in the queue, and the other one reads as before', async () => {
    const { body } = await read('hana', '/api/cases');
    const references = (body['items'] as readonly { reference: string }[]).map(({ reference }) => reference).sort();
    expect(references).toEqual([complaints.first, complaints.second].sort());
    const other = await read('hana', `/api/cases/${complaints.second}`);
    expect(other.body).toMatchObject({ description: 'The door was closed.' });
  });

  it('can still be followed by its complainant', async () => {
    const { first: reference, trackingCode } = complaints;
    const { status, body } = await call('POST', `${redress.url}/api/track`, { body: { reference, trackingCode } });
    expect([status, body['status']]).toEqual([200, 'under-investigation']);
    const complainant = await office.complainant(reference, trackingCode);
    expect((await complainant.looks()).status).toBe(200);
  });

  it('counts in the summaries as before', async () => {
    expect(await readSummaries()).toEqual(summaries);
  });

  it('takes commands without personal data, and refuses others as erased', async () => {
    // A message that could not be sent to an erased person may be recorded at any time.
    const { body } = await read('hana', `/api/cases/${complaints.first}`);
    const before = body['revision'] as number;
    expect(await office.decides('sara', complaints.first, 'assign', { assignee: 'hugo' })).toBeGreaterThan(before);
    const note = { text: 'Nothing new.', visibility: 'internal' };
    const refused = await office.post('hana', `/api/cases/${complaints.first}/add-note`, note);
    expect([refused.status, refused.body['code']]).toEqual([409, 'subject-erased']);
  });

  it('keeps the chains intact, and every view equal to a fold of the log', async () => {
    await office.post('cyrus', '/api/compliance/verify', {});
    const { body } = await eventually(
      () => office.get('cyrus', '/api/compliance/verify'),
      (answer) => answer.body['state'] !== 'running',
    );
    expect(body).toMatchObject({ state: 'passed', faults: [] });
    await read('hana', `/api/cases/${complaints.first}?atLeast=${length}`);
    expect(await redress.stop()).toBe(0);
    const stored = await readStoredData(data);
    expect([...stored.chainFaults, ...stored.viewFaults]).toEqual([]);
  });
});

async function destroyKey(data: string, reference: string): Promise<void> {
  const { keyStore: store, close } = await openStoredEngines(data, 'itself');
  try {
    const masterKey = await loadMasterKey({ file: join(data, 'master.key') });
    await new KeyRing({ store, masterKey }).destroy(reference.replaceAll('-', ''), instantOf(Date.now()));
  } finally {
    await close();
  }
}

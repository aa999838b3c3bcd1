import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Complaints } from '@redress/complaints';
import { catalogue, type Reference } from '@redress/contracts';
import { toReference, instantOf } from '@redress/domain';
import { ERASED, EventCodec, KeyRing, loadMasterKey, toActorId } from '@redress/eventing';
import { ServerSecrets } from '@redress/platform';
import { Policies } from '@redress/policies';
import { type Answer, eventually, RunningRedress } from '@redress/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Complainant, Office } from '../office.js';
import { openStoredEngines, readStoredData } from '../stored-data.js';

const REASON = 'It names a neighbour.';
const ALL = ['Mahvash saw it.', 'The postman saw it.', 'It was raining.', 'The lid broke.'];

describe('A message that was redacted', () => {
  let data: string;
  let redress: RunningRedress;
  let office: Office;
  let complainant: Complainant;
  let reference: string;
  let trackingCode: string;
  /** Revisions of the messages, in the order of {@link ALL}. */
  let messages: readonly number[];

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'redress-redacted-'));
    await open();
    const { body } = await office.lodge({ description: 'The lid broke.' });
    reference = String(body['reference']);
    trackingCode = String(body['trackingCode']);
    await complainantComes();
    messages = [
      await office.decides('hana', reference, 'add-note', { text: ALL[0], visibility: 'complainant' }),
      (await complainant.sends('add-information', { text: ALL[1] })).body['revision'] as number,
      await office.decides('hana', reference, 'add-evidence', { kind: 'statement', description: ALL[2] }),
    ];
  }, 60_000);

  afterAll(async () => {
    await redress[Symbol.asyncDispose]();
    await rm(data, { recursive: true, force: true });
  });

  async function open(): Promise<void> {
    redress = await RunningRedress.start({ data });
    office = await Office.open(redress);
  }

  async function complainantComes(): Promise<void> {
    complainant = await office.complainant(reference, trackingCode);
  }

  const redact = (message: number, body: object = { reason: REASON }): Promise<Answer> =>
    office.post('cyrus', `/api/cases/${reference}/redact-message`, { message, ...body });

  /** The words that can be read anywhere. */
  async function told(): Promise<readonly string[]> {
    const head = ((await office.get('cyrus', `/api/cases/${reference}/history`)).body['events'] as unknown[]).length;
    await redress.settled();
    const answers = await Promise.all([
      office.get('hana', '/api/cases'),
      office.get('hana', `/api/cases/${reference}?atLeast=${head - 1}`),
      office.get('cyrus', `/api/cases/${reference}/history`),
      office.get('cyrus', `/api/compliance/cases/${reference}/replay`),
      complainant.looks(head - 1),
      ...ALL.map((text) => office.post('hana', '/api/cases/search', { text })),
      ...Array.from({ length: head }, (_, then) => office.get('hana', `/api/cases/${reference}?atRevision=${then}`)),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const text = JSON.stringify(answers.map(({ body }) => body));
    return ALL.filter((words) => text.includes(words));
  }

  it('was read everywhere before', async () => {
    expect(await told()).toEqual(ALL);
  });

  it('can be read nowhere, at no revision, when the command is answered; and nothing else is gone', async () => {
    const answer = await redact(messages[0] as number);
    expect([answer.status, answer.body['events']]).toEqual([200, ['MessageRedacted']]);
    expect(await told()).toEqual(ALL.slice(1));
  });

  it('is shown as erased where it stood, with who redacted it and why', async () => {
    const { body } = await office.get('hana', `/api/cases/${reference}`);
    expect(body).toMatchObject({
      description: 'The lid broke.',
      notes: [{ text: ERASED, by: 'hana', visibility: 'complainant' }, { text: 'The postman saw it.' }],
      redactions: [{ message: messages[0], redactedBy: 'cyrus', reason: REASON }],
    });
    expect((await complainant.looks()).body['messages']).toMatchObject([
      { from: 'organization', text: ERASED },
      { from: 'complainant', text: 'The postman saw it.' },
    ]);
  });

  it('is offered to compliance while there is one left, and redacted once', async () => {
    const { body } = await office.get('cyrus', `/api/cases/${reference}`);
    expect(body['availableCommands']).toContain('redact-message');
    expect((await redact(messages[0] as number)).body['events']).toEqual([]);
  });

  it('is refused with a sentence that says what to do instead, in the language of the reader', async () => {
    const wordless = await redact(await office.decides('sara', reference, 'assign', { assignee: 'hana' }));
    expect([wordless.status, wordless.body['code']]).toEqual([409, 'message-without-own-key']);
    const unknown = await office.post(
      'cyrus',
      `/api/cases/${reference}/redact-message`,
      { message: 999, reason: REASON },
      { 'accept-language': 'fa' },
    );
    expect([unknown.status, unknown.body['code']]).toEqual([409, 'unknown-message']);
    expect(unknown.body['detail']).toContain('تاریخچه');
    expect((await redact(messages[1] as number, {})).body['code']).toBe('reason-missing');
    const byHandler = await office.post('hana', `/api/cases/${reference}/redact-message`, { message: 1, reason: 'x' });
    expect(byHandler.status).toBe(403);
  });

  it('is gone after the next start when the process died between the record and the key', async () => {
    await redress.kill();
    await recordRedactionAlone(data, toReference(reference.replaceAll('-', '')), messages[1] as number);
    await open();
    await complainantComes();
    await eventually(told, (words) => !words.includes(ALL[1] as string));
    expect(await told()).toEqual(ALL.slice(2));
  });

  it('leaves chains intact, every view equal to a fold of the log, and no word in an export', async () => {
    await office.post('cyrus', '/api/compliance/verify', {});
    const { body } = await eventually(
      () => office.get('cyrus', '/api/compliance/verify'),
      (answer) => answer.body['state'] !== 'running',
    );
    expect(body).toMatchObject({ state: 'passed', faults: [] });
    await redress.settled();
    expect(await redress.stop()).toBe(0);
    const stored = await readStoredData(data);
    expect([...stored.chainFaults, ...stored.viewFaults]).toEqual([]);
    const exported = JSON.stringify(stored.opened.map(({ data: opened, reason }) => ({ opened, reason })));
    expect(ALL.filter((words) => exported.includes(words))).toEqual(ALL.slice(2));
  });
});

/** Imitates a process that was killed before it destroyed the key. */
async function recordRedactionAlone(data: string, reference: Reference, message: number): Promise<void> {
  const { eventStore: store, keyStore, close } = await openStoredEngines(data, 'itself');
  try {
    const masterKey = await loadMasterKey({ file: join(data, 'master.key') });
    const codec = new EventCodec(catalogue, new KeyRing({ store: keyStore, masterKey }));
    const parts = { store, codec, secrets: new ServerSecrets(masterKey), now: () => instantOf(Date.now()) };
    const complaints = new Complaints({ ...parts, policies: new Policies(parts) });
    const cyrus = { caller: 'staff:cyrus', actor: { id: toActorId('cyrus'), role: 'compliance' } };
    const command = { type: 'redact-message', data: { message } } as const;
    expect(await complaints.execute(reference, command, cyrus, { reason: REASON })).toMatchObject({ kind: 'accepted' });
  } finally {
    await close();
  }
}

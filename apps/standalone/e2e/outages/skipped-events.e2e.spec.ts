import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { complaintStream } from '@redress/complaints';
import { catalogue } from '@redress/contracts';
import { instantOf, parseReference } from '@redress/domain';
import {
  EventCodec,
  KeyRing,
  loadMasterKey,
  type ParkedStream,
  skipsStream,
  type StreamName,
  toActorId,
} from '@redress/eventing';
import { ServerSecrets } from '@redress/platform';
import { IS_DISTRIBUTED, RunningRedress, ScratchFolder } from '@redress/testing';
import { ParkedSkips } from '../../src/index.js';
import { Office } from '../office.js';
import { openStoredEngines, readStoredData } from '../stored-data.js';

const VIEW = 'cases';
const PARKED = '/api/operations/parked';
const REASON = 'A note that an older release wrote twice.';
const RESTARTS_MS_MAX = 600_000;

const folder = new ScratchFolder();
afterAll(() => folder.remove());

/** A stopped system in which a view has parked a complaint for its first note, and has not applied the second. */
async function parkedIn(name: string) {
  const data = join(folder.path, name);
  let reference: string;
  {
    await using redress = await RunningRedress.start({ data });
    const office = await Office.open(redress);
    reference = (await office.lodge({ description: 'The fee was taken twice.' })).body['reference'] as string;
    await redress.settled();
    await redress.stop();
  }
  const parsed = parseReference(reference);
  if (!parsed.ok) throw new Error('No reference.');
  const stream = complaintStream(parsed.reference);
  await park(data, stream);
  {
    await using redress = await RunningRedress.start({ data });
    const office = await Office.open(redress);
    for (const text of ['One.', 'Two.']) {
      await office.decides('hana', reference, 'add-note', { text, visibility: 'internal' });
    }
    await redress.settled();
    await redress.stop();
  }
  // Now the event is known.
  await park(data, stream);
  return { data, stream, reference };
}

/** Parks the complaint for its event of revision 1, as a view does that cannot apply it. */
async function park(data: string, stream: StreamName): Promise<void> {
  const { eventStore, readStore, close } = await openStoredEngines(data, 'itself');
  try {
    const events = await Array.fromAsync(eventStore.read(stream, { from: 1, to: 1 }));
    const parked: ParkedStream = {
      stream,
      revision: 1,
      eventId: events[0]?.id ?? 'not-yet-recorded',
      eventType: 'NoteAdded',
      error: 'TypeError',
      parkedAt: '2026-11-02T08:00:00.000Z',
      attempts: 1,
    };
    await readStore.define({ name: VIEW, fields: {}, indexes: [] });
    const generation = await readStore.activeGeneration(VIEW);
    await readStore.commit(VIEW, { generation, changes: [], park: [parked], unpark: [] });
  } finally {
    await close();
  }
}

/** Records a skip as somebody does who is killed before the view goes on. */
async function recordSkipAlone(data: string, stream: StreamName): Promise<void> {
  const { eventStore: store, readStore, keyStore, close } = await openStoredEngines(data, 'itself');
  try {
    await readStore.define({ name: VIEW, fields: {}, indexes: [] });
    const masterKey = await loadMasterKey({ file: join(data, 'master.key') });
    const codec = new EventCodec(catalogue, new KeyRing({ store: keyStore, masterKey }));
    const secrets = new ServerSecrets(masterKey);
    const skips = new ParkedSkips({ store, codec, secrets, now: () => instantOf(Date.now()) });
    const killed = {
      name: VIEW,
      kind: 'view' as const,
      parked: () => readStore.parked(VIEW),
      retry: () => Promise.reject(new Error('Killed.')),
    };
    const cyrus = { caller: 'staff:cyrus', actor: { id: toActorId('cyrus'), role: 'compliance' } };
    await expect(skips.skip(killed, { stream, revision: 1, reason: REASON }, cyrus)).rejects.toThrow('Killed.');
  } finally {
    await close();
  }
}

/** Revision of the view's document, what is parked, and how many skips the log has. */
async function standing(data: string, stream: StreamName): Promise<readonly unknown[]> {
  const { eventStore, readStore, close } = await openStoredEngines(data);
  try {
    await readStore.define({ name: VIEW, fields: {}, indexes: [] });
    const document = await readStore.get(VIEW, stream);
    const skips = await Array.fromAsync(eventStore.read(skipsStream(VIEW)));
    return [document?.revision, (await readStore.parked(VIEW)).map(({ revision }) => revision), skips.length];
  } finally {
    await close();
  }
}

describe('A skip whose writer was killed before the view went on', () => {
  it(
    'is made up for after the start, and nothing is lost or skipped twice',
    async () => {
      const { data, stream } = await parkedIn('killed');
      expect(await standing(data, stream)).toEqual([0, [1], 0]);
      await recordSkipAlone(data, stream);
      expect(await standing(data, stream)).toEqual([0, [1], 1]);
      for (let start = 0; start < 2; start += 1) {
        await using redress = await RunningRedress.start({ data });
        await redress.settled();
        await redress.stop();
        // The projections of this release can apply it.
        expect(await standing(data, stream)).toEqual([2, [], 1]);
      }
      const { chainFaults, viewFaults } = await readStoredData(data);
      expect([...chainFaults, ...viewFaults]).toEqual([]);
    },
    RESTARTS_MS_MAX,
  );
});

// Only a process with all services answers for them.
const suite = IS_DISTRIBUTED ? describe.skip : describe;

suite('A parked event over HTTP', () => {
  let made: Awaited<ReturnType<typeof parkedIn>>;
  let redress: RunningRedress;
  let office: Office;
  beforeAll(async () => {
    made = await parkedIn('http');
    redress = await RunningRedress.start({ data: made.data });
    office = await Office.open(redress);
  }, RESTARTS_MS_MAX);
  afterAll(() => redress[Symbol.asyncDispose]());

  const skip = (who: string, body: object) => office.post(who, `${PARKED}/${VIEW}/skip`, body);

  it('is skipped by those who may retry, for a reason', async () => {
    const asked = { reference: made.reference, revision: 1, reason: REASON };
    for (const who of ['hana', 'sara', 'anna', 'ida']) expect((await skip(who, asked)).status).toBe(403);
    const { reason: _reason, ...unsaid } = asked;
    for (const body of [unsaid, { ...asked, reason: ' ' }, { ...asked, reason: 'x'.repeat(4_001) }]) {
      const { status, body: fault } = await skip('cyrus', body);
      expect([status, fault['errors']]).toMatchObject([422, [{ pointer: '#/reason' }]]);
    }
    expect((await skip('cyrus', { ...asked, revision: 2 })).status).toBe(404);
    expect((await office.get('cyrus', PARKED)).body['items']).toMatchObject([{ view: VIEW, revision: 1 }]);
    expect(await skip('cyrus', asked)).toMatchObject({ status: 200, body: { done: 1, stillParked: 0 } });
    // An answer that was lost is asked for again.
    expect(await skip('cyrus', asked)).toMatchObject({ status: 200, body: { done: 1, stillParked: 0 } });
    expect((await office.get('cyrus', PARKED)).body['items']).toEqual([]);
  });

  it('is listed with who and why, also after a restart', async () => {
    await redress.stop();
    redress = await RunningRedress.start({ data: made.data });
    office = await Office.open(redress);
    const { body } = await office.get('adam', `${PARKED}/skipped`);
    expect(body).toMatchObject({
      items: [{ view: VIEW, kind: 'view', revision: 1, eventType: 'NoteAdded', by: 'cyrus', reason: REASON }],
      truncated: false,
    });
    expect((await office.get('hana', `${PARKED}/skipped`)).status).toBe(403);
    await redress.stop();
    expect(await standing(made.data, made.stream)).toEqual([2, [], 1]);
  });
});

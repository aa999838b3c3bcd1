import { beforeEach, describe, expect, it } from '@jest/globals';
import { complaintStream } from '@redress/complaints';
import { ComplaintOffice, officeSecrets } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import {
  type CommandSource,
  LOG_START,
  ProjectionRunner,
  type Projection,
  rebuildView,
  type RecordedEvent,
  skipsStream,
  type StreamName,
  toActorId,
} from '@redress/eventing';
import { LogFollower } from '@redress/platform';
import { MemoryReadStore } from '@redress/testing';
import { ParkedSkips } from './parked-skips.js';

const CYRUS: CommandSource = { caller: 'staff:cyrus', actor: { id: toActorId('cyrus'), role: 'compliance' } };
const reason = 'A note that an older release wrote twice.';

describe('A parked event', () => {
  let office: ComplaintOffice;
  let readStore: MemoryReadStore;
  let reference: Reference;
  let stream: StreamName;
  /** Revisions that the view cannot apply. */
  let poison: Set<number>;

  const view: Projection = {
    view: { name: 'cases', fields: {}, indexes: [] },
    streamPrefix: 'complaint-',
    initial: { seen: [] },
    on: Object.fromEntries(
      ['ComplaintReceived', 'NoteAdded'].map((type) => [
        type,
        ({ seen }, { revision }) => {
          if (poison.has(revision)) throw new TypeError('It fails.');
          return { seen: [...(seen as readonly number[]), revision] };
        },
      ]),
    ),
  };

  beforeEach(async () => {
    [office, readStore, poison] = [new ComplaintOffice(), new MemoryReadStore(), new Set([1])];
    reference = await office.lodge();
    stream = complaintStream(reference);
    await office.does(reference, 'add-note', { text: 'One.', visibility: 'internal' });
    await office.does(reference, 'add-note', { text: 'Two.', visibility: 'internal' });
    await rebuildView(sources());
  });

  function sources() {
    const { eventStore, codec, now } = office;
    return { projection: view, readStore, eventStore, codec, now: () => now };
  }
  const follower = (kind: 'view' | 'process' = 'view') =>
    new LogFollower('cases', kind, new ProjectionRunner(sources()));
  const skips = () => {
    const { eventStore: store, codec, now } = office;
    return new ParkedSkips({ store, codec, secrets: officeSecrets, now: () => now });
  };
  const seen = async () => (await readStore.get('cases', stream))?.body['seen'];
  const recorded = () => Array.fromAsync(office.eventStore.read(skipsStream('cases')));
  const ask = (change = {}) => skips().skip(follower(), { stream, revision: 1, reason, ...change }, CYRUS);

  it('is skipped with who, when and why, and the view goes on', async () => {
    expect(await seen()).toEqual([0]);
    expect(await ask()).toMatchObject({ outcome: { kind: 'accepted' }, result: 'done' });
    expect([await seen(), await follower().parked()]).toEqual([[0, 2], []]);
    const [event] = await office.recorded(reference).then((events) => events.slice(1));
    expect(await skips().of('cases')).toEqual([
      {
        consumer: 'cases',
        event: event!.id,
        stream,
        revision: 1,
        eventType: 'NoteAdded',
        error: 'TypeError',
        reason,
        at: office.now,
        by: 'cyrus',
      },
    ]);
  });

  it('is sealed with its reason: no word of it is in the log', async () => {
    await ask();
    const [{ position: _position, ...event }] = (await recorded()) as [RecordedEvent];
    expect(JSON.stringify(event)).not.toContain('older release');
  });

  it('is skipped once, however often that is asked', async () => {
    await ask();
    expect(await ask()).toMatchObject({ outcome: { kind: 'accepted', replayed: true }, result: 'done' });
    expect(await recorded()).toHaveLength(1);
  });

  it('is the one that was asked for: one that parked since waits', async () => {
    poison.add(2);
    expect(await ask()).toMatchObject({ result: 'still-parked' });
    expect(await ask()).toMatchObject({ outcome: { kind: 'accepted', replayed: true } });
    expect([await recorded(), await follower().parked()]).toMatchObject([{ length: 1 }, [{ revision: 2 }]]);
  });

  it.each([
    ['of another revision', { revision: 2 }],
    ['of another complaint', { stream: 'complaint-7K3M9QXD41PC' }],
  ])('%s is unknown, and nothing is recorded', async (_what, change) => {
    expect(await ask(change)).toBeUndefined();
    expect(await recorded()).toEqual([]);
  });

  it('that begins a complaint is not skipped by a view, and is by a process', async () => {
    poison = new Set([0]);
    await rebuildView(sources());
    const refused = { kind: 'refused', refusal: { refused: 'first-event-not-skippable' } };
    expect(await ask({ revision: 0 })).toEqual({ outcome: refused });
    const asked = { stream, revision: 0, reason };
    expect(await skips().skip(follower('process'), asked, CYRUS)).toMatchObject({ outcome: { kind: 'accepted' } });
  });

  it('that the log does not have is not skipped', async () => {
    const generation = await readStore.activeGeneration('cases');
    const [parked] = await readStore.parked('cases');
    const park = [{ ...parked!, eventId: 'another' }];
    await readStore.commit('cases', { generation, changes: [], park, unpark: [] });
    const refused = { kind: 'refused', refusal: { refused: 'parked-event-missing' } };
    expect(await ask()).toEqual({ outcome: refused });
    expect(await recorded()).toEqual([]);
  });

  it('is skipped after whoever recorded it died, once its consumer sees the record', async () => {
    const dying = follower();
    dying.retry = () => Promise.reject(new Error('Killed.'));
    await expect(skips().skip(dying, { stream, revision: 1, reason }, CYRUS)).rejects.toThrow('Killed.');
    expect([await seen(), await recorded()]).toMatchObject([[0], { length: 1 }]);
    const events = (await Array.fromAsync(office.eventStore.readAll(LOG_START))).slice(-1);
    await follower().apply({ events, position: events[0]!.position });
    expect([await seen(), await follower().parked()]).toEqual([[0, 2], []]);
  });
});

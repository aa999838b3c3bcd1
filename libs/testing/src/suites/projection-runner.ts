import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AnotherLogError,
  checkedPlace,
  type DocumentChange,
  eventIdOf,
  type EventStore,
  hashOf,
  LOG_START,
  type ReadStore,
  type RecordedEvent,
  type SealedEvent,
  StoreUnavailableError,
  StreamCutError,
  type StreamName,
  toPosition,
} from '@redress/eventing';
import fc from 'fast-check';
import { notebookPagesProjection, notebookProjection } from '../notebook.js';
import { type CoreHarness, overriding } from './core-harness.js';
import { batchOf, ProjectionScene } from './projection-scene.js';

const A = 'notebook-A';
const B = 'notebook-B';

/** The contract of the projection runner. */
export function projectionRunnerContract(name: string, harness: CoreHarness): void {
  describe(`The projection runner on ${name}`, () => {
    let scene: ProjectionScene;
    const view = (): ReadStore => scene.engines.readStore;

    beforeEach(async () => {
      scene = await ProjectionScene.open(harness);
      await scene.log.fill(A, 3);
      await scene.log.fill(B, 3);
    });
    afterEach(() => harness.destroy(scene.engines));

    it('makes the view equal to a fold of the log, and keeps the position with it', async () => {
      const runner = scene.runner();
      const events = await scene.log.all();
      await runner.apply(batchOf(events.slice(0, 3)));
      await runner.apply(batchOf(events.slice(3)));
      expect(await scene.documents()).toEqual(await scene.folded());
      expect(await runner.position()).toBe(events.at(-1)?.position);
    });

    it('keeps with its position which event is there, also of events in no order of position', async () => {
      const events = await scene.log.all();
      const position = events.at(-1)?.position ?? LOG_START;
      await scene
        .runner()
        .apply({ events: [...events.slice(4), ...events.slice(0, 4)], position: toPosition(position) });
      const place = { position, eventId: events.at(-1)?.id };
      expect((await view().places()).get('notebooks')).toMatchObject(place);
      await scene.runner().apply(batchOf(events.slice(0, 2)));
      expect((await view().places()).get('notebooks')).toMatchObject(place);
    });

    it('goes on from an event that the log has, and takes on its id when it was not kept', async () => {
      const { eventStore, readStore } = scene.engines;
      const sources = { eventStore, readStore };
      expect(await checkedPlace(sources, 'notebooks')).toEqual({ position: LOG_START });
      const third = (await scene.log.all())[2];
      const place = { position: third?.position ?? LOG_START, eventId: third?.id };
      const generation = await readStore.activeGeneration('notebooks');
      const nothing = { generation, changes: [], park: [], unpark: [] };
      await readStore.commit('notebooks', { ...nothing, position: place.position });
      expect(await checkedPlace(sources, 'notebooks')).toEqual(place);
      expect((await readStore.places()).get('notebooks')).toEqual(place);
    });

    it.each([
      { what: 'where the log has another event', beyond: 0n, eventId: '00000000-0000-5000-8000-000000000000' },
      { what: 'beyond the end', beyond: 1n, eventId: '00000000-0000-5000-8000-000000000000' },
      { what: 'beyond the end, its event not kept', beyond: 1n, eventId: undefined },
    ])('does not go on from $what', async ({ beyond, eventId }) => {
      const { eventStore, readStore } = scene.engines;
      const generation = await readStore.activeGeneration('notebooks');
      const place = {
        position: toPosition((await eventStore.head()) + beyond),
        ...(eventId !== undefined && { eventId }),
      };
      await readStore.commit('notebooks', { generation, changes: [], park: [], unpark: [], ...place });
      await expect(checkedPlace({ eventStore, readStore }, 'notebooks')).rejects.toBeInstanceOf(AnotherLogError);
      await expect(scene.runner().retry(A)).rejects.toBeInstanceOf(AnotherLogError);
      expect((await readStore.places()).get('notebooks')).toEqual(place);
    });

    it('applies a redelivered event once', async () => {
      const runner = scene.runner();
      const events = await scene.log.all();
      await runner.apply(batchOf(events));
      await runner.apply(batchOf(events));
      await runner.apply(batchOf([...events.slice(1, 4), ...events.slice(2)]));
      expect(await scene.documents()).toEqual(await scene.folded());
    });

    it('writes no document that a redelivered event leaves as it is', async () => {
      const written: string[][] = [];
      const commit: ReadStore['commit'] = (name, work) => {
        written.push(work.changes.map(({ id }) => id));
        return view().commit(name, work);
      };
      const runner = scene.runner({ readStore: overriding(view(), { commit }) });
      const events = await scene.log.all();
      await runner.apply(batchOf(events));
      await runner.apply(batchOf(events.filter(({ revision }) => revision > 0)));
      expect(written.map((ids) => ids.sort())).toEqual([[A, B], []]);
    });

    it('keeps its position when an older batch comes again', async () => {
      const runner = scene.runner();
      const events = await scene.log.all();
      await runner.apply(batchOf(events));
      await runner.apply(batchOf(events.slice(0, 2)));
      expect(await runner.position()).toBe(events.at(-1)?.position);
    });

    it('reads from the store what was left out of a stream', async () => {
      const events = await scene.log.all();
      await scene.runner().apply(batchOf(events.filter(({ revision }) => revision === 0 || revision === 3)));
      expect(await scene.documents()).toEqual(await scene.folded());
    });

    it('reads from the store when a stream is first heard of in its middle', async () => {
      const [, , , last] = await scene.log.of(A);
      await scene.runner().apply(batchOf([last as NonNullable<typeof last>]));
      expect((await scene.documents())[A]).toEqual((await scene.folded())[A]);
    });

    it('passes over streams of another prefix, and still moves its position', async () => {
      await scene.log.does('diary-C', { type: 'open', title: 'Diary' });
      const runner = scene.runner();
      const events = await scene.log.all();
      await runner.apply(batchOf(events));
      expect(Object.keys(await scene.documents())).toEqual([A, B]);
      expect(await runner.position()).toBe(events.at(-1)?.position);
    });

    it('keeps personal values sealed, to be opened when they are read', async () => {
      await scene.runner().apply(batchOf(await scene.log.all()));
      const body = (await scene.documents())[A]?.body ?? {};
      expect(JSON.stringify(body)).not.toMatch(/Parisa|note 3/);
      expect(await scene.codec.openDocument(body)).toMatchObject({
        owner: { name: 'Parisa Example' },
        lastText: 'note 3',
      });
    });

    it('rejects a batch, and parks nothing, while the store that would heal it is away', async () => {
      const read: EventStore['read'] = () => {
        throw new StoreUnavailableError('The store is away.');
      };
      const runner = scene.runner({ eventStore: overriding(scene.engines.eventStore, { read }) });
      const gapped = batchOf((await scene.log.all()).filter(({ revision }) => revision !== 1));
      await expect(runner.apply(gapped)).rejects.toThrow(StoreUnavailableError);
      expect([await runner.parked(), await scene.documents(), await runner.position()]).toEqual([[], {}, 0n]);
      await scene.runner().apply(gapped);
      expect(await scene.documents()).toEqual(await scene.folded());
    });

    it('applies a batch anew when another writer moved a document under it', async () => {
      const events = await scene.log.all();
      let isFirst = true;
      const commit: ReadStore['commit'] = async (...committed) => {
        if (isFirst) {
          isFirst = false;
          await scene.runner().apply(batchOf(events.slice(0, 2)));
        }
        await view().commit(...committed);
      };
      await scene.runner({ readStore: overriding(view(), { commit }) }).apply(batchOf(events));
      expect(await scene.documents()).toEqual(await scene.folded());
    });
  });

  projectionParkingContract(name, harness);
}

const STREAMS = ['notebook-A', 'notebook-B', 'notebook-C'] as const;

/** One delivery: its start as a fraction of the log, its length, its lost events, and the point of the kill. */
interface Delivery {
  readonly from: number;
  readonly length: number;
  readonly lost: readonly boolean[];
  readonly killed: 'never' | 'before-commit' | 'within-commit' | 'after-commit';
}

const delivery: fc.Arbitrary<Delivery> = fc.record({
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 12 }),
  lost: fc.array(fc.boolean(), { maxLength: 12 }),
  killed: fc.constantFrom('never', 'before-commit', 'within-commit', 'after-commit'),
});

const history = fc.array(fc.constantFrom(...STREAMS), { minLength: 1, maxLength: 20 });

/** Whatever is lost, doubled, redelivered or killed: the view equals a fold of the log. */
export function projectionFaultContract(name: string, harness: CoreHarness, runs = 50): void {
  describe(`The projection runner on ${name}, under random faults`, () => {
    it.each([
      ['a document of each stream', notebookProjection],
      ['several', notebookPagesProjection],
    ])('ends up with a view with %s that equals a fold of the log', async (_documents, projection) => {
      const property = fc.asyncProperty(history, fc.array(delivery, { maxLength: 10 }), async (notes, deliveries) => {
        const scene = await ProjectionScene.open(harness, projection);
        try {
          await writeNotes(scene, notes);
          const events = await scene.log.all();
          for (const one of deliveries) await deliver(scene, events, one);
          // Every event is delivered eventually. The newest of each stream suffices to recover earlier losses.
          await scene.runner().apply(batchOf(newestOfEach(events)));
          expect(await scene.documents()).toEqual(await scene.folded());
          expect(await scene.runner().parked()).toEqual([]);
        } finally {
          await harness.destroy(scene.engines);
        }
      });
      await fc.assert(property, { numRuns: runs });
    });
  });
}

async function writeNotes(scene: ProjectionScene, notes: readonly StreamName[]): Promise<void> {
  for (const stream of new Set(notes)) await scene.log.does(stream, { type: 'open', title: stream });
  for (const [index, stream] of notes.entries())
    await scene.log.does(stream, { type: 'write', texts: [`note ${index}`] });
}

async function deliver(
  scene: ProjectionScene,
  events: readonly RecordedEvent[],
  { from, length, lost, killed }: Delivery,
): Promise<void> {
  const start = Math.floor(from * (events.length - 1));
  const delivered = events.slice(start, start + length).filter((_, index) => lost[index] !== true);
  if (delivered.length === 0) return;
  const commit: ReadStore['commit'] = async (view, work) => {
    const { readStore } = scene.engines;
    if (killed === 'within-commit') {
      const { generation, changes } = work;
      await readStore.commit(view, { generation, changes: someOf(changes), park: [], unpark: [] });
    } else if (killed !== 'before-commit') await readStore.commit(view, work);
    if (killed !== 'never') throw new StoreUnavailableError('Killed.');
  };
  const runner = scene.runner({ readStore: overriding(scene.engines.readStore, { commit }) });
  const applied = runner.apply(batchOf(delivered));
  if (killed === 'never') await applied;
  else await expect(applied).rejects.toThrow(StoreUnavailableError);
}

/** What an engine that writes documents one by one may have written when it is killed. */
function someOf(changes: readonly DocumentChange[]): readonly DocumentChange[] {
  const [others, last] = [false, true].map((isLast) =>
    changes.filter(({ afterOthers = false }) => afterOthers === isLast),
  ) as [DocumentChange[], DocumentChange[]];
  const isEveryOtherThere = changes.length % 3 === 0;
  return isEveryOtherThere ? [...others, ...last.slice(0, 1)] : others.filter((_, place) => place % 2 === 1);
}

function newestOfEach(events: readonly RecordedEvent[]): readonly RecordedEvent[] {
  const newest = new Map(events.map((event) => [event.stream, event]));
  return [...newest.values()].sort((one, other) => Number(one.position - other.position));
}

/** The contract for events that cannot be applied. */
function projectionParkingContract(name: string, harness: CoreHarness): void {
  describe(`Parking by the projection runner on ${name}`, () => {
    let scene: ProjectionScene;

    beforeEach(async () => {
      scene = await ProjectionScene.open(harness);
      await scene.log.fill(A, 3);
      await scene.log.fill(B, 3);
    });
    afterEach(() => harness.destroy(scene.engines));

    it('does not park what is in its document already, when it comes again from its beginning', async () => {
      const runner = scene.runner();
      await runner.apply(batchOf(await scene.log.all()));
      scene.poison.add(`${A}@2`);
      await scene.runner().apply(batchOf(await scene.log.all()));
      expect(await runner.parked()).toEqual([]);
      expect(await scene.documents()).toEqual(await scene.folded());
    });

    describe('with an event that cannot be applied', () => {
      beforeEach(() => {
        scene.poison.add(`${A}@2`);
      });

      it('parks its stream alone, and the later events of that stream wait', async () => {
        const runner = scene.runner();
        await runner.apply(batchOf(await scene.log.all()));
        const documents = await scene.documents();
        expect(documents[A]?.revision).toBe(1);
        expect(documents[B]).toEqual((await scene.folded())[B]);
        await scene.log.does(A, { type: 'close' });
        await runner.apply(batchOf((await scene.log.all()).slice(-1)));
        expect((await scene.documents())[A]?.revision).toBe(1);
      });

      it('keeps the stream waiting for a retry, also when the cause is gone', async () => {
        const runner = scene.runner();
        await runner.apply(batchOf(await scene.log.all()));
        scene.poison.clear();
        await scene.log.does(A, { type: 'close' });
        await runner.apply(batchOf(await scene.log.all()));
        expect((await scene.documents())[A]?.revision).toBe(1);
        expect(await runner.parked()).toMatchObject([{ stream: A, revision: 2, attempts: 1 }]);
      });

      it('says what is parked and why, without a word of what was written', async () => {
        const runner = scene.runner();
        await runner.apply(batchOf(await scene.log.all()));
        const [parked] = await runner.parked();
        expect(parked).toMatchObject({
          stream: A,
          revision: 2,
          eventType: 'NoteWritten',
          error: 'RangeError',
          attempts: 1,
        });
        expect(scene.parkedNow).toEqual([parked]);
      });

      it('applies everything that waited when it is retried after the repair', async () => {
        const runner = scene.runner();
        await runner.apply(batchOf(await scene.log.all()));
        scene.poison.clear();
        expect(await runner.retry(A)).toBe('done');
        expect(await runner.parked()).toEqual([]);
        expect(await scene.documents()).toEqual(await scene.folded());
      });

      it('counts the attempts when a retry fails as well', async () => {
        const runner = scene.runner();
        await runner.apply(batchOf(await scene.log.all()));
        expect(await runner.retry(A)).toBe('still-parked');
        expect(await runner.parked()).toMatchObject([{ stream: A, revision: 2, attempts: 2 }]);
      });

      it('keeps what a retry could apply when it meets another such event', async () => {
        const runner = scene.runner();
        await runner.apply(batchOf(await scene.log.all()));
        scene.poison.clear();
        scene.poison.add(`${A}@3`);
        expect(await runner.retry(A)).toBe('still-parked');
        expect((await scene.documents())[A]?.revision).toBe(2);
        expect(await runner.parked()).toMatchObject([{ stream: A, revision: 3, attempts: 1 }]);
      });

      it('loses nothing that another process passed over while the stream was being retried', async () => {
        const other = scene.runner();
        await other.apply(batchOf(await scene.log.all()));
        scene.poison.clear();
        let isFirst = true;
        const read: EventStore['read'] = async function* (...stream) {
          yield* scene.engines.eventStore.read(...stream);
          if (!isFirst) return;
          isFirst = false;
          await scene.log.does(A, { type: 'close' });
          await other.apply(batchOf((await scene.log.all()).slice(-1)));
        };
        const retrying = scene.runner({ eventStore: overriding(scene.engines.eventStore, { read }) });
        expect(await retrying.retry(A)).toBe('done');
        expect(await scene.documents()).toEqual(await scene.folded());
      });
    });

    it('makes no document of a stream whose first event cannot be applied, until it is retried', async () => {
      scene.poison.add(`${A}@0`);
      const runner = scene.runner();
      await runner.apply(batchOf(await scene.log.all()));
      expect(await runner.parked()).toMatchObject([{ stream: A, revision: 0, attempts: 1 }]);
      const folded = await scene.folded();
      expect(await scene.documents()).toEqual({ [B]: folded[B] });
      expect(await runner.retry(A)).toBe('still-parked');
      expect(await scene.documents()).toEqual({ [B]: folded[B] });
      scene.poison.clear();
      expect(await runner.retry(A)).toBe('done');
      expect(await scene.documents()).toEqual(folded);
    });

    it('lets a batch wait while a stream is being retried', async () => {
      scene.poison.add(`${A}@2`);
      const events = batchOf(await scene.log.all());
      const order: string[] = [];
      let waiting: Promise<unknown> | undefined;
      const read: EventStore['read'] = async function* (stream, range) {
        if (stream !== A) {
          yield* scene.engines.eventStore.read(stream, range);
          return;
        }
        waiting ??= runner.apply(events).then(() => order.push('batch'));
        for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
        yield* scene.engines.eventStore.read(stream, range);
      };
      const runner = scene.runner({ eventStore: overriding(scene.engines.eventStore, { read }) });
      await runner.apply(events);
      scene.poison.clear();
      await runner.retry(A).then(() => order.push('retry'));
      await waiting;
      expect(order).toEqual(['retry', 'batch']);
    });

    it('has nothing to retry where nothing is parked', async () => {
      expect(await scene.runner().retry(A)).toBe('not-parked');
    });

    it('parks a stream whose stored event is of a type unknown here', async () => {
      const [, , , last] = await scene.log.of(A);
      await scene.engines.eventStore.append(A, 3, [successor(last as SealedEvent, 'NotebookBurnt')]);
      const runner = scene.runner();
      await runner.apply(batchOf(await scene.log.all()));
      expect(await runner.parked()).toMatchObject([
        { stream: A, revision: 4, error: 'InvalidEventError invalid-event' },
      ]);
      expect((await scene.documents())[A]?.revision).toBe(3);
    });

    it.each([
      { how: 'leaves it out', atGap: () => undefined },
      {
        how: 'says that the stream is cut',
        atGap: () => {
          throw new StreamCutError(A, 1, 2, 'A spec has removed it.');
        },
      },
    ])('parks a stream that lacks an event in the log itself, when the store $how', async ({ atGap }) => {
      const read: EventStore['read'] = async function* (stream, options) {
        for await (const event of scene.engines.eventStore.read(stream, options)) {
          if (event.revision === 1) atGap();
          else yield event;
        }
      };
      const runner = scene.runner({ eventStore: overriding(scene.engines.eventStore, { read }) });
      const events = await scene.log.all();
      await runner.apply(batchOf(events.filter(({ stream, revision }) => stream === B || revision !== 1)));
      expect(await runner.parked()).toMatchObject([
        { stream: A, revision: 1, error: 'EventMissingError event-missing' },
      ]);
      expect((await scene.documents())[B]).toEqual((await scene.folded())[B]);
      expect(await runner.retry(A)).toBe('still-parked');
      expect(await scene.runner().retry(A)).toBe('done');
      expect(await scene.documents()).toEqual(await scene.folded());
    });
  });
}

/** An event from a newer release. */
function successor(last: SealedEvent, type: string): SealedEvent {
  const { id, stream, revision, metadata } = last;
  const event: SealedEvent = {
    id: eventIdOf(id, 0),
    stream,
    revision: revision + 1,
    type,
    version: 1,
    data: {},
    metadata: { ...metadata, previousHash: metadata.hash, hash: '' },
  };
  return { ...event, metadata: { ...event.metadata, hash: hashOf(event) } };
}

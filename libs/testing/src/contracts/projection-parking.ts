import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventIdOf, hashOf, StreamCutError, type EventStore, type SealedEvent } from '@redress/eventing';
import type { CoreHarness } from './core-harness.js';
import { overriding } from './overriding.js';
import { batchOf, ProjectionScene } from './projection-scene.js';

const A = 'notebook-A';
const B = 'notebook-B';

/** What becomes of events that cannot be applied, on any engines. */
export function projectionParkingContract(name: string, harness: CoreHarness): void {
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
      const read: EventStore['read'] = async function* (...stream) {
        waiting ??= runner.apply(events).then(() => order.push('batch'));
        for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
        yield* scene.engines.eventStore.read(...stream);
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

/** An event as a newer release might have written it. */
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

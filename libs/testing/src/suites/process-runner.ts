import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  ContentionError,
  type EventCodec,
  type EventStore,
  OutOfReachError,
  type ParkedStream,
  type ProcessManager,
  ProcessRunner,
  type ProcessRunnerOptions,
  type ProjectedEvent,
  type ReadStore,
  StoreClosedError,
  StoreUnavailableError,
  StreamCutError,
  type StreamName,
  toPosition,
  type Instant,
} from '@redress/eventing';
import fc from 'fast-check';
import { NotebookLog } from '../notebook.js';
import { type CoreEngines, type CoreHarness, notebookCodec, overriding } from './core-harness.js';
import { batchOf } from './projection-scene.js';

const A = 'notebook-A';
const B = 'notebook-B';

/** The contract of the process runner. */
export function processRunnerContract(name: string, harness: CoreHarness): void {
  describe(`The process runner on ${name}`, () => {
    let scene: ProcessScene;
    const runner = () => scene.runner();

    beforeEach(async () => {
      scene = await ProcessScene.open(harness);
      await scene.log.fill(A, 3);
      await scene.log.fill(B, 3);
    });
    afterEach(() => harness.destroy(scene.engines));

    it('hands over each event that the process reacts to, in order within a stream, and moves the position', async () => {
      const events = await scene.log.all();
      await runner().apply(batchOf(events.slice(0, 5)));
      await runner().apply(batchOf(events.slice(5)));
      expect(scene.effectsOn(A)).toEqual([1, 2, 3]);
      expect(scene.effectsOn(B)).toEqual([1, 2, 3]);
      expect(await runner().position()).toBe(events.at(-1)?.position);
    });

    it('keeps with its position which event is there, and until when everything up to there was recorded', async () => {
      const events = await scene.log.all();
      await runner().apply(batchOf(events));
      const { position, id: eventId } = events.at(-1)!;
      const recordedAt = events
        .map(({ metadata }) => metadata.recordedAt)
        .toSorted()
        .at(-1);
      const places = await scene.engines.readStore.places();
      expect(places.get(runner().name)).toEqual({ position, eventId, recordedAt });
    });

    it('retries nothing while it stands on another log', async () => {
      await scene
        .runner({ process: scene.process(() => Promise.reject(new Error('broken'))) })
        .apply(batchOf(await scene.log.all()));
      const { eventStore, readStore } = scene.engines;
      const generation = await readStore.activeGeneration(runner().name);
      const place = { position: toPosition(2n ** 100n), eventId: 'of-another-log' };
      await readStore.commit(runner().name, { generation, changes: [], park: [], unpark: [], ...place });
      await expect(scene.runner({ eventStore }).retry(A)).rejects.toMatchObject({ code: 'another-log' });
      expect([scene.effects, (await runner().parked()).length]).toEqual([[], 2]);
    });

    it('begins with the log where nothing was handled yet', async () => {
      expect(await runner().position()).toBe(0n);
    });

    it('passes over streams of another prefix without asking what is parked, and still moves its position', async () => {
      await scene.log.fill('diary-C', 2);
      const events = (await scene.log.all()).filter(({ stream }) => stream === 'diary-C');
      const parkedAmong: ReadStore['parkedAmong'] = () => Promise.reject(new Error('Nobody need ask.'));
      await scene.runner({ readStore: overriding(scene.engines.readStore, { parkedAmong }) }).apply(batchOf(events));
      expect(scene.effects).toEqual([]);
      expect(await runner().position()).toBe(events.at(-1)?.position);
    });

    it('finishes one event of a stream before it begins the next', async () => {
      const inHand = new Set<string>();
      const process = scene.process(async (event) => {
        expect([...inHand]).not.toContain(event.stream);
        inHand.add(event.stream);
        await new Promise((resolve) => setImmediate(resolve));
        inHand.delete(event.stream);
        await scene.react(event);
      });
      await scene.runner({ process }).apply(batchOf(await scene.log.all()));
      expect(scene.effectsOn(A)).toEqual([1, 2, 3]);
    });

    it('works on other streams while one takes its time', async () => {
      const { promise: released, resolve: release } = Promise.withResolvers<void>();
      const process = scene.process(async (event) => {
        if (event.stream === A) await released;
        await scene.react(event);
        if (scene.effectsOn(B).length === 3) release();
      });
      await scene.runner({ process }).apply(batchOf(await scene.log.all()));
      expect(scene.effectsOn(A)).toEqual([1, 2, 3]);
    });

    it('works on as many streams at once as the process says', async () => {
      let inHand = 0;
      const most: number[] = [];
      const on = async (): Promise<void> => {
        most.push((inHand += 1));
        await new Promise((resolve) => setImmediate(resolve));
        inHand -= 1;
      };
      for (const streamsAtOnce of [1, 2]) {
        most.length = 0;
        const process = { ...scene.process(on), streamsAtOnce };
        await scene.runner({ process }).apply(batchOf(await scene.log.all()));
        expect(Math.max(...most)).toBe(streamsAtOnce);
      }
    });

    it('stores the position after the effects, never before', async () => {
      const seen: bigint[] = [];
      const process = scene.process(async () => void seen.push(await runner().position()));
      await scene.runner({ process }).apply(batchOf(await scene.log.all()));
      expect(seen).toEqual([0n, 0n, 0n, 0n, 0n, 0n]);
    });

    it('repeats the effects, and skips none, when it is killed between effects and position', async () => {
      const killed: ReadStore['commit'] = () => Promise.reject(new StoreUnavailableError('Killed.'));
      const batch = batchOf(await scene.log.all());
      const dying = scene.runner({ readStore: overriding(scene.engines.readStore, { commit: killed }) });
      await expect(dying.apply(batch)).rejects.toThrow(StoreUnavailableError);
      expect(await runner().position()).toBe(0n);
      await runner().apply(batch);
      expect(scene.effectsOn(A)).toEqual([1, 2, 3, 1, 2, 3]);
    });

    it('keeps its position when an older batch comes again', async () => {
      const events = await scene.log.all();
      await runner().apply(batchOf(events));
      await runner().apply(batchOf(events.slice(0, 2)));
      expect(await runner().position()).toBe(events.at(-1)?.position);
    });

    it.each([
      ['something outside is out of reach', new OutOfReachError('The post office is closed.')],
      ['a store is away', new StoreUnavailableError('The disk is full.')],
      ['a store was closed at the end of the process', new StoreClosedError('Closed.')],
      ['others won every race for the stream', new ContentionError(A)],
    ])('rejects the batch, parks nothing and moves nothing when %s', async (_when, failure) => {
      const process = scene.process(async (event) => {
        if (event.stream === A && event.revision === 2) throw failure;
        await scene.react(event);
      });
      const batch = batchOf(await scene.log.all());
      await expect(scene.runner({ process }).apply(batch)).rejects.toBe(failure);
      expect([await runner().parked(), scene.parkedNow, await runner().position()]).toEqual([[], [], 0n]);
      await runner().apply(batch);
      expect(scene.effectsOn(A)).toEqual([1, 1, 2, 3]);
      expect(await runner().position()).toBe(batch.position);
    });

    it('tells of nothing as parked in a batch that must come again', async () => {
      scene.poison.add(`${A}@1`);
      scene.outOfReach.add(`${B}@3`);
      await expect(runner().apply(batchOf(await scene.log.all()))).rejects.toThrow(OutOfReachError);
      expect([await runner().parked(), scene.parkedNow]).toEqual([[], []]);
    });
  });
}

const STREAMS = ['notebook-A', 'notebook-B', 'notebook-C'] as const;

const plan = fc.record({
  notes: fc.array(fc.constantFrom(...STREAMS), { minLength: 1, maxLength: 15 }),
  batchLength: fc.integer({ min: 1, max: 8 }),
  /** The fault of each delivery in turn; none after the end of the list. */
  fates: fc.array(fc.constantFrom('well', 'killed-before-commit', 'killed-after-commit', 'out-of-reach'), {
    maxLength: 12,
  }),
  poison: fc.array(fc.nat({ max: 20 }), { maxLength: 3 }),
});

/** Whatever is killed, disconnected, or parked and retried: every event has its effect, and first effects are in order within a stream. */
export function processFaultContract(name: string, harness: CoreHarness, runs = 50): void {
  describe(`The process runner on ${name}, under random faults`, () => {
    it('skips nothing and never runs ahead within a stream', async () => {
      const property = fc.asyncProperty(plan, async ({ notes, batchLength, fates, poison }) => {
        const scene = await ProcessScene.open(harness);
        try {
          for (const stream of new Set(notes)) await scene.log.does(stream, { type: 'open', title: stream });
          for (const stream of notes) await scene.log.does(stream, { type: 'write', texts: ['note'] });
          const events = await scene.log.all();
          const spoilt = poison.flatMap((index) => events[index] ?? []);
          for (const { stream, revision } of spoilt) scene.poison.add(`${stream}@${revision}`);
          await consume(scene, batchLength, fates);
          scene.poison.clear();
          for (const { stream } of await scene.runner().parked()) await scene.runner().retry(stream);
          expect(await scene.runner().parked()).toEqual([]);
          for (const stream of STREAMS) {
            const written = notes.filter((note) => note === stream).map((_, index) => index + 1);
            expect([...new Set(scene.effectsOn(stream))]).toEqual(written);
          }
        } finally {
          await harness.destroy(scene.engines);
        }
      });
      await fc.assert(property, { numRuns: runs });
    });
  });
}

/** Delivers the log like a consumer: from the stored position on, again after each failure. */
async function consume(scene: ProcessScene, batchLength: number, fates: readonly string[]): Promise<void> {
  const events = await scene.log.all();
  for (let delivery = 0; ; delivery += 1) {
    const position = await scene.runner().position();
    const batch = events.filter((event) => event.position > position).slice(0, batchLength);
    if (batch.length === 0) return;
    const fate = fates[delivery] ?? 'well';
    const last = batch.at(-1);
    if (fate === 'out-of-reach') scene.outOfReach.add(`${last?.stream}@${last?.revision}`);
    const commit: ReadStore['commit'] = async (...committed) => {
      if (fate !== 'killed-before-commit') await scene.engines.readStore.commit(...committed);
      if (fate.startsWith('killed')) throw new StoreUnavailableError('Killed.');
    };
    const runner = scene.runner({ readStore: overriding(scene.engines.readStore, { commit }) });
    await runner.apply(batchOf(batch)).catch(() => undefined);
    scene.outOfReach.clear();
  }
}

/** The contract for events that a process cannot handle. */
export function processParkingContract(name: string, harness: CoreHarness): void {
  describe(`Parking by the process runner on ${name}`, () => {
    let scene: ProcessScene;

    beforeEach(async () => {
      scene = await ProcessScene.open(harness);
      await scene.log.fill(A, 3);
      await scene.log.fill(B, 3);
      scene.poison.add(`${A}@2`);
      await scene.runner().apply(batchOf(await scene.log.all()));
    });
    afterEach(() => harness.destroy(scene.engines));

    it('stops at the event that cannot be handled, and goes on with the other streams', async () => {
      expect(scene.effectsOn(A)).toEqual([1]);
      expect(scene.effectsOn(B)).toEqual([1, 2, 3]);
      expect(await scene.runner().position()).toBe((await scene.log.all()).at(-1)?.position);
    });

    it('says what is parked and why, without a word of what was written', async () => {
      const parked = await scene.runner().parked();
      expect(parked).toMatchObject([
        { stream: A, revision: 2, eventType: 'NoteWritten', error: 'RangeError', parkedAt: scene.moment, attempts: 1 },
      ]);
      expect(scene.parkedNow).toEqual(parked);
    });

    it('lets later events of the stream wait, also after a restart', async () => {
      await scene.log.does(A, { type: 'write', texts: ['late'] });
      await scene.runner().apply(batchOf((await scene.log.all()).slice(-1)));
      expect(scene.effectsOn(A)).toEqual([1]);
    });

    it('handles everything that waited, in order and once, when it is retried after the repair', async () => {
      await scene.log.does(A, { type: 'write', texts: ['late'] }, { type: 'close' });
      await scene.runner().apply(batchOf((await scene.log.all()).slice(-2)));
      scene.poison.clear();
      expect(await scene.runner().retry(A)).toBe('done');
      expect(scene.effectsOn(A)).toEqual([1, 2, 3, 4]);
      expect(await scene.runner().parked()).toEqual([]);
    });

    it('stays parked as it was when the log does not have its events any more', async () => {
      const before = await scene.runner().parked();
      scene.poison.clear();
      const read: EventStore['read'] = async function* () {
        throw new StreamCutError(A, 2, undefined, 'A spec has removed it.');
      };
      const cut = scene.runner({ eventStore: overriding(scene.engines.eventStore, { read }) });
      expect(await cut.retry(A)).toBe('still-parked');
      expect(await cut.parked()).toEqual(before);
      expect(await scene.runner().retry(A)).toBe('done');
    });

    it('goes on with the stream by itself after the retry', async () => {
      scene.poison.clear();
      await scene.runner().retry(A);
      await scene.log.does(A, { type: 'write', texts: ['late'] });
      await scene.runner().apply(batchOf((await scene.log.all()).slice(-1)));
      expect(scene.effectsOn(A)).toEqual([1, 2, 3, 4]);
    });

    it('counts the attempts on one event, and keeps since when it waits', async () => {
      const [before] = await scene.runner().parked();
      scene.moment = '2026-11-03T09:00:00.000Z';
      expect(await scene.runner().retry(A)).toBe('still-parked');
      expect(await scene.runner().parked()).toEqual([{ ...before, attempts: 2 }]);
    });

    it('keeps what a retry could handle when it meets another such event', async () => {
      scene.poison.clear();
      scene.poison.add(`${A}@3`);
      expect(await scene.runner().retry(A)).toBe('still-parked');
      expect(scene.effectsOn(A)).toEqual([1, 2]);
      expect(await scene.runner().parked()).toMatchObject([{ stream: A, revision: 3, attempts: 1 }]);
    });

    it('leaves the stream parked as it was when a retry finds the world out of reach', async () => {
      const before = await scene.runner().parked();
      scene.poison.clear();
      scene.outOfReach.add(`${A}@3`);
      await expect(scene.runner().retry(A)).rejects.toThrow(OutOfReachError);
      expect(await scene.runner().parked()).toEqual(before);
    });

    it('has nothing to retry where nothing is parked', async () => {
      expect(await scene.runner().retry(B)).toBe('not-parked');
      expect(scene.effectsOn(B)).toEqual([1, 2, 3]);
    });

    describe('when another process passes over an event of the stream during the retry', () => {
      /** The event arrives after the first read of the stream; `before` runs ahead of the second. */
      const retrying = (before = async (): Promise<void> => undefined): ProcessRunner => {
        let looks = 0;
        const read: EventStore['read'] = async function* (stream, range) {
          if (stream !== A) {
            yield* scene.engines.eventStore.read(stream, range);
            return;
          }
          looks += 1;
          if (looks === 2) await before();
          yield* scene.engines.eventStore.read(stream, range);
          if (looks === 2) return;
          await scene.log.does(A, { type: 'write', texts: ['late'] });
          await scene.runner().apply(batchOf((await scene.log.all()).slice(-1)));
        };
        return scene.runner({ eventStore: overriding(scene.engines.eventStore, { read }) });
      };

      it('handles that event as well', async () => {
        scene.poison.clear();
        expect(await retrying().retry(A)).toBe('done');
        expect(scene.effectsOn(A)).toEqual([1, 2, 3, 4]);
      });

      it('parks the stream again when that event cannot be handled', async () => {
        scene.poison.clear();
        scene.poison.add(`${A}@4`);
        expect(await retrying().retry(A)).toBe('still-parked');
        expect(await scene.runner().parked()).toMatchObject([{ stream: A, revision: 4, attempts: 1 }]);
      });

      it('parks the stream as it was when that event cannot be read', async () => {
        const before = await scene.runner().parked();
        scene.poison.clear();
        const away = () => Promise.reject(new StoreUnavailableError('The store is away.'));
        await expect(retrying(away).retry(A)).rejects.toThrow(StoreUnavailableError);
        expect(await scene.runner().parked()).toEqual(before);
      });
    });
  });
}

/** A log of notebooks and a process that reacts to their notes, which can be broken, disconnected, and repaired. */
class ProcessScene {
  /** Events, as `stream@revision`, that the process cannot handle. */
  readonly poison = new Set<string>();
  /** Events, as `stream@revision`, for which a dependency of the process is unreachable. */
  readonly outOfReach = new Set<string>();
  /** Every effect in order, including repeats. */
  readonly effects: string[] = [];
  readonly parkedNow: ParkedStream[] = [];
  readonly codec: EventCodec;
  readonly log: NotebookLog;
  /** The instant of parking. */
  moment: Instant = '2026-11-02T09:00:00.000Z';

  private constructor(readonly engines: CoreEngines) {
    this.codec = notebookCodec(engines.keyStore);
    this.log = new NotebookLog(engines.eventStore, this.codec);
  }

  static async open(harness: CoreHarness): Promise<ProcessScene> {
    const scene = new ProcessScene(await harness.open());
    await scene.runner().start();
    return scene;
  }

  /** Reacts only to notes. A spec may replace the reaction. */
  process(on: ProcessManager['on'] = (event) => this.react(event)): ProcessManager {
    return { name: 'note-reading', streamPrefix: 'notebook-', reactsTo: ['NoteWritten'], on };
  }

  runner(change: Partial<ProcessRunnerOptions> = {}): ProcessRunner {
    const { readStore, eventStore } = this.engines;
    return new ProcessRunner({
      process: this.process(),
      readStore,
      eventStore,
      codec: this.codec,
      now: () => this.moment,
      onParked: (parked) => this.parkedNow.push(parked),
      ...change,
    });
  }

  /** The effects on one stream, as revisions in order. */
  effectsOn(stream: StreamName): readonly number[] {
    return this.effects.flatMap((effect) => {
      const [on, revision] = effect.split('@');
      return on === stream ? [Number(revision)] : [];
    });
  }

  async react({ stream, revision }: ProjectedEvent): Promise<void> {
    const event = `${stream}@${revision}`;
    await Promise.resolve();
    if (this.outOfReach.has(event)) throw new OutOfReachError('The post office is closed.');
    if (this.poison.has(event)) throw new RangeError('It says: the text of a note');
    this.effects.push(event);
  }
}

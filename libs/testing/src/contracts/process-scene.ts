import {
  OutOfReachError,
  ProcessRunner,
  type EventCodec,
  type ParkedStream,
  type ProcessManager,
  type ProcessRunnerOptions,
  type ProjectedEvent,
} from '@redress/eventing';
import { NotebookLog } from '../notebook/notebook-log.js';
import { notebookCodec, type CoreEngines, type CoreHarness } from './core-harness.js';

/** A log of notebooks and a process that reacts to their notes, which can be broken, cut off from the world, and repaired. */
export class ProcessScene {
  /** Events, as `stream@revision`, that the process cannot handle. */
  readonly poison = new Set<string>();
  /** Events, as `stream@revision`, for which something the process needs is out of reach. */
  readonly outOfReach = new Set<string>();
  /** Every effect, in the order in which it happened, repeats and all. */
  readonly effects: string[] = [];
  readonly parkedNow: ParkedStream[] = [];
  readonly codec: EventCodec;
  readonly log: NotebookLog;
  /** The instant at which something is parked. */
  moment = '2026-11-02T09:00:00.000Z';

  private constructor(readonly engines: CoreEngines) {
    this.codec = notebookCodec(engines.keyStore);
    this.log = new NotebookLog(engines.eventStore, this.codec);
  }

  static async open(harness: CoreHarness): Promise<ProcessScene> {
    const scene = new ProcessScene(await harness.open());
    await scene.runner().start();
    return scene;
  }

  /** Reacts to notes alone. A spec may exchange what it does with an event. */
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

  /** The effects on one stream, as revisions in the order in which they happened. */
  effectsOn(stream: string): readonly number[] {
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

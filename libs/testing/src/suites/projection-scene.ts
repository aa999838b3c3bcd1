import {
  type EventBatch,
  type EventCodec,
  type JsonObject,
  LOG_START,
  type ParkedStream,
  type Projection,
  ProjectionRunner,
  type ProjectionRunnerOptions,
  type RecordedEvent,
} from '@redress/eventing';
import { NotebookLog, notebookProjection } from '../notebook.js';
import { type CoreEngines, type CoreHarness, notebookCodec } from './core-harness.js';

const MOMENT = '2026-11-02T09:00:00.000Z';

/** A log of notebooks, a view of them, and a projection that can be broken and repaired. */
export class ProjectionScene {
  /** Revisions of a stream that the projection fails on. */
  readonly poison = new Set<string>();
  readonly parkedNow: ParkedStream[] = [];
  readonly codec: EventCodec;
  readonly log: NotebookLog;
  readonly projection: Projection;

  private constructor(
    readonly engines: CoreEngines,
    private readonly sound: Projection,
  ) {
    this.codec = notebookCodec(engines.keyStore);
    this.log = new NotebookLog(engines.eventStore, this.codec);
    this.projection = this.fragile(sound);
  }

  static async open(harness: CoreHarness, projection = notebookProjection): Promise<ProjectionScene> {
    const scene = new ProjectionScene(await harness.open(), projection);
    await scene.runner().start();
    return scene;
  }

  /** The parts of a runner or a rebuild; a spec may replace one. */
  sources(change: Partial<ProjectionRunnerOptions> = {}): ProjectionRunnerOptions {
    const { engines, codec, projection } = this;
    return {
      projection,
      readStore: engines.readStore,
      eventStore: engines.eventStore,
      codec,
      now: () => MOMENT,
      ...change,
    };
  }

  runner(change: Partial<ProjectionRunnerOptions> = {}): ProjectionRunner {
    return new ProjectionRunner(this.sources({ onParked: (parked) => this.parkedNow.push(parked), ...change }));
  }

  /** The view's documents by id. */
  async documents(): Promise<Record<string, { readonly revision: number; readonly body: JsonObject }>> {
    const found = await Array.fromAsync(this.engines.readStore.scan(this.projection.view.name));
    return Object.fromEntries(found.map(({ id, revision, body }) => [id, { revision, body }]));
  }

  /** The expected view, from a projection that never fails. */
  folded(): Promise<Record<string, { readonly revision: number; readonly body: JsonObject }>> {
    return this.log.folded(this.sound);
  }

  private fragile(projection: Projection): Projection {
    const on = Object.entries(projection.on).map(([type, change]): [string, Projection['on'][string]] => [
      type,
      (document, event) => {
        if (this.poison.has(`${event.stream}@${event.revision}`)) throw new RangeError('It says: the text of a note');
        return change(document, event);
      },
    ]);
    return { ...projection, on: Object.fromEntries(on) };
  }
}

/** Events as delivered to a consumer. */
export function batchOf(events: readonly RecordedEvent[]): EventBatch {
  return { events, position: events.at(-1)?.position ?? LOG_START };
}

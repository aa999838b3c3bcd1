import {
  CommandHandler,
  foldDocument,
  type EventCodec,
  type EventStore,
  type JsonObject,
  type Projection,
  type RecordedEvent,
} from '@redress/eventing';
import { notebook, type NotebookCommand } from './notebook.js';
import { notebookContext } from './notebook-context.js';

/** Writes notebooks' histories by commands, and says what a view of them must hold. */
export class NotebookLog {
  private readonly handler;
  private commands = 0;

  constructor(
    readonly store: EventStore,
    private readonly codec: EventCodec,
  ) {
    this.handler = new CommandHandler({ decider: notebook, store, codec });
  }

  async does(stream: string, ...commands: readonly NotebookCommand[]): Promise<void> {
    for (const command of commands) {
      this.commands += 1;
      const outcome = await this.handler.handle(stream, command, notebookContext(this.commands, { subject: stream }));
      if (outcome.kind !== 'accepted') throw new Error(`${command.type} was ${outcome.kind}.`);
    }
  }

  /** Opens the notebook and writes so many notes, one command each. */
  async fill(stream: string, notes: number): Promise<void> {
    await this.does(stream, { type: 'open', title: stream, owner: 'Parisa Example' });
    for (let note = 1; note <= notes; note += 1) await this.does(stream, { type: 'write', texts: [`note ${note}`] });
  }

  all(): Promise<RecordedEvent[]> {
    return Array.fromAsync(this.store.readAll(0n));
  }

  of(stream: string): Promise<RecordedEvent[]> {
    return Array.fromAsync(this.store.read(stream));
  }

  /** Every document, by id, that the view holds when it equals a fold of the log. */
  async folded(
    projection: Projection,
  ): Promise<Record<string, { readonly revision: number; readonly body: JsonObject }>> {
    const streams = Map.groupBy(await this.all(), ({ stream }) => stream);
    const documents = [...streams].flatMap(([stream, events]) => {
      if (!stream.startsWith(projection.streamPrefix)) return [];
      const body = foldDocument(
        projection,
        events.map((event) => this.codec.project(event)),
      ) as JsonObject;
      return [[stream, { revision: events.length - 1, body }] as const];
    });
    return Object.fromEntries(documents);
  }
}

import { CommandHandler, type CommandHandlerOptions, type Outcome, type RecordedEvent } from '@redress/eventing';
import { notebook, type NotebookCommand, type NotebookEvent, type NotebookState } from '../notebook/notebook.js';
import { notebookCodec, type CoreEngines, type CoreHarness } from './core-harness.js';

export const NOTEBOOK = 'notebook-N1';
export const OPEN: NotebookCommand = { type: 'open', title: 'Logbook', owner: 'Parisa Example' };

export function write(...texts: readonly string[]): NotebookCommand {
  return { type: 'write', texts };
}

export function accepted(revision: number, events: readonly string[]): Outcome {
  return { kind: 'accepted', revision, events, replayed: false };
}

/** One notebook, and handlers of commands to it. */
export class CommandScene {
  private constructor(readonly engines: CoreEngines) {}

  static async open(harness: CoreHarness): Promise<CommandScene> {
    return new CommandScene(await harness.open());
  }

  /** Each stands for a process of its own: nothing is shared but the stores. */
  handler(options: Partial<CommandHandlerOptions<NotebookCommand, NotebookState, NotebookEvent>> = {}) {
    const { eventStore: store, keyStore } = this.engines;
    return new CommandHandler({
      decider: notebook,
      store,
      codec: notebookCodec(keyStore),
      maxAttempts: 50,
      ...options,
    });
  }

  recorded(): Promise<RecordedEvent[]> {
    return Array.fromAsync(this.engines.eventStore.read(NOTEBOOK));
  }
}

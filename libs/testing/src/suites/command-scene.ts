import { expect } from '@jest/globals';
import {
  ChainVerifier,
  type CommandContext,
  CommandHandler,
  type CommandHandlerOptions,
  LOG_START,
  type Outcome,
  type RecordedEvent,
} from '@redress/eventing';
import {
  notebook,
  type NotebookCommand,
  notebookContext,
  type NotebookEvent,
  type NotebookState,
} from '../notebook.js';
import { type CoreEngines, type CoreHarness, notebookCodec } from './core-harness.js';

export type NotebookHandler = CommandHandler<NotebookCommand, NotebookState, NotebookEvent>;

/** The context of a command that is never sent again. */
export function once(n: number, more: Partial<CommandContext> = {}): CommandContext {
  return { ...notebookContext(n, more), isFirstAttempt: true };
}

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

  /** Each represents a separate process: only the stores are shared. */
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

  async expectWholeChain(): Promise<void> {
    const verifier = new ChainVerifier({ densePositions: this.engines.eventStore.densePositions });
    const faults = await Array.fromAsync(this.engines.eventStore.readAll(LOG_START), (event) => verifier.add(event));
    expect([...faults.flat(), ...verifier.finish()]).toEqual([]);
  }
}

import { StreamCutError, type RecordedEvent, type Revision } from '@redress/eventing';
import type { CommandContext } from '../context.js';
import { EXIT } from '../exit/exit-codes.js';

/** Named one by one; the rest are counted. */
const NAMED_MAX = 20;

/** Streams of which an export does not have every event, since the log has lost some. In memory is one number for each stream. */
export class IncompleteHistories {
  private readonly next = new Map<string, Revision>();
  private readonly incomplete = new Map<string, StreamCutError>();

  take({ stream, revision }: RecordedEvent): void {
    const expected = this.next.get(stream) ?? 0;
    if (revision > expected && !this.incomplete.has(stream)) {
      this.incomplete.set(stream, new StreamCutError(stream, expected, revision, 'Run "redress verify".'));
    }
    this.next.set(stream, Math.max(expected, revision + 1));
  }

  /** Tells what the export lacks: it is written all the same, since it may be what is left, and is no whole one. */
  finish(context: CommandContext): void {
    if (this.incomplete.size === 0) return;
    for (const { message } of [...this.incomplete.values()].slice(0, NAMED_MAX)) context.terminal.remark(message);
    context.terminal.remark(
      `The histories of ${this.incomplete.size} streams are incomplete: this is no whole export.`,
    );
    context.exitCode = EXIT.found;
  }
}

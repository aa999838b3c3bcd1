import { parseReference } from '@redress/domain';
import { InvalidArgumentError, Option, type Command } from 'commander';

/** Which part of a complaint's past is wanted, and how much of it is shown. */
export interface PastOptions {
  /** ISO 8601, UTC, milliseconds. */
  readonly at?: string;
  readonly atRevision?: number;
  readonly opened?: true;
  readonly json?: true;
}

/** Adds what `history` and `replay` have in common. */
export function withPastOptions(command: Command): Command {
  return command
    .argument('<reference>', 'of the complaint, as people write it: 7K3M-9QXD-41PD', reference)
    .addOption(new Option('--at <instant>', 'what was recorded by then: 2026-11-05T10:00:00Z').argParser(instant))
    .addOption(new Option('--at-revision <number>', 'up to this revision').argParser(revision).conflicts('at'))
    .option('--opened', 'show personal data (needs keys.db and the master key)')
    .option('--json', 'print as JSON');
}

function reference(text: string): string {
  const parsed = parseReference(text);
  if (parsed.ok) return parsed.reference;
  throw new InvalidArgumentError(
    parsed.reason === 'malformed'
      ? 'A reference has twelve letters and digits, like 7K3M-9QXD-41PD, or 14 digits.'
      : 'It has a slip in it: its check symbol does not fit. Compare it with the original.',
  );
}

function instant(text: string): string {
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(Date.parse(text))) {
    throw new InvalidArgumentError('An instant is written like 2026-11-05T10:00:00Z.');
  }
  return new Date(text).toISOString();
}

function revision(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('A revision is a whole number from 0.');
  return Number(text);
}

import { COMPLAINT_STREAM_PREFIX } from '@redress/complaints';
import { formatReference, isReference, type Instant, instantOf, epochMsOf, isAfter } from '@redress/domain';
import type { AttachmentKey, AttachmentStore, EventStore, StoredAttachment } from '@redress/eventing';
import { refuseUnusableEngines, sweptCopyOf, sweptFrom } from '@redress/platform';
import type { Command } from 'commander';
import type { CliContext } from '../context.js';
import { EXIT } from '../exit.js';
import { openAttachments, openEvents, requireEvents } from '../session.js';
import { addedFileIn } from './attachment-copies.js';

const EXAMPLES = `
A crash between storing a file and recording it leaves a file that no event names. A sweep sets such files aside once they are
older than a day. A sweep a day later removes them, or puts them back if an event names them by then. Works while the server
runs, as often as you like, one sweep at a time.

A sweep leaves alone files with foreign names, and files of complaints that the event store does not have. It then exits with 1:
check that the settings name the right event store.

Examples:
  redress attachments sweep --dry-run
  redress attachments sweep`;

interface SweepOptions {
  readonly dryRun?: true;
  readonly json?: true;
}

/** `redress attachments sweep` */
export function attachmentsCommand(parent: Command, context: CliContext): void {
  parent
    .command('attachments')
    .description('Manages the attachments of complaints.')
    .command('sweep')
    .option('--dry-run', 'only print what would be done')
    .option('--json', 'print the counts as JSON')
    .summary('remove files that no event names')
    .description('Removes files that no event names, a day after setting them aside.')
    .addHelpText('after', EXAMPLES)
    .action((options: SweepOptions) => sweep(context, options));
}

async function sweep(context: CliContext, { dryRun = false, json = false }: OptionsGiven): Promise<void> {
  const { terminal } = context;
  const config = context.config();
  await refuseUnusableEngines(config);
  requireEvents(config);
  const events = await openEvents(config);
  const files = await openAttachments(config).catch(async (error: unknown) => {
    await events.close();
    throw error;
  });
  try {
    const attachments = new AttachmentSweep({ files, events, now: instantOf(Date.now()), dryRun });
    const counts: Record<Sweeping, number> = { 'set aside': 0, removed: 0, 'put back': 0, 'left alone': 0 };
    for await (const { subject, name, bytes, sweeping } of attachments.run()) {
      counts[sweeping] += 1;
      if (!json)
        await terminal.print(
          `${sweeping}  ${isReference(subject) ? formatReference(subject) : subject}  ${name}  ${bytes} bytes`,
        );
    }
    if (json) {
      const { removed } = counts;
      const told = {
        setAside: counts['set aside'],
        removed,
        putBack: counts['put back'],
        leftAlone: counts['left alone'],
      };
      await terminal.printJson({ dryRun, files: attachments.files, ...told });
    } else {
      const told = Object.entries(counts).map(([sweeping, count]) => `${count} ${sweeping}`);
      await terminal.print(`${attachments.files} files: ${told.join(', ')}${dryRun ? ' (nothing was done)' : ''}.`);
    }
    if (counts['left alone'] > 0) context.exitCode = EXIT.found;
  } finally {
    await files.close();
    await events.close();
  }
}

interface OptionsGiven {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** The action for a file: renamed for a day, deleted, restored, or left to a person. */
type Sweeping = 'set aside' | 'removed' | 'put back' | 'left alone';

interface Swept extends AttachmentKey {
  readonly sweeping: Sweeping;
  readonly bytes: number;
}

interface AttachmentSweepOptions {
  readonly files: AttachmentStore;
  readonly events: EventStore;
  /** The current instant by the real clock, which the stores also use. */
  readonly now: Instant;
  /** Only reports what would be done. */
  readonly dryRun: boolean;
}

/** Far longer than a request may take: an older file without an event will not get one from the request that stored it. */
const AGE_MS_MIN = 24 * 3_600_000;
const NAME = /^[0-9a-f]{32}(?:-swept)?$/;

/**
 * Removes the files that no event names, in two steps a day apart, so that a concurrent upload of the same file loses nothing
 * (docs/adr/0039). May be stopped at any point and run again. Errors: those of the stores.
 */
export class AttachmentSweep {
  /** Number of files examined so far. */
  files = 0;
  private subject = '';
  /** Names in the events of that subject; undefined when it has none. */
  private named: ReadonlySet<string> | undefined;

  constructor(private readonly options: AttachmentSweepOptions) {}

  /** Yields each file after its action. */
  async *run(): AsyncGenerator<Swept> {
    const { files, now, dryRun } = this.options;
    const before = instantOf(epochMsOf(now) - AGE_MS_MIN);
    for await (const file of files.list()) {
      this.files += 1;
      if (!isAfter(before, file.storedAt)) continue;
      const sweeping = await this.judge(file);
      if (sweeping === undefined) continue;
      if (!dryRun) await this.act(file, sweeping);
      yield { subject: file.subject, name: file.name, bytes: file.bytes, sweeping };
    }
  }

  private async judge(file: StoredAttachment): Promise<Sweeping | undefined> {
    if (!NAME.test(file.name)) return 'left alone';
    const named = await this.namedOf(file.subject);
    // A file is only accepted for an existing complaint: without it, this is the wrong event store.
    if (named === undefined) return 'left alone';
    const original = sweptFrom(file);
    if (original === undefined) return named.has(file.name) ? undefined : 'set aside';
    const isNeeded = named.has(original.name) && (await this.options.files.get(original)) === undefined;
    return isNeeded ? 'put back' : 'removed';
  }

  private async act(file: AttachmentKey, sweeping: Sweeping): Promise<void> {
    const to = sweeping === 'set aside' ? sweptCopyOf(file) : sweptFrom(file);
    if (sweeping === 'left alone' || to === undefined) return;
    if (sweeping !== 'removed') {
      const content = await this.options.files.get(file);
      if (content === undefined) return;
      await this.options.files.put(to, content);
    }
    await this.options.files.remove(file);
  }

  /** Reads the events of a subject once: its files are listed consecutively. */
  private async namedOf(subject: string): Promise<ReadonlySet<string> | undefined> {
    if (subject === this.subject) return this.named;
    const named = new Set<string>();
    let isThere = false;
    for await (const event of this.options.events.read(`${COMPLAINT_STREAM_PREFIX}${subject}`)) {
      isThere = true;
      const added = addedFileIn(event);
      if (added !== undefined) named.add(added.name);
    }
    this.subject = subject;
    return (this.named = isThere ? named : undefined);
  }
}

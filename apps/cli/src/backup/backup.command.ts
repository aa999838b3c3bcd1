import { copySqliteFile } from '@redress/engine-sqlite';
import type { AttachmentStore } from '@redress/eventing';
import { ATTACHMENT_STORES, timeSourceOf, openEngine, type RedressConfig } from '@redress/platform';
import type { Command } from 'commander';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type AddedFile, keptContent } from '../attachments/attachment-copies.js';
import type { CliContext } from '../context.js';
import { EXIT, unusable, wrongUsage } from '../exit.js';
import { ownVersion } from '../own-version.js';
import { openAttachments, requireEvents } from '../session.js';
import { type Progress, progressOn } from '../terminal.js';
import { type CopiedLog, examineLog } from './copied-log.js';
import { type EmbeddedStores, embeddedStores, withStores } from './embedded-stores.js';
import {
  ATTACHMENTS_FOLDER,
  ATTACHMENTS_LIST,
  BACKUP_FILES,
  describedFile,
  writeDurably,
  writeManifest,
} from './manifest.js';
import { missingInWords } from './missing-parts.js';

const EXAMPLES = `
Works while the server runs. Copies views with the state of processes, then events, keys and attachments, and verifies the copied
log. Everything answered before the command began is in the backup. The folder must be empty or new.

The master key, the key that signs staff tokens and the outbox are not copied. Keep the master key elsewhere: with it and this
backup all personal data can be read, and without it none.

Exits with 1 if the log has faults, or lacks keys or attachments. Servers have their own backups: docs/how-to/back-up-and-restore.md.

Examples:
  redress backup /mnt/backups/2026-11-29
  redress backup ./backup --json`;

/** `redress backup FOLDER` */
export function backupCommand(parent: Command, context: CliContext): void {
  parent
    .command('backup')
    .argument('<folder>', 'an empty or new folder for the backup')
    .option('--json', 'print the result as JSON')
    .description('Backs up an embedded system, also while it runs.')
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string, { json }: { json?: true }) => {
      const progress = progressOn(context.terminal, 'backing up');
      const backup = await takeBackup(context.config(), resolve(folder), progress).finally(() => progress.stop());
      await report(context, resolve(folder), backup, json === true);
    });
}

interface Backup extends CopiedLog {
  readonly attachments: number;
  readonly missingFiles: readonly AddedFile[];
}

/**
 * Copies what is derived or depended on in such an order that the parts fit: views before the events they are derived from, so that no view
 * or process has seen an event that the backup lacks; keys and attachments after the events, since each is stored before the event that
 * needs it.
 */
async function takeBackup(config: RedressConfig, folder: string, progress: Progress): Promise<Backup> {
  const stores = await embeddedStores(config);
  requireEvents(config);
  await makeEmptyFolder(folder);
  const clock = timeSourceOf(config);
  const startedAt = clock.now();
  const names = await copyDatabases(stores, folder);
  const copies = new CopiedFiles(folder);
  const inBackup = withStores(config, {
    events: join(folder, BACKUP_FILES.events),
    keys: join(folder, BACKUP_FILES.keys),
  });
  const onProgress = (done: bigint, of: bigint): void => progress.update(Number(done), Number(of));
  const log = await withAttachments(config, folder, (from, to) =>
    examineLog(inBackup, (file) => copies.take(file, from, to), onProgress),
  );
  await copies.writeList();
  const files = await Promise.all([...names, ATTACHMENTS_LIST].map((name) => describedFile(folder, name)));
  await writeManifest(folder, {
    versions: { redress: ownVersion(), node: process.versions.node },
    startedAt,
    finishedAt: clock.now(),
    head: log.head,
    counts: { events: log.events, streams: log.streams, attachments: copies.count },
    files,
  });
  return { ...log, attachments: copies.count, missingFiles: copies.missing };
}

async function makeEmptyFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) throw wrongUsage(`${folder} is not empty. Name an empty or new folder.`);
}

/** Copies the databases in the order of {@link BACKUP_FILES}. Returns their names; a store that does not exist yet is an error. */
async function copyDatabases(stores: EmbeddedStores, folder: string): Promise<readonly string[]> {
  for (const part of ['views', 'events', 'keys'] as const) {
    if (!existsSync(stores[part])) throw unusable(`There is no ${stores[part]}. Run redress doctor.`);
    await copySqliteFile(stores[part], join(folder, BACKUP_FILES[part]));
  }
  return Object.values(BACKUP_FILES);
}

async function withAttachments<Result>(
  config: RedressConfig,
  folder: string,
  work: (from: AttachmentStore, to: AttachmentStore) => Promise<Result>,
): Promise<Result> {
  const from = await openAttachments(config);
  const to = await openEngine(ATTACHMENT_STORES, `file:${join(folder, ATTACHMENTS_FOLDER)}`, {});
  return work(from, to).finally(async () => {
    await to.close();
    await from.close();
  });
}

/** The attachments copied so far, still sealed, with their checksums. */
class CopiedFiles {
  readonly missing: AddedFile[] = [];
  private readonly lines: string[] = [];

  constructor(private readonly folder: string) {}

  get count(): number {
    return this.lines.length;
  }

  async take(file: AddedFile, from: AttachmentStore, to: AttachmentStore): Promise<void> {
    const content = await keptContent(from, file);
    if (content === undefined) {
      this.missing.push(file);
      return;
    }
    const { subject, name } = file;
    await to.put({ subject, name }, content);
    const sha256 = createHash('sha256').update(content).digest('hex');
    this.lines.push(`${sha256}  ${ATTACHMENTS_FOLDER}/${subject}/${name}\n`);
  }

  async writeList(): Promise<void> {
    await writeDurably(join(this.folder, ATTACHMENTS_LIST), this.lines.join(''));
  }
}

async function report(context: CliContext, folder: string, backup: Backup, json: boolean): Promise<void> {
  const { head, events, streams, attachments, faults, missingKeys, missingFiles } = backup;
  const missing = missingInWords({ missingKeys, missingFiles });
  if (faults.length + missing.length > 0) context.exitCode = EXIT.found;
  if (json) return context.terminal.printJson({ folder, head, events, streams, attachments, faults, missing });
  await context.terminal.print(
    `${folder}: ${events} events in ${streams} streams, ${attachments} attachments, up to position ${head?.position ?? '0'}.`,
  );
  if (faults.length > 0) await context.terminal.print('The log has faults, and so has its backup -> redress verify');
  for (const line of missing) await context.terminal.print(line);
}

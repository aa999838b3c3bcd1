import type { RedressConfig } from '@redress/platform';
import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { AddedFile } from '../attachments/attachment-copies.js';
import { rebuild } from '../commands/rebuild.command.js';
import { projections } from '../commands/views.commands.js';
import type { CliContext } from '../context.js';
import { checkMasterKey } from '../doctor/store-checks.js';
import { EXIT, Failure, unusable, wrongUsage } from '../exit.js';
import { masterKeyFile, openKeys } from '../session.js';
import { progressOn } from '../terminal.js';
import { type CopiedLog, examineLog } from './copied-log.js';
import { type EmbeddedStores, embeddedStores, pathsOf, withStores } from './embedded-stores.js';
import { ATTACHMENTS_LIST, BACKUP_FILES, checksumOf, type Manifest, readManifest } from './manifest.js';
import { missingInWords } from './missing-parts.js';

const EXAMPLES = `
The data folder must be empty or new; it may contain master.key, which no backup contains. Compares every file with its checksum,
verifies every chain of the log, copies the files and rebuilds the views; the index for searches is filled when the server starts.
A damaged backup is refused and leaves the data folder as it was; --accept-faults restores a log whose chains are broken.

Afterwards processes continue where they stood when the backup was taken: nothing that the backup knows of is sent again. If the
old views.db still exists, it knows of later messages: docs/how-to/restore-the-log.md. To try a backup out beside a running system,
set neither REDRESS_SMTP_URL, REDRESS_SMS nor REDRESS_WEBHOOKS: everything due would be sent from both.

Exits with 1 if keys, attachments or the master key are missing.

Examples:
  redress restore /mnt/backups/2026-11-29 --data /srv/redress
  redress restore ./backup --json`;

interface Options {
  readonly acceptFaults?: true;
  readonly json?: true;
}

/** `redress restore FOLDER` */
export function restoreCommand(parent: Command, context: CliContext): void {
  parent
    .command('restore')
    .argument('<folder>', 'the folder of a backup')
    .option('--accept-faults', 'restore a log whose chains are broken')
    .option('--json', 'print the result as JSON')
    .description('Restores a backup into an empty data folder.')
    .addHelpText('after', EXAMPLES)
    .action((folder: string, options: Options) => restore(context, resolve(folder), options));
}

async function restore(context: CliContext, folder: string, { acceptFaults, json }: Options): Promise<void> {
  const config = context.config();
  const stores = await embeddedStores(config);
  const manifest = await readManifest(folder);
  await requireNothing(config, stores);
  const staged = stagedBeside(stores);
  let restored: Restored;
  try {
    await copyChecked(folder, manifest, staged);
    restored = await examineStaged(context, config, staged, manifest);
    requireSound(restored.faults, acceptFaults === true);
    await putInPlace(staged, stores);
  } catch (error) {
    for (const path of pathsOf(staged)) await rm(path, { recursive: true, force: true });
    throw error;
  }
  // The index of personal data needs the master key, which may come later: the server fills it when it starts.
  const rebuilt = await rebuild(
    context,
    projections.filter(({ opening }) => opening === undefined),
  );
  const keys = await openKeys(config);
  const masterKey = await checkMasterKey(config, { keys }).finally(() => keys.close());
  const missing = [
    ...missingInWords(restored),
    ...(masterKey.state === 'fail' ? [`${masterKey.detail} ${masterKey.remedy ?? ''}`] : []),
  ];
  if (missing.length + restored.faults.length > 0 && context.exitCode === EXIT.ok) context.exitCode = EXIT.found;
  const { head, events, streams, faults } = restored;
  if (json) {
    const views = rebuilt.map(({ name }) => name);
    return context.terminal.printJson({ data: config.data, head, events, streams, views, faults, missing });
  }
  await context.terminal.print(
    `${config.data}: ${events} events in ${streams} streams, ${rebuilt.length} views rebuilt, as of ${manifest.startedAt}.`,
  );
  for (const line of missing) await context.terminal.print(line);
  await context.terminal.print('Run redress doctor --stores before you start the server.');
}

/** Refuses a data folder with anything in it but the master key, and stores elsewhere that exist. */
async function requireNothing(config: RedressConfig, stores: EmbeddedStores): Promise<void> {
  const { data } = config;
  await mkdir(data, { recursive: true, mode: 0o700 });
  const found = (await readdir(data)).map((name) => join(data, name)).filter((file) => file !== masterKeyFile(config));
  const existing = [...found, ...pathsOf(stores).filter((path) => existsSync(path))];
  if (existing.length === 0) return;
  throw wrongUsage(`${existing[0]} exists. A backup is restored only into an empty data folder: name another one.`);
}

const SUFFIX = '.restoring';

/** Names beside the final ones, on the same disk, so that each is put in place in one step. */
function stagedBeside({ events, keys, views, attachments }: EmbeddedStores): EmbeddedStores {
  const staged = (path: string): string => `${path}${SUFFIX}`;
  return {
    events: staged(events),
    keys: staged(keys),
    views: staged(views),
    attachments: staged(attachments),
  };
}

/** Copies every file and compares each copy with its checksum. Throws a `Failure` for a damaged backup. */
async function copyChecked(folder: string, { files }: Manifest, staged: EmbeddedStores): Promise<void> {
  const expected = new Map(files.map(({ name, sha256 }) => [name, sha256]));
  for (const part of ['views', 'events', 'keys'] as const) {
    const name = BACKUP_FILES[part];
    await copyOne(join(folder, name), staged[part], expected.get(name));
  }
  await mkdir(staged.attachments, { recursive: true, mode: 0o700 });
  const list = join(folder, ATTACHMENTS_LIST);
  if ((await checksumOf(list)).sha256 !== expected.get(ATTACHMENTS_LIST)) throw damaged(list);
  for (const line of (await readFile(list, 'utf8')).split('\n').filter((text) => text !== '')) {
    const [, sha256, path, subject, name] = ATTACHMENT_LINE.exec(line) ?? [];
    if (path === undefined || subject === undefined || name === undefined) throw damaged(list);
    await copyOne(join(folder, path), join(staged.attachments, subject, name), sha256);
  }
}

const ATTACHMENT_LINE = /^([0-9a-f]{64}) {2}(attachments\/([A-Za-z0-9-]{1,64})\/([A-Za-z0-9-]{1,64}))$/;

async function copyOne(from: string, to: string, sha256: string | undefined): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await copyFile(from, to);
  await chmod(to, 0o600);
  const handle = await open(to, 'r+');
  await handle.sync().finally(() => handle.close());
  if ((await checksumOf(to)).sha256 !== sha256) throw damaged(from);
}

function damaged(file: string): Failure {
  return unusable(`${file} is damaged: its checksum is not the one in the manifest. Use another backup.`);
}

interface Restored extends CopiedLog {
  readonly missingFiles: readonly AddedFile[];
}

/** Verifies the copied log and looks for its keys and files. Throws a `Failure` when its head is not the one in the manifest. */
async function examineStaged(
  context: CliContext,
  config: RedressConfig,
  staged: EmbeddedStores,
  { head }: Manifest,
): Promise<Restored> {
  const progress = progressOn(context.terminal, 'verifying');
  const missingFiles: AddedFile[] = [];
  const log = await examineLog(
    withStores(config, staged),
    async (file) => {
      if (!existsSync(join(staged.attachments, file.subject, file.name))) missingFiles.push(file);
    },
    (done, of) => progress.update(Number(done), Number(of)),
  ).finally(() => progress.stop());
  if (JSON.stringify(log.head) !== JSON.stringify(head)) {
    throw unusable(`The newest event of the backup is not the one that its manifest names. Use another backup.`);
  }
  return { ...log, missingFiles };
}

function requireSound(faults: CopiedLog['faults'], isAccepted: boolean): void {
  const [first] = faults;
  if (first === undefined || isAccepted) return;
  throw new Failure(
    `The log in the backup has ${faults.length} faults. The first: ${first} ` +
      'Use another backup, or restore this one with --accept-faults.',
    EXIT.found,
  );
}

/** Puts the log in place last: without it nothing counts as restored, and nothing starts. */
async function putInPlace(staged: EmbeddedStores, stores: EmbeddedStores): Promise<void> {
  for (const part of ['attachments', 'keys', 'views', 'events'] as const) await rename(staged[part], stores[part]);
}

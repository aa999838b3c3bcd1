import type { Instant } from '@redress/domain';
import { parseJson } from '@redress/eventing';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { unusable } from '../exit.js';

/** Version of the layout of a backup's folder. */
const FORMAT = 1;
const MANIFEST = 'manifest.json';

/** The databases in a backup, in the order in which they are copied. */
export const BACKUP_FILES = { views: 'views.db', events: 'events.db', keys: 'keys.db' } as const;
export const ATTACHMENTS_FOLDER = 'attachments';
/** Checksums of the attachments, one per line, as `sha256sum --check` reads them. */
export const ATTACHMENTS_LIST = 'attachments.sha256';

/** The newest event of a log. */
export interface LogHead {
  /** Decimal digits. */
  readonly position: string;
  readonly eventId: string;
  readonly hash: string;
}

/** One file, by its name in the backup's folder. */
export interface BackedUpFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What a backup contains. Written last: a folder without it is an unfinished backup. */
export interface Manifest {
  readonly format: number;
  /** Versions of the programs that took it. */
  readonly versions: { readonly redress: string; readonly node: string };
  /** ISO 8601 in UTC. Everything answered before `startedAt` is in the backup. */
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
  /** Null for an empty log. */
  readonly head: LogHead | null;
  readonly counts: { readonly events: number; readonly streams: number; readonly attachments: number };
  readonly files: readonly BackedUpFile[];
}

/** Writes the manifest in one step, after everything else is on disk. */
export async function writeManifest(folder: string, manifest: Omit<Manifest, 'format'>): Promise<void> {
  const file = join(folder, MANIFEST);
  await writeDurably(`${file}.part`, `${JSON.stringify({ format: FORMAT, ...manifest }, undefined, 2)}\n`);
  await rename(`${file}.part`, file);
}

/** Reads the manifest. Throws a `Failure` for a folder that is no finished backup of a known format. */
export async function readManifest(folder: string): Promise<Manifest> {
  const file = join(folder, MANIFEST);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw unusable(`${folder} is no backup, or an unfinished one: ${file} cannot be read.`, error);
  });
  const manifest = parsed(text, file);
  if (manifest.format !== FORMAT) {
    throw unusable(
      `${file} has format ${manifest.format}, not ${FORMAT}. Use the version of Redress that took the backup.`,
    );
  }
  return manifest;
}

function parsed(text: string, file: string): Manifest {
  try {
    return parseJson(text) as Manifest;
  } catch (cause) {
    throw unusable(`${file} is damaged: it is not JSON. Use another backup.`, cause);
  }
}

/** Describes a file of the backup's folder. */
export async function describedFile(folder: string, name: string): Promise<BackedUpFile> {
  return { name, ...(await checksumOf(join(folder, name))) };
}

/** Reads a file once, a piece at a time. */
export async function checksumOf(file: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Writes a small file for its owner alone; it is on disk when this resolves. */
export async function writeDurably(file: string, content: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

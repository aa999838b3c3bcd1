import { fileOf, schemeOf, type RedressConfig } from '@redress/platform';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { unusable } from '../exit/failure.js';

/** The file that the master key is in when REDRESS_MASTER_KEY is not set. */
export function masterKeyFile({ data }: RedressConfig): string {
  return join(data, 'master.key');
}

/** The file of an embedded engine; undefined for an engine that lies elsewhere. */
export function embeddedFile(url: string): string | undefined {
  return schemeOf(url) === 'sqlite' ? fileOf(url) : undefined;
}

/** What an engine may be called in a message: its file, or its scheme, since the rest of a URL may hold a password. */
export function placeOf(url: string): string {
  return embeddedFile(url) ?? `${schemeOf(url)}:`;
}

/** Throws a `Failure` when there is no event store: a command that only reads never makes one. */
export function requireEvents({ eventStore }: RedressConfig): void {
  const file = embeddedFile(eventStore);
  if (file === undefined || existsSync(file)) return;
  throw unusable(
    `There is no event store at ${file}. Name the data folder with --data or REDRESS_DATA, or start the system once.`,
  );
}

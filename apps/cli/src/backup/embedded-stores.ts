import { type RedressConfig, refuseUnusableEngines, schemeOf } from '@redress/platform';
import { resolve } from 'node:path';
import { wrongUsage } from '../exit.js';
import { attachmentsFolder, embeddedFile } from '../session.js';

/** The files of an embedded system. */
export interface EmbeddedStores {
  readonly events: string;
  readonly keys: string;
  readonly views: string;
  /** A folder. */
  readonly attachments: string;
}

/** Every path of them. */
export function pathsOf({ events, keys, views, attachments }: EmbeddedStores): readonly string[] {
  return [events, keys, views, attachments];
}

/** Finds the files of an embedded system. Throws a `Failure` when a store is a server: that has its own backups. */
export async function embeddedStores(config: RedressConfig): Promise<EmbeddedStores> {
  await refuseUnusableEngines(config);
  const { eventStore, keyStore, readStore, attachments } = config;
  return {
    events: fileOfSetting('REDRESS_EVENT_STORE', eventStore),
    keys: fileOfSetting('REDRESS_KEY_STORE', keyStore),
    views: fileOfSetting('REDRESS_READ_STORE', readStore),
    attachments: resolve(attachmentsFolder(config) ?? refused('REDRESS_ATTACHMENTS', attachments)),
  };
}

function fileOfSetting(variable: string, url: string): string {
  return embeddedFile(url) ?? refused(variable, url);
}

function refused(variable: string, url: string): never {
  throw wrongUsage(
    `${variable} names a server (${schemeOf(url)}:), and this command copies only files. See docs/how-to/back-up-and-restore.md for servers.`,
  );
}

/** The same settings, with the log and the keys in other files. */
export function withStores(config: RedressConfig, { events, keys }: Pick<EmbeddedStores, 'events' | 'keys'>) {
  return { ...config, eventStore: `sqlite:${events}`, keyStore: `sqlite:${keys}` };
}

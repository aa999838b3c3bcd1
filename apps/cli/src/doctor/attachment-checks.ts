import { formatReference } from '@redress/domain';
import {
  type AttachmentStore,
  ContentBrokenError,
  type EventStore,
  KeyMissingError,
  type KeyStore,
  LOG_START,
} from '@redress/eventing';
import { type RedressConfig, schemeOf } from '@redress/platform';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type AddedFile, addedFileIn, keptContent } from '../attachments/attachment-copies.js';
import { Failure } from '../exit.js';
import {
  embeddedFile,
  existingMasterKey,
  openAttachments,
  type Reading,
  readingWith,
  veiledReading,
  attachmentsFolder,
} from '../session.js';
import { fail, type Finding, ok } from '@redress/standalone';
import type { OpenedStores } from './opened-stores.js';

const CHECK = 'attachments';
const PUT_BACK = 'Restore it from a backup of the attachments.';
/** Most files named; the rest are counted. */
const NAMED_MAX = 100;

/** Checks that files can be stored; with `each`, that every file named by an event exists and, if a key opens it, has the event's hash. */
export async function checkAttachments(
  config: RedressConfig,
  stores: OpenedStores,
  each: boolean,
): Promise<readonly Finding[]> {
  const { attachments, eventStore } = config;
  const folder = attachmentsFolder(config);
  const events = embeddedFile(eventStore);
  if (events !== undefined && !existsSync(events)) return [ok(CHECK, 'created at the first start')];
  if (folder !== undefined && !existsSync(folder) && !each)
    return [ok(CHECK, `${folder} does not exist yet; it is created at the first start.`)];
  let store: AttachmentStore | undefined;
  try {
    store = await openAttachments(config);
    if (each)
      return stores.events === undefined
        ? []
        : await eachOf(store, await readingOf(config, stores.events, stores.keys));
    await store.check();
    return [ok(CHECK, `${folder ?? `${schemeOf(attachments)}:`}; doctor --attachments checks each file`)];
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return [fail(CHECK, detail, 'Check REDRESS_ATTACHMENTS, and that the store is reachable and writable.')];
  } finally {
    await store?.close();
  }
}

type Verdict = 'sound' | 'missing' | 'altered' | 'sealed';

async function eachOf(store: AttachmentStore, reading: Reading): Promise<readonly Finding[]> {
  const counts: Record<Verdict, number> = { sound: 0, missing: 0, altered: 0, sealed: 0 };
  const findings: Finding[] = [];
  for await (const event of reading.events.readAll(LOG_START)) {
    const file = addedFileIn(event);
    if (file === undefined) continue;
    const verdict = await judge(file, store, reading);
    counts[verdict] += 1;
    if ((verdict === 'missing' || verdict === 'altered') && findings.length < NAMED_MAX) {
      const place = `${formatReference(file.subject)}, revision ${file.revision}`;
      findings.push(fail(CHECK, `The file ${file.name} of ${place} is ${verdict}.`, PUT_BACK));
    }
  }
  const { sound, missing, altered, sealed } = counts;
  const summary = `${sound} unchanged, ${sealed} present but without a key, ${missing} missing, ${altered} altered`;
  return [...findings, missing + altered === 0 ? ok(CHECK, summary) : fail(CHECK, summary, PUT_BACK)];
}

/** Compares the hash of the opened content; without a key, only checks that the file exists. */
async function judge(file: AddedFile, store: AttachmentStore, { contents }: Reading): Promise<Verdict> {
  const sealed = await keptContent(store, file);
  if (sealed === undefined) return 'missing';
  try {
    const content = await contents.open({ subject: file.subject, name: file.name }, sealed);
    if ('erased' in content) return 'sealed';
    return createHash('sha256').update(content).digest('hex') === file.sha256 ? 'sound' : 'altered';
  } catch (error) {
    if (error instanceof KeyMissingError) return 'sealed';
    if (error instanceof ContentBrokenError) return 'altered';
    throw error;
  }
}

/** Reads without keys if there are none: missing files can still be found. */
async function readingOf(config: RedressConfig, events: EventStore, keys: KeyStore | undefined): Promise<Reading> {
  if (keys === undefined) return veiledReading(events);
  try {
    return readingWith(events, keys, await existingMasterKey(config));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return veiledReading(events);
  }
}

import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { COMPLAINT_STREAM_PREFIX, referenceOf } from '@redress/complaints';
import {
  attachmentPath,
  type AttachmentStore,
  type EventStore,
  isInLog,
  type KeyStore,
  LOG_START,
  type LogPlace,
  type ReadStore,
  type RecordedEvent,
  relayEnds,
  type Revision,
  type StreamName,
} from '@redress/eventing';
import { outboxFileOf } from '@redress/outgoing';
import { type RedressConfig, schemeOf, sweptFrom } from '@redress/platform';
import { type AddedFile, addedFileIn } from '../attachments/attachment-copies.js';
import { attachmentsFolder, openAttachments } from '../session.js';
import { MissingKeys } from '../verify/log-faults.js';
import { fail, type Finding, followers, ok } from '@redress/standalone';
import type { OpenedStores } from './opened-stores.js';
import { type FittedStore, misfitOf, type StandingPlace } from './store-misfits.js';

const CHECK = 'stores';

/** How one store compares with the log; undefined when neither has anything that the other lacks. */
interface Fit {
  readonly store: FittedStore;
  readonly standing: StandingPlace | undefined;
  /** Numbers for the operator, as a clause. */
  readonly counted: string;
}

/** Says whether views, keys, attachments and outbox fit the log, and of each that differs which is older. Reads the whole log. */
export async function checkStores(config: RedressConfig, stores: OpenedStores): Promise<readonly Finding[]> {
  const { events, keys, views } = stores;
  if (events === undefined) return [];
  const log = await surveyLog(events, keys);
  const fits = [
    ...(views === undefined ? [] : [await fitOfViews(views, events, log)]),
    ...(keys === undefined ? [] : [await fitOfKeys(keys, events, log)]),
    ...(views === undefined ? [] : await fitOfTopic(config, views, events)),
    ...(await fitOfAttachments(config, log)),
    ...(await fitOfOutbox(config, log)),
  ];
  return fits.map(findingOf);
}

function findingOf({ store, standing, counted }: Fit): Finding {
  const check = `${CHECK}: ${store}`;
  if (standing === undefined) return ok(check, `fit the log: ${counted}`);
  const { shows, remedy } = misfitOf(store, standing);
  const detail = `${standing === 'foreign' ? 'of another system' : `${standing} than the log`}: ${shows} (${counted})`;
  return remedy === undefined ? ok(check, detail) : fail(check, detail, remedy);
}

/** What the log says about the other stores. */
interface LogSurvey {
  readonly head: bigint;
  /** Complaints. */
  readonly streams: ReadonlySet<string>;
  /** Number of streams with personal values. */
  readonly sealedStreams: number;
  /** Number of streams whose keys are missing. */
  readonly lockedStreams: number;
  readonly redacted: readonly { readonly stream: StreamName; readonly message: Revision }[];
  /** Complaints whose complainant was erased. */
  readonly erased: ReadonlySet<StreamName>;
  readonly files: readonly AddedFile[];
  /** Names of the outbox files of every message that the log knows of. */
  readonly attempted: ReadonlySet<string>;
  /** Names of the outbox files of messages sent by e-mail, but for those of people who were erased. */
  readonly sentByMail: ReadonlySet<string>;
}

async function surveyLog(events: EventStore, keys: KeyStore | undefined): Promise<LogSurvey> {
  const [streams, sealed] = [new Set<string>(), new Set<string>()];
  const attempted = new Set<string>();
  const sentByMail = new Map<string, StreamName>();
  const erased = new Set<StreamName>();
  const redacted: { stream: StreamName; message: Revision }[] = [];
  const files: AddedFile[] = [];
  const missing = keys && new MissingKeys(keys);
  let head = 0n;
  for await (const event of events.readAll(LOG_START)) {
    head = event.position;
    const { stream, personal, type, data } = event;
    if (stream.startsWith(COMPLAINT_STREAM_PREFIX)) streams.add(stream);
    if (personal !== undefined) sealed.add(stream);
    await missing?.take(event);
    if (type === 'MessageRedacted') redacted.push({ stream, message: data['message'] as Revision });
    if (type === 'ComplainantErased') erased.add(stream);
    const file = addedFileIn(event);
    if (file !== undefined) files.push(file);
    noteMessage(event, attempted, sentByMail);
  }
  const lockedStreams = (await missing?.faults())?.length ?? 0;
  const kept = new Set([...sentByMail].filter(([, stream]) => !erased.has(stream)).map(([file]) => file));
  const counted = { head, streams, sealedStreams: sealed.size, lockedStreams };
  return { ...counted, redacted, erased, files, attempted, sentByMail: kept };
}

function noteMessage(
  { stream, type, data }: RecordedEvent,
  attempted: Set<string>,
  sentByMail: Map<string, StreamName>,
): void {
  const { messageId, channel } = data;
  if (typeof messageId !== 'string') return;
  const file = outboxFileOf(messageId);
  attempted.add(file);
  if (type === 'NotificationSent' && channel === 'email') sentByMail.set(file, stream);
}

async function fitOfViews(views: ReadStore, events: EventStore, { streams, head }: LogSurvey): Promise<Fit> {
  const places = [...(await views.places())].filter(([name]) => followers.some((follower) => follower.name === name));
  const astray = await astrayAmong(places, events);
  const behind = places.filter(([, { position }]) => position < head).length;
  if (astray.length === 0) {
    const counted = `${places.length - behind} of ${places.length} have seen everything`;
    return { store: 'views', standing: behind > 0 ? 'older' : undefined, counted };
  }
  const counted = `${astray.length} of ${places.length} stand at events that the log lacks`;
  const standing = (await knowAny(views, astray, streams)) ? 'newer' : 'foreign';
  return { store: 'views', standing, counted };
}

async function astrayAmong(places: readonly (readonly [string, LogPlace])[], events: EventStore): Promise<string[]> {
  const astray: string[] = [];
  for (const [name, place] of places) if (!(await isInLog(events, place))) astray.push(name);
  return astray;
}

const IDS_PER_LOOK = 1_000;

/** Whether one of these views has a document of one of the complaints. Processes have none that could be compared. */
async function knowAny(views: ReadStore, names: readonly string[], streams: ReadonlySet<string>): Promise<boolean> {
  const compared = followers.flatMap(({ name, projection }) =>
    projection && names.includes(name) ? [projection] : [],
  );
  if (compared.length === 0) return true;
  const all = [...streams];
  for (const { view } of compared) {
    await views.define(view);
    for (let from = 0; from < all.length; from += IDS_PER_LOOK)
      if ((await views.getMany(view.name, all.slice(from, from + IDS_PER_LOOK))).size > 0) return true;
  }
  return false;
}

async function fitOfKeys(keys: KeyStore, events: EventStore, log: LogSurvey): Promise<Fit> {
  const { sealedStreams, lockedStreams } = log;
  const revived = await revivedMessages(keys, events, log);
  const back = await revivedComplainants(keys, log);
  const counted =
    `keys of ${sealedStreams - lockedStreams} of ${sealedStreams} streams, of ${revived} redacted messages, and of ` +
    `${back} erased complainants`;
  const isForeign = lockedStreams > 0 && lockedStreams === sealedStreams;
  const standing = isForeign ? 'foreign' : lockedStreams + revived + back > 0 ? 'older' : undefined;
  return { store: 'keys', standing, counted };
}

/** Counts messages whose redaction is recorded and whose key exists all the same. */
async function revivedMessages(keys: KeyStore, events: EventStore, { redacted }: LogSurvey): Promise<number> {
  let revived = 0;
  for (const { stream, message } of redacted) {
    for await (const { personal } of events.read(stream, { from: message, to: message })) {
      const subject = personal?.subject;
      if (subject !== undefined && (await keys.get([subject])).get(subject)?.state === 'present') revived += 1;
    }
  }
  return revived;
}

/** Counts complainants whose erasure is recorded and whose key exists all the same. */
async function revivedComplainants(keys: KeyStore, { erased }: LogSurvey): Promise<number> {
  const subjects = [...erased].map(referenceOf);
  let revived = 0;
  for (let from = 0; from < subjects.length; from += IDS_PER_LOOK) {
    const entries = await keys.get(subjects.slice(from, from + IDS_PER_LOOK));
    revived += [...entries.values()].filter(({ state }) => state === 'present').length;
  }
  return revived;
}

/** Compares the newest event of each partition with the log. Brokers out of reach are reported by the check of the relay. */
async function fitOfTopic(
  { eventStream }: RedressConfig,
  views: ReadStore,
  events: EventStore,
): Promise<readonly Fit[]> {
  if (schemeOf(eventStream) !== 'kafka') return [];
  const { withKafkaTopic } = await import('@redress/engine-kafka');
  try {
    return await withKafkaTopic(eventStream, async (topic) => {
      const expected = (await relayEnds(views)).get(topic.name) ?? {};
      const found = await topic.ends();
      const short = Object.entries(expected).filter(
        ([partition, end]) => BigInt(found[partition] ?? '0') < BigInt(end),
      );
      if (short.length > 0) {
        return [{ store: 'topic', standing: 'older', counted: `${short.length} partitions` }];
      }
      const newest = await topic.newest();
      const own = await Promise.all(newest.map(({ position, id }) => isInLog(events, { position, eventId: id })));
      const common = own.filter(Boolean).length;
      const counted = `the log has ${common} of the newest events of ${newest.length} partitions`;
      const standing = common === newest.length ? undefined : common === 0 ? 'foreign' : 'newer';
      return [{ store: 'topic', standing, counted }];
    });
  } catch {
    return [];
  }
}

async function fitOfAttachments(config: RedressConfig, { files }: LogSurvey): Promise<readonly Fit[]> {
  const folder = attachmentsFolder(config);
  if (folder !== undefined && !existsSync(folder) && files.length === 0) return [];
  let store: AttachmentStore;
  try {
    store = await openAttachments(config);
  } catch {
    // Reported by the check of the attachments.
    return [];
  }
  try {
    return [await compareFiles(store, files, folder === undefined || existsSync(folder))];
  } catch {
    return [];
  } finally {
    await store.close();
  }
}

async function compareFiles(store: AttachmentStore, files: readonly AddedFile[], isThere: boolean): Promise<Fit> {
  const stored = new Set<string>();
  if (isThere) for await (const key of store.list()) stored.add(attachmentPath(sweptFrom(key) ?? key));
  const named = new Set(files.map((file) => attachmentPath(file)));
  const present = [...named].filter((path) => stored.has(path)).length;
  const spare = stored.size - present;
  const counted = `${present} of ${named.size} named files, and ${spare} others`;
  return { store: 'attachments', standing: standingOf(present, named.size - present, spare), counted };
}

/** Compares what a store and the log have: in common, only in the log, only in the store. */
export function standingOf(common: number, onlyInLog: number, onlyInStore: number): StandingPlace | undefined {
  if (common === 0 && onlyInLog > 0 && onlyInStore > 0) return 'foreign';
  if (onlyInLog > 0) return 'older';
  return onlyInStore > 0 ? 'newer' : undefined;
}

const OUTBOX_FILE = /^[0-9a-f]{32}\.eml$/;

/** Compares the messages in the outbox, which exists only without a mail server. */
async function fitOfOutbox({ data, smtpUrl }: RedressConfig, log: LogSurvey): Promise<readonly Fit[]> {
  const folder = join(data, 'outbox');
  if (smtpUrl !== undefined || !existsSync(folder)) return [];
  const written = (await readdir(folder)).filter((name) => OUTBOX_FILE.test(name));
  const known = written.filter((name) => log.attempted.has(name)).length;
  const unknown = written.length - known;
  const lacking = [...log.sentByMail].filter((name) => !written.includes(name)).length;
  const counted = `${known} known messages, ${unknown} unknown, ${lacking} not there`;
  // Unknown messages went out for events that were lost, and count for more than missing copies.
  const standing = unknown > 0 ? (known === 0 ? 'foreign' : 'newer') : standingOf(known, lacking, 0);
  return [{ store: 'outbox', standing, counted }];
}

import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { recordSampleProblems } from '@redress/analytics';
import { instantOf } from '@redress/domain';
import { type Projection, rebuildViews } from '@redress/eventing';
import { type RedressConfig, ServerSecrets } from '@redress/platform';
import { batchesOf, fill, type Filled, NotEmptyError, type Plan } from '@redress/sample-data';
import { batchesOfThreads, followers } from '@redress/standalone';
import { embeddedStores } from '../backup/embedded-stores.js';
import type { CliContext } from '../context.js';
import { unusable, wrongUsage } from '../exit.js';
import { type FillingSession, openForFilling } from '../session.js';
import { progressOn } from '../terminal.js';

/** What was generated, and what of it can be looked at already. */
export interface Generated extends Filled {
  /** Views that were built: all, or those before an interruption. */
  readonly views: number;
}

export interface GenerationOptions {
  /** Threads that decide and seal; 0: none besides the one that writes. */
  readonly threads: number;
}

/**
 * Bytes on disk of one complaint with all its events, keys and views, as measured with ten thousand; and as many again of the journals
 * while they are written.
 */
const BYTES_PER_COMPLAINT = 60_000;
const BYTES_AT_LEAST = 64 * 1024 * 1024;
const GIBIBYTE = 1024 ** 3;

/**
 * Fills the data folder by a plan, builds all views and moves the processes behind it, since all of it is history. Throws a `Failure` for a
 * folder with events, a disk that is too small, and stores that are servers.
 */
export async function generate(context: CliContext, plan: Plan, { threads }: GenerationOptions): Promise<Generated> {
  const config = context.config();
  await embeddedStores(config);
  await requireRoom(context, config, plan);
  const session = await openForFilling(config);
  try {
    const filled = await written(context, session, plan, threads);
    if (filled.interrupted) return { ...filled, views: 0 };
    const { events, codec, masterKey } = session;
    await recordSampleProblems(
      { store: events, codec, secrets: new ServerSecrets(masterKey) },
      instantOf(plan.until_ms),
    );
    const views = await built(context, session);
    if (views === undefined) return { ...filled, interrupted: true, views: 0 };
    await moveProcesses(session);
    return { ...filled, views };
  } finally {
    await session.close();
  }
}

async function requireRoom({ terminal }: CliContext, { data }: RedressConfig, { complaints }: Plan): Promise<void> {
  const { bavail, bsize } = await statfs(existing(data));
  const [needed, free] = [BYTES_AT_LEAST + complaints * BYTES_PER_COMPLAINT, bavail * bsize];
  const words = `${complaints} complaints need about ${inGibibytes(needed)} in ${data}; ${inGibibytes(free)} are free`;
  if (free < needed) throw unusable(`${words}. Free some space, or ask for fewer.`);
  terminal.remark(`${words}.`);
}

function inGibibytes(bytes: number): string {
  return `${(bytes / GIBIBYTE).toFixed(1)} GiB`;
}

function existing(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : existing(dirname(folder));
}

async function written(
  context: CliContext,
  { events, keys, policies, masterKey, now }: FillingSession,
  plan: Plan,
  threads: number,
): Promise<Filled> {
  const task = { plan, masterKey, now: now() };
  const installation = { masterKey, secrets: new ServerSecrets(masterKey) };
  const batches = threads === 0 ? batchesOf(plan, installation, task.now) : batchesOfThreads(task, threads);
  const progress = progressOn(context.terminal, 'generating');
  try {
    return await fill({ events, keys, policies }, batches, {
      now: task.now,
      signal: context.interruption(),
      onProgress: (complaints) => progress.update(complaints, plan.complaints),
    });
  } catch (error) {
    if (!(error instanceof NotEmptyError)) throw error;
    throw wrongUsage(`${error.message} Name another folder with --data.`);
  } finally {
    progress.stop();
  }
}

/** As many events as a commit takes in, where nobody else waits for the views. */
const EVENTS_PER_COMMIT = 10_000;

/**
 * Builds all views in one scan of the log, first without the fields by which they are queried: declared afterwards, these are derived from all
 * documents at once, in the order of their indexes. Returns their number; undefined when interrupted.
 */
async function built(context: CliContext, session: FillingSession): Promise<number | undefined> {
  const { readStore, events: eventStore, codec, policies, now } = session;
  const signal = context.interruption();
  const projections = followers.flatMap(({ projection }) => projection ?? []);
  const progress = progressOn(context.terminal, 'views');
  const onProgress = (reached: bigint, of: bigint): void => progress.update(Number(reached), Number(of));
  try {
    const sources = { readStore, eventStore, codec, policies, now, onProgress, signal };
    await rebuildViews({ projections: projections.map(withoutFields), ...sources, eventsPerBatch: EVENTS_PER_COMMIT });
    for (const { view } of projections) {
      signal.throwIfAborted();
      await readStore.define(view);
    }
    return projections.length;
  } catch (error) {
    if (!signal.aborted) throw error;
    return undefined;
  } finally {
    progress.stop();
  }
}

function withoutFields(projection: Projection): Projection {
  const { name, version = 1 } = projection.view;
  return { ...projection, view: { name, version, fields: {}, indexes: [] } };
}

/** Lets the processes begin behind what was generated: they would read all of it, to find that it is history. */
async function moveProcesses({ readStore, events, now }: FillingSession): Promise<void> {
  const position = await events.head();
  const eventId = await events.eventIdAt(position);
  if (eventId === undefined) return;
  const place = { position, eventId, recordedAt: now() };
  for (const { name, projection, documents } of followers) {
    if (projection !== undefined) continue;
    await readStore.define(documents ?? { name, fields: {}, indexes: [] });
    const generation = await readStore.activeGeneration(name);
    await readStore.commit(name, { generation, changes: [], park: [], unpark: [], ...place });
  }
}

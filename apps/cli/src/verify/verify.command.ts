import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { COMPLAINT_STREAM_PREFIX } from '@redress/complaints';
import {
  type EventStore,
  type ForgetOrder,
  ForgetOrders,
  LOG_START,
  type Position,
  StoreCorruptError,
  type StreamName,
  toPosition,
  WHOLE_LOG,
} from '@redress/eventing';
import { type RedressConfig, refuseUnusableEngines } from '@redress/platform';
import { type Command, Option } from 'commander';
import type { CliContext } from '../context.js';
import { EXIT } from '../exit.js';
import { exportedEvents } from '../export/export-file.js';
import { embeddedFile, openEvents, openKeys, openViews, placeOf, requireEvents } from '../session.js';
import { type Progress, progressOn, type Terminal } from '../terminal.js';
import { ChainWalk, type FoundFault, type MetOnWalk, MissedStreams, MissingKeys } from './log-faults.js';

const EXAMPLES = `
Reads the store beside a running server, or an export, without keys. Finds events that were changed, removed, reordered or
inserted, or are unreadable; streams that EventStoreDB was ordered to truncate or delete, before that is final; and streams
that views or other complaints name and the log lacks. It cannot detect the loss of the newest events before any view has
seen them. --keys also checks that each personal value has its key, or was erased; it needs no master key.

Examples:
  redress verify
  redress verify --keys
  redress verify --json
  redress verify --file export.jsonl`;

/** Limit for JSON, which holds all faults in memory; the text output lists every one. */
const JSON_FAULTS_MAX = 1_000;

/** `redress verify` */
export function verifyCommand(parent: Command, context: CliContext): void {
  parent
    .command('verify')
    .addOption(new Option('--keys', 'also look for missing keys').conflicts('file'))
    .option('--file <export>', 'verify an export instead of the store')
    .option('--json', 'print the result as JSON')
    .description('Verifies the hash chains. Exits with 1 if anything was altered.')
    .addHelpText('after', EXAMPLES)
    .action(async (options: { file?: string; json?: true; keys?: true }) => {
      const progress = progressOn(context.terminal, 'verifying');
      try {
        const log =
          options.file === undefined
            ? await openLog(context, progress, options.keys === true)
            : await openExport(options.file, progress);
        await verify(context, log, options.json === true, progress).finally(() => log.close());
      } finally {
        progress.stop();
      }
    });
}

interface Log {
  readonly name: string;
  readonly densePositions: boolean;
  readonly events: AsyncIterable<MetOnWalk>;
  /** Orders to truncate or delete streams, complete once the events have been read. */
  readonly orders: ForgetOrders;
  /** Queried again for missing events; absent for a file, which does not grow. */
  readonly store?: EventStore;
  /** Present if requested. */
  readonly keys?: MissingKeys;
  /** Adds what the views have seen. */
  seenByViews(missed: MissedStreams): Promise<void>;
  close(): Promise<void>;
}

async function openLog(context: CliContext, progress: Progress, withKeys: boolean): Promise<Log> {
  const config = context.config();
  await refuseUnusableEngines(config);
  requireEvents(config);
  const keys = withKeys ? await openKeys(config) : undefined;
  const store = await openEvents(config).catch(async (error: unknown) => {
    await keys?.close();
    throw error;
  });
  const orders = new ForgetOrders();
  const onProgress = (done: bigint, of: bigint): void => progress.update(Number(done), Number(of));
  return {
    name: placeOf(config.eventStore),
    densePositions: store.densePositions,
    events: storedEvents(store, onProgress, (order) => orders.take(order)),
    orders,
    store,
    seenByViews: (missed) => askViews(context, config, missed),
    ...(keys && { keys: new MissingKeys(keys) }),
    close: async () => {
      await store.close();
      await keys?.close();
    },
  };
}

async function openExport(file: string, progress: Progress): Promise<Log> {
  const { size } = await stat(file);
  const events = exportedEvents(file, (bytes) => progress.update(bytes, size));
  // A complete export has positions 1, 2, 3 and so on, whatever its engine.
  return {
    name: file,
    densePositions: true,
    events,
    orders: new ForgetOrders(),
    seenByViews: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

/** Asks the views which complaints they have seen. Unreachable views are not a fault of the log. */
async function askViews(context: CliContext, config: RedressConfig, missed: MissedStreams): Promise<void> {
  const file = embeddedFile(config.readStore);
  if (file !== undefined && !existsSync(file)) return;
  try {
    const views = await openViews(config);
    await missed.takeViews(views).finally(() => views.close());
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    context.terminal.remark(`Cannot compare the log with the views: ${why}`);
  }
}

async function verify(context: CliContext, log: Log, json: boolean, progress: Progress): Promise<void> {
  const { terminal } = context;
  const walk = new ChainWalk(log);
  const listed: FoundFault[] = [];
  let faultCount = 0;
  const missed = new MissedStreams(walk);
  for await (const fault of foundIn(log, walk, missed)) {
    faultCount += 1;
    if (!json) await terminal.print(faultInWords(fault));
    else if (listed.length < JSON_FAULTS_MAX) listed.push(fault);
  }
  progress.stop();
  await report(terminal, log.name, walk, faultCount, json ? listed : undefined);
  if (faultCount > 0) context.exitCode = EXIT.found;
}

async function* foundIn(log: Log, walk: ChainWalk, missed: MissedStreams): AsyncGenerator<FoundFault> {
  for await (const met of log.events) {
    if ('event' in met) {
      missed.take(met.event);
      await log.keys?.take(met.event);
    }
    yield* walk.faultsOf(met);
  }
  yield* walk.unfinished();
  await log.seenByViews(missed);
  const isOurs = (stream: StreamName): boolean =>
    stream.startsWith(COMPLAINT_STREAM_PREFIX) || walk.lastRevision(stream) >= 0 || missed.has(stream);
  yield* log.orders.faults(isOurs);
  yield* missed.faults(log.store);
  if (log.keys !== undefined) yield* await log.keys.faults();
}

async function report(
  terminal: Terminal,
  name: string,
  { events, streams }: ChainWalk,
  faultCount: number,
  listed: readonly FoundFault[] | undefined,
): Promise<void> {
  if (listed !== undefined) {
    const faults = listed.map((fault) => ({ ...fault, position: fault.position?.toString() }));
    await terminal.printJson({ verified: name, passed: faultCount === 0, events, streams, faultCount, faults });
    return;
  }
  const verdict = faultCount === 0 ? 'every chain holds' : `${faultCount} faults`;
  await terminal.print(`${name}: ${events} events in ${streams} streams, ${verdict}.`);
}

/** One line about a fault: its kind, its place and what is wrong. */
export function faultInWords({ stream, revision, position, line, fault, detail }: FoundFault): string {
  const place = [
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(position === undefined ? [] : [`position ${position}`]),
    ...(stream === WHOLE_LOG ? [] : [`stream ${stream}`]),
    ...(revision === -1 ? [] : [`revision ${revision}`]),
  ];
  return `${fault.toUpperCase()}  ${place.join(', ')}: ${detail}`;
}

/**
 * Reads every event of a store, skipping unreadable ones. A page with such an event is read again one by one, because
 * the store answers a page completely or not at all. `ordered` receives every order to truncate or delete. Throws if the
 * store cannot read its newest position.
 */
export async function* storedEvents(
  store: EventStore,
  onProgress: (done: Position, of: Position) => void,
  ordered: (order: ForgetOrder) => void,
): AsyncGenerator<MetOnWalk> {
  const head = await store.head();
  let after: Position = LOG_START;
  let limit: number | undefined;
  while (after < head) {
    const options = { ordered, ...(limit !== undefined && { limit }) };
    const before = after;
    try {
      for await (const event of store.readAll(after, options)) {
        if (event.position > head) return;
        after = event.position;
        yield { event };
        if (after % PROGRESS_EVENTS === 0n) onProgress(after, head);
      }
      if (after === before) return;
    } catch (error) {
      if (!(error instanceof StoreCorruptError)) throw error;
      if (limit === undefined) {
        limit = 1;
        continue;
      }
      yield { unreadable: error.message };
      after = toPosition(after + 1n);
      limit = undefined;
    }
  }
  onProgress(head, head);
}

const PROGRESS_EVENTS = 1_000n;

import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { catalogue } from '@redress/contracts';
import { instantOf } from '@redress/domain';
import { openSqliteEventStore, openSqliteKeyStore, openSqliteReadStore } from '@redress/engine-sqlite';
import {
  type ChainFault,
  ChainVerifier,
  EventCodec,
  type EventStore,
  foldDocuments,
  KeyRing,
  type KeyStore,
  loadMasterKey,
  LOG_START,
  Opener,
  type OpenedEvent,
  type ProjectedEvent,
  type Projection,
  type ReadStore,
  type RecordedEvent,
} from '@redress/eventing';
import { ACCESSES, type AccessEntry, loadConfig, openEngines, viewOwnerOf } from '@redress/platform';
import { Policies } from '@redress/policies';
import { DistributedEngines, type EnginePlaces, IS_DISTRIBUTED } from '@redress/testing';
import { services } from '../src/index.js';

/** Policies are only read, so no command is hashed. */
const NO_SECRETS = { commandHash: () => '' };

/** The content of a data folder that no process uses. */
export interface StoredData {
  readonly recorded: readonly RecordedEvent[];
  readonly opened: readonly OpenedEvent[];
  readonly chainFaults: readonly ChainFault[];
  /** Differences between each view and a fold of the log up to the view's position; empty for none. */
  readonly viewFaults: readonly string[];
  /** Names of views that have not applied the whole log. */
  readonly viewsBehind: readonly string[];
}

/** Reads the data of a stopped system. `places`: its own engines, if any. */
export async function readStoredData(folder: string, places?: EnginePlaces): Promise<StoredData> {
  const { eventStore, readStore, keyStore, close } = await openStoredEngines(folder, 'a copy', places);
  try {
    const recorded = await Array.fromAsync(eventStore.readAll(LOG_START));
    const masterKey = await loadMasterKey({ file: join(folder, 'master.key') });
    const codec = new EventCodec(catalogue, new KeyRing({ store: keyStore, masterKey }));
    const policies = new Policies({ store: eventStore, codec, secrets: NO_SECRETS, now: () => instantOf(Date.now()) });
    const projected = await Promise.all(
      recorded.map(async (event) => ({
        ...codec.project(event),
        policy: await policies.of(event.metadata.policyVersion),
      })),
    );
    const projections = services.flatMap((service) => service.projections);
    const views = await Promise.all(
      projections.map(async (each) =>
        compare(each, readStore, await openedFor(each, { projected, recorded, readStore, codec })),
      ),
    );
    return {
      recorded,
      opened: await codec.open(recorded),
      chainFaults: verifyChains(recorded, eventStore.densePositions),
      viewFaults: views.flatMap(({ faults }) => faults),
      viewsBehind: views.filter(({ behind }) => behind).map(({ name }) => name),
    };
  } finally {
    await close();
  }
}

/** The entries of the access log of a stopped system. */
export async function readAccesses(folder: string): Promise<readonly AccessEntry[]> {
  const { readStore, close } = await openStoredEngines(folder);
  try {
    await readStore.define(ACCESSES);
    const documents = await Array.fromAsync(readStore.scan(ACCESSES.name));
    return documents.map(({ body }) => body as unknown as AccessEntry);
  } finally {
    await close();
  }
}

/** The events as the projection sees them: with what they say, for one that is searched. */
async function openedFor(
  projection: Projection,
  known: {
    readonly projected: readonly ProjectedEvent[];
    readonly recorded: readonly RecordedEvent[];
    readonly readStore: ReadStore;
    readonly codec: EventCodec;
  },
): Promise<readonly ProjectedEvent[]> {
  const { projected, recorded, readStore, codec } = known;
  if (projection.opening === undefined) return projected;
  await readStore.define(projection.view);
  const generation = await readStore.activeGeneration(projection.view.name);
  const opener = new Opener({ projection, codec, generation });
  await opener.prepare(recorded);
  return projected.map((event, at) => {
    if (!event.stream.startsWith(projection.streamPrefix)) return event;
    const open = opener.openerOf(recorded[at]!);
    return { ...event, ...(open && { opened: open() }) };
  });
}

function verifyChains(events: readonly RecordedEvent[], densePositions: boolean): readonly ChainFault[] {
  const verifier = new ChainVerifier({ densePositions });
  return [...events.flatMap((event) => verifier.add(event)), ...verifier.finish()];
}

async function compare(
  projection: Projection,
  readStore: ReadStore,
  events: readonly ProjectedEvent[],
): Promise<{ readonly name: string; readonly faults: readonly string[]; readonly behind: boolean }> {
  const { name } = projection.view;
  await readStore.define(projection.view);
  const seenUpTo = await readStore.checkpoint(name);
  const seen = events.filter(
    ({ stream, position }) => stream.startsWith(projection.streamPrefix) && position <= seenUpTo,
  );
  const expected = new Map(
    [...Map.groupBy(seen, ({ stream }) => stream)].flatMap(([stream, own]) =>
      [...foldDocuments(projection, stream, own)].map(([id, { revision, body }]) => {
        return [id, { id, revision, body: JSON.parse(JSON.stringify(body)) as unknown }] as const;
      }),
    ),
  );
  const faults: string[] = [];
  for await (const document of readStore.scan(name)) {
    const fold = expected.get(document.id);
    expected.delete(document.id);
    if (!isDeepStrictEqual({ ...document }, fold))
      faults.push(`${name}: ${document.id} differs from the fold of its events`);
  }
  for (const id of expected.keys()) faults.push(`${name}: ${id} is not there`);
  for (const { stream, error } of await readStore.parked(name)) faults.push(`${name}: ${stream} is parked by ${error}`);
  return { name, faults, behind: seenUpTo < (events.at(-1)?.position ?? LOG_START) };
}

/** The engines of a stopped system. */
interface StoredEngines {
  readonly eventStore: EventStore;
  readonly readStore: ReadStore;
  readonly keyStore: KeyStore;
  readonly close: () => Promise<void>;
}

/**
 * Opens the data of a stopped system: embedded engines from a copy unless `itself` is to be changed, because reading a folder must not
 * repair it. External engines are always opened directly.
 */
export function openStoredEngines(
  folder: string,
  which: 'a copy' | 'itself' = 'a copy',
  places: EnginePlaces = {},
): Promise<StoredEngines> {
  if (IS_DISTRIBUTED) return openDistributed(folder, places);
  return which === 'itself' ? openFolder(folder) : openCopy(folder);
}

async function openCopy(folder: string): Promise<StoredEngines> {
  const copy = await mkdtemp(join(tmpdir(), 'redress-copy-'));
  await cp(folder, copy, { recursive: true });
  const eventStore = await openSqliteEventStore({ file: join(copy, 'events.db'), readOnly: true });
  const keyStore = await openSqliteKeyStore({ file: join(copy, 'keys.db'), readOnly: true });
  const readStore = await openSqliteReadStore({ file: join(copy, 'views.db') });
  const close = async (): Promise<void> => {
    await Promise.all([eventStore.close(), keyStore.close(), readStore.close()]);
    await rm(copy, { recursive: true, force: true });
  };
  return { eventStore, keyStore, readStore, close };
}

async function openFolder(folder: string): Promise<StoredEngines> {
  const engines = await openEngines(loadConfig({ REDRESS_DATA: folder }), []);
  return { ...engines, close: () => engines.close() };
}

async function openDistributed(folder: string, places: EnginePlaces): Promise<StoredEngines> {
  const { env, eventStore: server } = await DistributedEngines.start(folder, places);
  const engines = await openEngines(loadConfig(env), services.map(viewOwnerOf)).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  const close = async (): Promise<void> => {
    await engines.close();
    await server.stop();
  };
  return { ...engines, close };
}

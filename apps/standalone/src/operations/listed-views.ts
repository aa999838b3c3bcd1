import type { Instant } from '@redress/domain';
import {
  AnotherVersionError,
  type EventStore,
  isInLog,
  type Projection,
  type ReadStore,
  requireVersion,
} from '@redress/eventing';

/** A view: how far it has applied the log, and what it holds. */
export interface ListedView {
  readonly name: string;
  readonly state: 'running' | 'another log' | 'another version';
  readonly version: number;
  readonly generation: number;
  readonly position: string;
  /** When the newest event that it has applied was recorded; null before the first. */
  readonly appliedUntil: Instant | null;
  /** Events that it has not applied; null where positions of the log do not count events. */
  readonly behind: number | null;
  readonly documents: number;
  /** At most 1000. */
  readonly parked: number;
}

/** How a view stands in a log. Throws what the stores throw. */
export async function listedView({ view }: Projection, events: EventStore, readStore: ReadStore): Promise<ListedView> {
  const { name, version = 1 } = view;
  await readStore.define(view);
  const place = (await readStore.places()).get(name)!;
  const head = await events.head();
  return {
    name,
    state: (await isInLog(events, place)) ? await versionState(readStore, view) : 'another log',
    version,
    generation: await readStore.activeGeneration(name),
    position: String(place.position),
    appliedUntil: place.recordedAt ?? null,
    behind: events.densePositions ? Math.max(0, Number(head - place.position)) : null,
    documents: await readStore.count(name),
    parked: (await readStore.parked(name)).length,
  };
}

async function versionState(readStore: ReadStore, view: Projection['view']): Promise<ListedView['state']> {
  try {
    await requireVersion(readStore, view);
    return 'running';
  } catch (error) {
    if (error instanceof AnotherVersionError) return 'another version';
    throw error;
  }
}

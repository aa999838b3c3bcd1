import type { ComplaintEventType } from '@redress/contracts';
import { movesWalls, wallsAfter, type Walls } from '@redress/domain';
import { StreamFacts, type EventCodec, type EventStore } from '@redress/eventing';

/**
 * Who may not know of a complaint, by its events, none of which are opened for it; undefined for a complaint without events. A wall is
 * that of today also for somebody who asks what was known earlier.
 */
export function wallsIn(store: EventStore, codec: Pick<EventCodec, 'project'>): StreamFacts<Walls> {
  return new StreamFacts(store, (walls = { conflicts: [] }, event) => {
    if (!movesWalls(event.type)) return walls;
    const { data, actor } = codec.project(event);
    return wallsAfter(walls, { type: event.type as ComplaintEventType, data, actor });
  });
}

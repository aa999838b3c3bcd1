import type { Walls } from '@redress/domain';
import type { EventCodec, RecordedEvent } from '@redress/eventing';

/** The type of the event by which a wall is put up. */
export const WALLING_EVENT = 'ConflictOfInterestDeclared';

/**
 * Who may not know of a complaint, by its events, none of which are opened for it; undefined for a complaint without events. A wall is
 * that of today also for somebody who asks what was known earlier.
 */
export async function wallsIn(
  events: AsyncIterable<RecordedEvent>,
  codec: Pick<EventCodec, 'project'>,
): Promise<Walls | undefined> {
  let conflicts: readonly string[] | undefined;
  for await (const event of events) {
    conflicts ??= [];
    if (event.type !== WALLING_EVENT) continue;
    const { person } = codec.project(event).data;
    if (typeof person === 'string') conflicts = [...conflicts, person];
  }
  return conflicts && { conflicts };
}

import type { JsonObject } from '../event.js';
import type { ProjectedEvent, Projection } from '../projection.js';

/** The document after one event. Throws a `TypeError` when the projection answers something that is no document. */
export function applyEvent(projection: Projection, document: JsonObject, event: ProjectedEvent): JsonObject {
  if (!Object.hasOwn(projection.on, event.type)) return document;
  const after: unknown = projection.on[event.type]?.(document, event);
  if (typeof after !== 'object' || after === null || Array.isArray(after)) {
    throw new TypeError(`${projection.view.name} made no document of ${event.type}.`);
  }
  return after as JsonObject;
}

/** The document that a view holds after these events of one stream; undefined when there are none. */
export function foldDocument(projection: Projection, events: Iterable<ProjectedEvent>): JsonObject | undefined {
  let document: JsonObject | undefined;
  for (const event of events) document = applyEvent(projection, document ?? projection.initial, event);
  return document;
}

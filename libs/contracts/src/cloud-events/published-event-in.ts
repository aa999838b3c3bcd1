import { catalogue } from '../catalogue/index.js';
import type { StoredPublishedEvent } from '../events.js';
import type { CloudEvent } from './cloud-event.js';

/**
 * What one recorded event says, checked and brought to its current version, for readers without keys: a subscriber of the
 * topic, or of a sealed export. Throws `InvalidEventError` when the data is not what was published, or still holds a personal
 * value, and (`unknown-version`) when it was written by a newer Redress than this build knows.
 */
export function publishedEventIn({ data: recorded }: CloudEvent): StoredPublishedEvent {
  const { type, version, data } = recorded;
  catalogue.validateSealed(type, version, data);
  // Validated, so it is of this type; the compiler cannot follow an upcast by name.
  return { type, data: catalogue.upcast(type, version, data, []).data } as unknown as StoredPublishedEvent;
}
